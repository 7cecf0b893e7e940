import { type ErrorData, errorFromData } from '../model/errors.ts';

/** The contract's `FARM` answer as the expected failure it stands for; anything else is thrown on. */
export function asExpected(error: unknown): never {
  const { data, message } = error as { data?: Omit<ErrorData, 'message'>; message: string };
  if (data?.code === undefined) throw error;
  throw errorFromData({ ...data, message });
}
