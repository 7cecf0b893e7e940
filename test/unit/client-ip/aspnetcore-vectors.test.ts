import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseDotNetAddress } from '../../../core/client-ip/dotnet-address.ts';
import { type AspNetCoreConfig, resolveAspNetCore } from '../../../core/client-ip/engines/aspnetcore/resolve.ts';
import type { HeaderField } from '../../../core/client-ip/header-entries.ts';
import { FarmError } from '../../../core/model/errors.ts';

interface Vector {
  id: string;
  engine: string;
  peer: string | null;
  peerPort?: number;
  headers: HeaderField[];
  config: AspNetCoreConfig;
  expect: {
    clientIp?: string | null;
    clientPort?: number;
    remainingXff?: string | null;
    originalFor?: string | null;
    error?: 'config' | 'request';
  };
}

const file = new URL('../../cases/client-ip.json', import.meta.url);
const cases = (JSON.parse(readFileSync(file, 'utf8')) as { cases: Vector[] }).cases.filter(
  ({ engine }) => engine === 'aspnetcore',
);

/** Addresses compare by value; null stays null. */
const value = (text: string | null | undefined) => (typeof text === 'string' ? parseDotNetAddress(text) : text);

describe('ASP.NET Core resolves every golden vector', () => {
  it('has the vectors', () => {
    expect(cases).toHaveLength(84);
  });

  it.each(cases.map((vector) => [vector.id, vector] as const))('%s', (_id, vector) => {
    const { clientIp, error, ...others } = vector.expect;
    if (error !== undefined) {
      const code = error === 'config' ? 'client-ip.config-invalid' : 'client-ip.request-fails';
      expect(() => resolveAspNetCore(vector, vector.config)).toThrow(expect.objectContaining({ code }));
      expect(() => resolveAspNetCore(vector, vector.config)).toThrow(FarmError);
      return;
    }
    const resolution = resolveAspNetCore(vector, vector.config);
    expect(value(resolution.clientIp)).toEqual(value(clientIp));
    expect(resolution).toMatchObject(others);
  });
});
