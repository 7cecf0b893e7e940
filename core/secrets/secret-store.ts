import { Secret } from '../model/secret.ts';

/** A secret shorter than this is not looked for in texts: it would be found in any of them. */
const LEAST_REDACTED = 6;
const PLACEHOLDER = '«secret»';

/** The secrets of one farm, by name, in memory only. It also takes them out of texts that are going to be kept. */
export class SecretStore {
  readonly #secrets = new Map<string, Secret>();
  /** Secrets that hosts told. One that a person gave comes before them. */
  readonly #learned = new Map<string, Secret>();

  set(name: string, secret: Secret): void {
    // An empty one takes back what was given.
    if (secret.reveal() === '') this.#secrets.delete(name);
    else this.#secrets.set(name, secret);
  }

  get(name: string): Secret | undefined {
    return this.#secrets.get(name) ?? this.#learned.get(name);
  }

  /** Returns the secret that a person entered; undefined where nobody did. */
  given(name: string): Secret | undefined {
    return this.#secrets.get(name);
  }

  /** Takes in a secret that hosts tell themselves, in the place of the one they told before. */
  learn(name: string, secret: Secret): void {
    this.#learned.set(name, secret);
  }

  /**
   * A copy of plain data with every known secret replaced by a placeholder in what was written for people, or was seen
   * outside. Ids, names and states stay as they are: a password may be any word, and must not break what is kept. It is
   * the second line of defence: a secret has no way into these texts in the first place.
   */
  redact<T>(data: T): T {
    const values = [...this.#secrets.values(), ...this.#learned.values()]
      .map((secret) => secret.reveal())
      .filter((value) => value.length >= LEAST_REDACTED);
    if (values.length === 0) return data;
    return redacted(data, values, false) as T;
  }
}

/** Keys whose texts are free, at any depth below them. */
const FREE = new Set([
  'sentence',
  'technical',
  'raw',
  'message',
  'remedy',
  'cause',
  'title',
  'willSend',
  'stage',
  'evidence',
  'audited',
]);

function redacted(data: unknown, values: string[], free: boolean): unknown {
  if (typeof data === 'string') return free ? values.reduce(withoutSecret, data) : data;
  if (Array.isArray(data)) return data.map((item) => redacted(item, values, free));
  if (typeof data === 'object' && data !== null)
    return Object.fromEntries(
      Object.entries(data).map(([key, value]) => [key, redacted(value, values, free || FREE.has(key))]),
    );
  return data;
}

function withoutSecret(text: string, value: string): string {
  return text.replaceAll(value, PLACEHOLDER);
}

/** A password of 144 random bits, in letters and digits. */
export function randomPassword(): Secret {
  const bytes = crypto.getRandomValues(new Uint8Array(18));
  return new Secret(Array.from(bytes, (byte) => byte.toString(36).padStart(2, '0')).join(''));
}
