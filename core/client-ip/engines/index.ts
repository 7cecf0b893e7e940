import { FarmError } from '../../model/errors.ts';
import { aspNetCore } from './aspnetcore/aspnetcore.ts';
import type { Engine } from './engine.ts';
import { leftmost } from './leftmost/leftmost.ts';

const ENGINES: readonly Engine[] = [aspNetCore, leftmost];

/** Returns the engine of this id, or null. */
export function findEngine(id: string): Engine | null {
  return ENGINES.find((engine) => engine.id === id) ?? null;
}

/** Returns the engine of this id. @throws FarmError `client-ip.engine-unknown` */
export function engineOf(id: string): Engine {
  const engine = findEngine(id);
  if (engine !== null) return engine;
  throw new FarmError({
    code: 'client-ip.engine-unknown',
    field: 'engine',
    message: `There is no client IP engine “${id}”.`,
    remedy: `Choose one of ${ENGINES.map((known) => known.id).join(', ')}.`,
  });
}
