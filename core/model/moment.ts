/** Returns a time as ISO 8601 with the offset of this computer's zone: `2026-11-29T23:20:51+01:00`. */
export function withOffset(time: Date): string {
  const minutes = -time.getTimezoneOffset();
  const local = new Date(time.getTime() + minutes * 60_000).toISOString().slice(0, 19);
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `${local}${minutes < 0 ? '-' : '+'}${twoDigits(hours)}:${twoDigits(rest)}`;
}

/** Returns such a time for people: `2026-11-29 23:20:51 +01:00`, on every computer the same. */
export function momentText(iso: string): string {
  const [, day, clock, zone] = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.\d+)?(Z|[+-]\d\d:\d\d)$/.exec(iso) ?? [];
  return day === undefined ? iso : `${day} ${clock} ${zone === 'Z' ? '+00:00' : zone}`;
}

/** Returns day and time of day of such a time: `on 2026-11-29 at 23:20`. */
export function dayAndTime(iso: string): string {
  return `on ${iso.slice(0, 10)} at ${iso.slice(11, 16)}`;
}

/** Returns how much time went by, in its two largest units: `40 s`, `3 h 5 min`, `2 days 3 h`. */
export function ageText(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const units: [number, string][] = [
    [Math.floor(seconds / 86_400), seconds < 2 * 86_400 ? 'day' : 'days'],
    [Math.floor(seconds / 3600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [seconds % 60, 's'],
  ];
  const first = units.findIndex(([number]) => number > 0);
  if (first < 0) return '0 s';
  const shown = units.slice(first, first + 2).filter(([number]) => number > 0);
  return shown.map(([number, unit]) => `${number} ${unit}`).join(' ');
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}
