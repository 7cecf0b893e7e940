/** Options of the browser shell: who gives one of them asks for it. */
const OF_THE_BROWSER = /^--(?:browser|no-open|port)(?:=|$)/;

/**
 * Which shell Farmwright opens in, and the one sentence to say where it is not the one to be expected. In this order:
 * the browser where it is asked for; the browser, which prints its address, where no window can be shown; Electron where
 * its binary is there; Electron where it can be fetched; else the browser.
 * @param {{ args: string[], platform: NodeJS.Platform, env: NodeJS.ProcessEnv, find(): string | null,
 *   answers(): Promise<boolean>, fetch(): Promise<boolean> }} surroundings
 *   `find` gives Electron's executable; `answers` tells whether it can be downloaded now, `fetch` whether that was done
 * @returns {Promise<{ electron: string | null, sentence: string | null }>}
 */
export async function chooseShell({ args, platform, env, find, answers, fetch }) {
  if (args.some((argument) => OF_THE_BROWSER.test(argument)) || !hasDisplay(platform, env)) return browser(null);
  const there = find();
  if (there !== null) return { electron: there, sentence: null };
  const override = env.ELECTRON_OVERRIDE_DIST_PATH;
  // Somebody who keeps Electron in a place of their own does not want another one.
  if (override) return browser(`There is no Electron in ELECTRON_OVERRIDE_DIST_PATH (${override})`);
  if (!(await answers())) return browser('Electron is not installed, and cannot be downloaded now');
  const fetched = (await fetch()) ? find() : null;
  if (fetched === null) return browser('Electron could not be installed');
  return { electron: fetched, sentence: null };
}

function browser(why) {
  return { electron: null, sentence: why === null ? null : `${why}: Farmwright opens in the browser.` };
}

/** As the browser shell judges it (core/server/find-browser.ts), which is built and not to be imported here. */
function hasDisplay(platform, env) {
  if (env.CI) return false;
  return platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}
