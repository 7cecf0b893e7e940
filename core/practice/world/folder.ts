import { randomBytes } from 'node:crypto';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { connect } from 'node:net';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { FarmError } from '../../model/errors.ts';

const PREFIX = 'farmwright-practice-';
const WORLD_FOLDER = /^farmwright-practice-[0-9a-f]{12}$/;
const PID_FILE = 'world.pid';
/** A folder without a running world may be under construction for this long. */
const YOUNG_MS = 60_000;

/**
 * Returns a unique path for the folder of a new world.
 * @param parent existing folder
 * @throws FarmError `practice.folder-unusable`
 */
export function newFolder(parent: string): string {
  try {
    return join(realpathSync(parent), `${PREFIX}${randomBytes(6).toString('hex')}`);
  } catch (error) {
    throw folderUnusable(parent, error);
  }
}

/** @throws FarmError `practice.folder-foreign` if another account could have created a world there */
export function refuseForeignFolder(folder: string): void {
  if (!existsSync(folder) || process.getuid === undefined) return;
  const { uid, mode } = lstatSync(folder);
  if (uid === process.getuid() && (mode & 0o077) === 0) return;
  throw new FarmError({
    code: 'practice.folder-foreign',
    message: `${folder} belongs to another account, which could answer instead of the practice hosts.`,
    remedy: 'Start a new practice farm.',
    at: folder,
  });
}

/**
 * Makes the world's own folder, which nobody else may look into. Files of a dead world there are removed.
 * @throws FarmError `practice.folder-unusable`, `practice.stands-already`, `practice.folder-foreign`
 */
export async function makeFolder(folder: string): Promise<void> {
  // A farm file names the folder of its world and can come from anybody, so only folders of worlds are removed.
  if (!WORLD_FOLDER.test(basename(folder)) || holdsOtherThings(folder))
    throw folderUnusable(folder, new Error('it is not the folder of a practice farm'));
  if (existsSync(folder) && lstatSync(folder).isDirectory()) {
    if (await answers(controlPath(folder))) throw standsAlready(folder);
    refuseForeignFolder(folder);
    removeFolder(folder);
  }
  try {
    mkdirSync(folder, { mode: 0o700 });
    writeFileSync(join(folder, PID_FILE), `${process.pid}\n`);
  } catch (error) {
    throw folderUnusable(folder, error);
  }
}

function holdsOtherThings(folder: string): boolean {
  return existsSync(folder) && !existsSync(join(folder, PID_FILE)) && readdirSync(folder).length > 0;
}

function folderUnusable(folder: string, error: unknown): FarmError {
  return new FarmError({
    code: 'practice.folder-unusable',
    message: `The practice farm cannot use ${folder}: ${(error as Error).message}.`,
    remedy: 'Set TMPDIR to a folder that exists and that you can write to.',
  });
}

/** The socket of a world in this folder. */
export function controlPath(folder: string): string {
  return process.platform === 'win32'
    ? `\\\\.\\pipe\\${folder.slice(folder.lastIndexOf(PREFIX))}`
    : join(folder, 'control.sock');
}

/** Folder of a host; it is created if it does not exist. */
export function hostFolder(folder: string, host: string): string {
  const path = join(folder, 'hosts', host);
  mkdirSync(path, { recursive: true, mode: 0o700 });
  return path;
}

/**
 * The absolute path of a host's file.
 * @throws FarmError `host.path-outside` if it would lie outside the host's folder, links followed
 */
export function insideHost(folder: string, path: string): string {
  const whole = resolve(folder, path);
  let known = whole;
  while (!existsSync(known)) known = dirname(known);
  if (
    path.includes('\0') ||
    isAbsolute(path) ||
    !isWithin(folder, whole) ||
    !isWithin(realpathSync(folder), realpathSync(known))
  )
    throw new FarmError({
      code: 'host.path-outside',
      field: 'path',
      message: `«${path}» is not inside the host’s folder.`,
      remedy: 'Use a path relative to the host’s folder, without «..».',
    });
  return whole;
}

function isWithin(folder: string, path: string): boolean {
  const step = relative(folder, path);
  return step === '' || !(step === '..' || step.startsWith(`..${sep}`) || isAbsolute(step));
}

/** Removes the folder and all in it. */
export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
}

/** Removes what worlds left behind that were killed. Folders of living worlds and of other people stay. */
export async function sweepDeadWorlds(parent: string): Promise<void> {
  for (const name of readdirSync(parent)) {
    const folder = join(parent, name);
    try {
      if (name.startsWith(PREFIX) && lstatSync(folder).isDirectory() && !(await isAlive(folder))) removeFolder(folder);
    } catch {
      // It is another user's, or another world swept it first.
    }
  }
}

async function isAlive(folder: string): Promise<boolean> {
  const young = Date.now() - statSync(folder).mtimeMs < YOUNG_MS;
  const pidFile = join(folder, PID_FILE);
  if (!existsSync(pidFile)) return young;
  if (!processExists(Number(readFileSync(pidFile, 'utf8')))) return false;
  // The number may belong to another process by now.
  return young || (await answers(controlPath(folder)));
}

function processExists(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolveAnswer) => {
    const socket = connect(path);
    const end = (alive: boolean) => {
      socket.destroy();
      resolveAnswer(alive);
    };
    socket.setTimeout(1_000, () => end(true));
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
  });
}

function standsAlready(folder: string): FarmError {
  return new FarmError({
    code: 'practice.stands-already',
    message: `There is already a practice farm in ${folder}.`,
    remedy: 'Continue with that farm, or end it first.',
  });
}
