import type { PoolMember } from '../../model/balancer.ts';
import { FarmError } from '../../model/errors.ts';
import { readCsv } from './read-csv.ts';

/** Type of the rows that are servers (management guide, 9.1, column `type`). */
const SERVER = '2';

/**
 * The nodes' states from the text of HAProxy's `show stat`. Columns are found by their names, for versions add some.
 *
 * Source: HAProxy management guide 2.6, 9.1 (CSV format), and the states it really writes.
 * @throws FarmError `balancer.status-unread`
 */
export function parseShowStat(text: string): PoolMember[] {
  const [header = [], ...rows] = readCsv(text.replace(/^# /, ''));
  for (const name of ['pxname', 'svname', 'status', 'type'])
    if (!text.startsWith('# ') || !header.includes(name)) throw unread(text);
  return rows
    .map((cells) => (name: string) => cells[header.indexOf(name)] ?? '')
    .filter((cell) => cell('type') === SERVER)
    .map((cell) => ({
      service: cell('pxname'),
      node: cell('svname'),
      state: stateOf(cell('status')),
      detail: detailOf(cell),
    }));
}

/**
 * `UP 1/2` and `DRAIN 1/2` still work and fail their check: neither is what it was. `DOWN 1/2` is down until its check
 * has passed often enough. `NOLB` is HAProxy's word for a node that said 404 where that means: no new clients.
 */
function stateOf(status: string): PoolMember['state'] {
  const [word, more] = status.split(' ');
  if (word === 'DOWN' || word === 'MAINT') return 'down';
  if (/^\d/.test(more ?? '')) return 'unknown';
  if (word === 'DRAIN' || word === 'NOLB') return 'drain';
  return word === 'UP' ? 'up' : 'unknown';
}

/** `DOWN; L7STS, code 302, 1 ms: Layer7 wrong status, Found`. An asterisk says that the next check is under way. */
function detailOf(cell: (name: string) => string): string {
  const check = cell('check_status').replace(/^\* /, '');
  if (check === '') return cell('status');
  const code = cell('check_code');
  const duration = cell('check_duration');
  const numbers = [code === '' || code === '0' ? '' : `code ${code}`, duration === '' ? '' : `${duration} ms`];
  const short = [check, ...numbers].filter((part) => part !== '').join(', ');
  const long = [cell('check_desc'), cell('last_chk')].filter((part) => part !== '').join(', ');
  return `${cell('status')}; ${short}${long === '' ? '' : `: ${long}`}`;
}

function unread(text: string): FarmError {
  return new FarmError({
    code: 'balancer.status-unread',
    message: `HAProxy’s status was not understood: it began with ${JSON.stringify(text.slice(0, 80))}.`,
    remedy: 'Check that the balancer runs and that its socket answers «show stat».',
  });
}
