import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';

/** System packages the test suites need: the program that shows that one is there, and its Debian package. */
export const PROGRAMS = {
  chromium: { program: '/usr/bin/chromium', packages: ['chromium', 'fonts-dejavu-core'], name: 'Chromium' },
  haproxy: { program: '/usr/sbin/haproxy', packages: ['haproxy'], name: 'HAProxy' },
};

const POLICY = '/usr/sbin/policy-rc.d';

/** The programs of the list that are not installed. */
export function missingPrograms() {
  return Object.values(PROGRAMS).filter(({ program }) => !existsSync(program));
}

/** True where Debian packages can be installed: Debian or Ubuntu, as root. */
export function canInstall() {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !existsSync('/etc/os-release')) return false;
  return /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(readFileSync('/etc/os-release', 'utf8'));
}

/**
 * Installs these programs' packages. No service of theirs starts: policy-rc.d forbids it meanwhile.
 * @param {{ packages: string[] }[]} programs
 */
export function installPrograms(programs) {
  const packages = programs.flatMap((program) => program.packages);
  process.stderr.write(`Installing system packages: ${packages.join(', ')} …\n`);
  const kept = `${POLICY}.farmwright-kept`;
  if (existsSync(POLICY)) renameSync(POLICY, kept);
  writeFileSync(POLICY, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const run = (args) => execFileSync('apt-get', ['-qq', ...args], { env, stdio: ['ignore', 'ignore', 'inherit'] });
    run(['update']);
    run(['install', '-y', '--no-install-recommends', ...packages]);
  } finally {
    rmSync(POLICY, { force: true });
    if (existsSync(kept)) renameSync(kept, POLICY);
  }
}
