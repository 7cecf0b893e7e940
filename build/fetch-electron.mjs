import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** With what else a start does, a computer without a way out is in the browser within two seconds. */
export const ANSWER_LIMIT_MS = 1500;

const PACKAGE = fileURLToPath(new URL('../node_modules/electron/', import.meta.url));

/**
 * Whether Electron's binary can be had now: it is in the download cache, or the place it comes from answers in time.
 * Electron's own downloader says which place that is, mirrors included; it is asked and nothing is downloaded yet.
 * @param {number} [limitMs]
 */
export async function electronAnswers(limitMs = ANSWER_LIMIT_MS) {
  const { resolve } = createRequire(join(PACKAGE, 'package.json'));
  const { downloadArtifact } = await import(pathToFileURL(resolve('@electron/get')).href);
  let answered = false;
  const ask = async (url) => {
    const { status } = await fetch(url, {
      method: 'HEAD',
      redirect: 'manual',
      signal: AbortSignal.timeout(limitMs),
    });
    answered = status < 400;
    throw new Error('asked, and no more');
  };
  try {
    await downloadArtifact({
      version: versionOf(),
      artifactName: 'electron',
      platform: process.platform,
      arch: process.arch,
      checksums: JSON.parse(readFileSync(join(PACKAGE, 'checksums.json'), 'utf8')),
      cacheRoot: process.env.electron_config_cache,
      downloader: { download: ask },
    });
    return true;
  } catch {
    return answered;
  }
}

/**
 * Runs Electron's own installation, which downloads its binary, compares its checksum and unpacks it. Ctrl+C ends it,
 * and the start with it. What was unpacked of an installation that did not come to its end is removed.
 * @returns {Promise<boolean>} whether it is installed now
 */
export async function fetchElectron() {
  process.stderr.write(
    `Installing Electron ${versionOf()} (some 120 MB, once). Ctrl+C ends this; --browser does without …\n`,
  );
  const child = spawn(process.execPath, [join(PACKAGE, 'install.js')], { stdio: 'inherit' });
  let interrupted = false;
  const stop = () => {
    interrupted = true;
    child.kill('SIGTERM');
  };
  process.once('SIGINT', stop).once('SIGTERM', stop);
  const code = await new Promise((resolve) => {
    child.once('error', () => resolve(1));
    child.once('exit', (status) => resolve(status ?? 1));
  });
  process.off('SIGINT', stop).off('SIGTERM', stop);
  if (code !== 0) rmSync(join(PACKAGE, 'dist'), { recursive: true, force: true });
  if (interrupted) process.exit(130);
  return code === 0;
}

function versionOf() {
  return JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8')).version;
}
