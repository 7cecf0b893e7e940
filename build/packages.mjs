import { spawn } from 'node:child_process';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';

/** System packages that the test suites need: the program to look for, and its Debian package. */
export const PROGRAMS = {
  chromium: { program: '/usr/bin/chromium', packages: ['chromium', 'fonts-dejavu-core'], name: 'Chromium' },
  haproxy: { program: '/usr/sbin/haproxy', packages: ['haproxy'], name: 'HAProxy' },
  sevenZip: { program: '/usr/bin/7za', packages: ['p7zip-full'], name: '7-Zip' },
  dpkg: { program: '/usr/bin/dpkg-deb', packages: ['dpkg'], name: 'dpkg-deb' },
};

const POLICY = '/usr/sbin/policy-rc.d';

/** The programs of the list that are not installed. */
export function missingPrograms() {
  return Object.values(PROGRAMS).filter(({ program }) => !existsSync(program));
}

/** True if Debian packages can be installed: Debian or Ubuntu, as root. */
export function canInstall() {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !existsSync('/etc/os-release')) return false;
  return /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(readFileSync('/etc/os-release', 'utf8'));
}

/**
 * Installs these programs' packages. No service of theirs starts: policy-rc.d forbids it meanwhile. What could not be
 * installed is said, and is still missing afterwards.
 * @param {{ packages: string[] }[]} programs
 */
export async function installPrograms(programs) {
  const packages = programs.flatMap((program) => program.packages);
  process.stderr.write(`Installing system packages: ${packages.join(', ')} …\n`);
  const free = forbidServices();
  const interrupted = new AbortController();
  const stop = () => interrupted.abort();
  process.once('SIGINT', stop).once('SIGTERM', stop);
  try {
    await aptGet(['update'], interrupted.signal);
    await aptGet(['install', '-y', '--no-install-recommends', ...packages], interrupted.signal);
  } catch (error) {
    process.stderr.write(`They could not be installed: ${error.message}\n`);
  } finally {
    free();
    process.off('SIGINT', stop).off('SIGTERM', stop);
  }
  if (interrupted.signal.aborted) process.exit(130);
}

/** Forbids that an installation starts services; gives what ends this. A policy that was there is kept and put back. */
function forbidServices() {
  const kept = `${POLICY}.farmwright-kept`;
  // If a killed run left the kept one behind, the policy in place is ours.
  if (existsSync(POLICY) && !existsSync(kept)) renameSync(POLICY, kept);
  writeFileSync(POLICY, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  return () => {
    rmSync(POLICY, { force: true });
    if (existsSync(kept)) renameSync(kept, POLICY);
  };
}

/** Ends once apt-get has ended, also if it is asked to stop, so that nothing of it runs on without the policy. */
function aptGet(args, signal) {
  signal.throwIfAborted();
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return new Promise((resolve, reject) => {
    const child = spawn('apt-get', ['-qq', ...args], { env, stdio: ['ignore', 'ignore', 'inherit'] });
    signal.addEventListener('abort', () => child.kill('SIGTERM'));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`apt-get ${args[0]} ended with ${code ?? 'a signal'}`));
    });
  });
}
