/**
 * An expected failure, shown to a person: what is wrong, in which field, and what to do.
 * Everything that is not a `FarmError` is a bug.
 */
export class FarmError extends Error {
  /** Stable, dotted, lower case: `address.invalid`, `database.sign-in-refused`. */
  readonly code: string;
  /** Path of the field at fault (`nodes[1].address`), or null when no single field is. */
  readonly field: string | null;
  /** What to do, as a sentence. */
  readonly remedy: string;
  /** Where it happened: a host, a step, a line of a file. */
  readonly at: string | undefined;

  constructor(fault: {
    code: string;
    message: string;
    remedy: string;
    field?: string | null;
    at?: string | undefined;
  }) {
    super(fault.message);
    this.name = 'FarmError';
    this.code = fault.code;
    this.field = fault.field ?? null;
    this.remedy = fault.remedy;
    this.at = fault.at;
  }
}

/** A `FarmError` as plain data, for messages between processes and for error documents. */
export interface ErrorData {
  code: string;
  field: string | null;
  message: string;
  remedy: string;
  at?: string | undefined;
}

/** Plain data of an error. An unexpected error becomes `internal`, without its stack. */
export function errorData(error: unknown): ErrorData {
  if (error instanceof FarmError) {
    const { code, field, message, remedy, at } = error;
    return { code, field, message, remedy, ...(at === undefined ? {} : { at }) };
  }
  return {
    code: 'internal',
    field: null,
    message: error instanceof Error ? error.message : String(error),
    remedy: 'This is a fault in Farmwright. Save the activity log and report it.',
  };
}

/** The error again from its plain data. */
export function errorFromData(data: ErrorData): FarmError {
  return new FarmError(data);
}
