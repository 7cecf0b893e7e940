/** Options of the browser shell. Each of them selects it. */
const OF_THE_BROWSER = /^--(?:browser|no-open|port)(?:=|$)/;

/**
 * Which shell Farmwright opens in, and a sentence if that is not the usual one. In this order:
 * the browser if it is asked for; the browser, which prints its address, if no window can be shown; Electron if
 * its binary is there, of the major version that Farmwright is made for; Electron if it can be fetched; else the
 * browser.
 * @param {{ args: string[], platform: NodeJS.Platform, env: NodeJS.ProcessEnv, wanted: string,
 *   find(): { executable: string, version: string } | null,
 *   answers(): Promise<boolean>, fetch(): Promise<boolean> }} surroundings
 *   `wanted` is the version of Electron that Farmwright is made for, `find` gives the one that is there; `answers` tells
 *   whether it can be downloaded now, `fetch` whether that was done
 * @returns {Promise<{ electron: string | null, sentence: string | null }>}
 */
export async function chooseShell({ args, platform, env, wanted, find, answers, fetch }) {
  if (args.some((argument) => OF_THE_BROWSER.test(argument)) || !hasDisplay(platform, env)) return browser(null);
  const fits = (found) => found !== null && majorOf(found.version) === majorOf(wanted);
  const there = find();
  if (fits(there)) return { electron: there.executable, sentence: null };
  const override = env.ELECTRON_OVERRIDE_DIST_PATH;
  // A user who keeps Electron in another place does not want a second copy.
  if (override) return browser(whatIsWrongAt(override, there, wanted));
  if (!(await answers())) return browser('Electron is not installed, and cannot be downloaded now');
  const fetched = (await fetch()) ? find() : null;
  if (!fits(fetched)) return browser('Electron could not be installed');
  return { electron: fetched.executable, sentence: null };
}

function whatIsWrongAt(override, found, wanted) {
  const place = `ELECTRON_OVERRIDE_DIST_PATH (${override})`;
  if (found === null) return `${place} contains no Electron`;
  return `${place} contains Electron ${found.version}, but Farmwright needs ${wanted}`;
}

function majorOf(version) {
  return version.replace(/^v/, '').split('.')[0];
}

function browser(why) {
  return { electron: null, sentence: why === null ? null : inTheBrowser(why) };
}

/** The one sentence of a start that is not in the window. */
export function inTheBrowser(why) {
  return `${why}: Farmwright opens in the browser.`;
}

/** As the browser shell judges it (core/server/find-browser.ts), which is built and not to be imported here. */
function hasDisplay(platform, env) {
  if (env.CI) return false;
  return platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}
