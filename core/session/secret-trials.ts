import { type Login, SIGN_IN_REFUSED } from '../model/database.ts';
import { FarmError } from '../model/errors.ts';
import { readAnswer } from '../model/host.ts';
import type { Secret } from '../model/secret.ts';
import type { Site } from '../model/site.ts';
import type { SecretStore } from '../secrets/secret-store.ts';

/** How a password was tried. *Not yet*: there is no login, or no host, to try it against. */
export type Tried = 'right' | 'wrong' | 'not yet';

interface Trial {
  account: string;
  password: Secret;
  tried: Tried;
}

/** The passwords that were entered, each tried once against its login. Nothing is changed by that. */
export class SecretTrials {
  readonly #secrets: SecretStore;
  readonly #logins: () => Login[];
  readonly #trials = new Map<string, Trial>();

  /** @param logins those on hosts where no person has to look */
  constructor(secrets: SecretStore, logins: () => Login[]) {
    this.#secrets = secrets;
    this.#logins = logins;
  }

  /** Returns how a password was tried; null where none is entered, or where it is never tried. */
  of(name: string): Tried | null {
    const login = this.#logins().find(({ secretName }) => secretName === name);
    const password = this.#secrets.given(name);
    if (login === undefined || password === undefined) return null;
    const trial = this.#trials.get(name);
    return trial?.password === password && trial.account === login.account ? trial.tried : 'not yet';
  }

  /** Whether a password that is entered was seen to be wrong. */
  get isAnyWrong(): boolean {
    return this.#logins().some(({ secretName }) => this.of(secretName) === 'wrong');
  }

  /** Tries each password that is entered and is not known to be right. */
  async tryAll(site: Pick<Site, 'host'>, signal: AbortSignal): Promise<void> {
    for (const login of this.#logins()) {
      const { secretName, account } = login;
      const password = this.#secrets.given(secretName);
      if (password === undefined || this.of(secretName) === 'right') continue;
      this.#trials.set(secretName, { account, password, tried: await tryOne(login, site, signal) });
    }
  }

  /**
   * Refuses to go on with a password that is wrong.
   * @param isLeft whether a secret is left to the steps to come, which find out themselves
   * @throws FarmError `secret.wrong`
   */
  refuseWrong(isLeft: (name: string) => boolean = () => false): void {
    const wrong = this.#logins().find(({ secretName }) => this.of(secretName) === 'wrong' && !isLeft(secretName));
    if (wrong === undefined) return;
    throw new FarmError({
      code: 'secret.wrong',
      field: wrong.secretName,
      message: `Wrong password: ${wrong.account} cannot sign in to the database with it. Nothing was changed.`,
      remedy: `Enter the password of ${wrong.account} again.`,
    });
  }
}

async function tryOne({ exists, signIn }: Login, { host }: Pick<Site, 'host'>, signal: AbortSignal): Promise<Tried> {
  try {
    if (exists !== null && !(await readAnswer(exists, host, signal))) return 'not yet';
  } catch {
    // Without its administrator the database cannot say whether the login is there.
    return 'not yet';
  }
  try {
    await readAnswer(signIn, host, signal);
    return 'right';
  } catch (error) {
    return error instanceof FarmError && error.code === SIGN_IN_REFUSED ? 'wrong' : 'not yet';
  }
}
