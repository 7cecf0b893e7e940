import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { endWhereStalled } from './stall-limit.mjs';

/**
 * A reachable server answers within this time. A computer without a connection waits this long at most: starting npm
 * and Node and checking the bundles takes about one second more, and all of it at most two.
 */
const ANSWER_LIMIT_MS = 700;

/** A download without progress for this long has failed. */
const STALL_LIMIT_MS = 30_000;

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
 * The same, asked beside whatever this thread does meanwhile.
 * @returns {Promise<boolean>}
 */
export function answersMeanwhile() {
  const worker = new Worker(new URL('./electron-answers.mjs', import.meta.url));
  return new Promise((resolve) => {
    worker.once('message', resolve);
    for (const event of ['error', 'exit']) worker.once(event, () => resolve(false));
  });
}

/**
 * Runs Electron's own installation, which downloads its binary, compares its checksum and unpacks it. Ctrl+C ends it,
 * and the start with it; so does, for the installation alone, a download that stands still. What was unpacked of one that
 * did not come to its end is removed.
 * @returns {Promise<boolean>} whether it is installed now
 */
export async function fetchElectron() {
  process.stderr.write(
    `Installing Electron ${versionOf()} (about 120 MB, once). Press Ctrl+C to cancel, or use --browser …\n`,
  );
  // The downloader writes to the temporary folder: in one of its own it can be seen whether it moves.
  const temporary = mkdtempSync(join(tmpdir(), 'farmwright-electron-'));
  const env = { ...process.env, TMPDIR: temporary, TEMP: temporary, TMP: temporary };
  const child = spawn(process.execPath, [join(PACKAGE, 'install.js')], { stdio: 'inherit', env });
  let interrupted = false;
  const stop = () => {
    interrupted = true;
    child.kill('SIGTERM');
  };
  process.once('SIGINT', stop).once('SIGTERM', stop);
  const code = await endWhereStalled(child, [temporary, join(PACKAGE, 'dist')], STALL_LIMIT_MS);
  process.off('SIGINT', stop).off('SIGTERM', stop);
  rmSync(temporary, { recursive: true, force: true });
  if (code !== 0) rmSync(join(PACKAGE, 'dist'), { recursive: true, force: true });
  if (interrupted) process.exit(130);
  if (code === 'stalled') process.stderr.write(`The download made no progress for ${STALL_LIMIT_MS / 1000} s.\n`);
  return code === 0;
}

/** The version that Farmwright is made for. */
export function versionOf() {
  return JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8')).version;
}
