const NAMES = ['SystemRoot', 'TEMP', 'TMP', 'TMPDIR', 'LANG'];
/** Debian keeps HAProxy where ordinary users' PATH does not look. */
const SYSTEM_PROGRAMS = ['/usr/local/sbin', '/usr/sbin'];

/** What a program needs of the environment to run at all; nothing of ours is in it. */
export function bareEnvironment(): Record<string, string> {
  const kept = Object.fromEntries(
    NAMES.flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
  const path = process.env.PATH ?? '';
  if (process.platform === 'win32') return { ...kept, PATH: path };
  return { ...kept, PATH: [...new Set([...path.split(':'), ...SYSTEM_PROGRAMS])].join(':') };
}
