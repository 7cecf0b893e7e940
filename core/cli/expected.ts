import { type ErrorData, errorFromData } from '../model/errors.ts';

/** Throws the FarmError that a `FARM` answer of the contract stands for; throws every other error unchanged. */
export function asExpected(error: unknown): never {
  const { data, message } = error as { data?: Omit<ErrorData, 'message'>; message: string };
  if (data?.code === undefined) throw error;
  throw errorFromData({ ...data, message });
}
