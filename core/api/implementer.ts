import { implement, ORPCError, ValidationError } from '@orpc/server';
import { errorData, FarmError } from '../model/errors.ts';
import { fieldPath } from '../model/parse.ts';
import type { Secret } from '../model/secret.ts';
import { contract } from './contract.ts';

/** What a shell gives beside the messages: secrets never travel in them. */
export interface ShellContext {
  secrets?: Record<string, Secret>;
}

/** The contract to be filled in: every expected failure becomes `FARM`, anything else is an internal fault. */
export function implementer() {
  return implement(contract)
    .$context<ShellContext>()
    .use(async ({ next }) => {
      try {
        return await next();
      } catch (error) {
        throw asFarmError(error);
      }
    });
}
export type Implementer = ReturnType<typeof implementer>;

/** Returns expected failures and refused input as `FARM`; other errors unchanged, because the transport hides them. */
function asFarmError(error: unknown): unknown {
  if (error instanceof FarmError) {
    const { message, ...data } = errorData(error);
    return new ORPCError('FARM', { status: 422, message, data, defined: true });
  }
  if (error instanceof ORPCError && error.cause instanceof ValidationError && error.code === 'BAD_REQUEST') {
    const [issue] = error.cause.issues;
    const path = (issue?.path ?? []).map((part) => (typeof part === 'object' ? part.key : part));
    const field = fieldPath(path) || null;
    return new ORPCError('FARM', {
      status: 422,
      message: `${field ?? 'The message'} cannot be used: ${issue?.message ?? 'it is not understood'}.`,
      data: { code: 'input.invalid', field, remedy: `Correct ${field ?? 'the message'} and try again.` },
      defined: true,
    });
  }
  return error;
}
