const PLACEHOLDER = '«secret»';

/**
 * A value that prints a placeholder in every automatic form: string, JSON, template, inspection.
 * Only `reveal` gives it, and only while an action is carried out.
 */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** Returns the value. Call it only when the value is passed to its destination. */
  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return PLACEHOLDER;
  }

  toJSON(): string {
    return PLACEHOLDER;
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return PLACEHOLDER;
  }
}
