import type { PoolMember } from '../../model/plug-ins.ts';

/**
 * The nodes' states from the text of HAProxy's `show stat` (management guide, CSV format).
 * A row is a node where its type column is 2; `UP 1/2` and `DOWN 1/2` are states in transition.
 */
export function parseShowStat(text: string): PoolMember[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const [header, ...rows] = lines;
  if (header === undefined || !header.startsWith('# ')) throw new Error('show stat did not begin with its header line');
  const columns = header.slice(2).split(',');
  const place = (name: string) => columns.indexOf(name);
  return rows
    .map((row) => row.split(','))
    .filter((cells) => cells[place('type')] === '2')
    .map((cells) => ({
      service: cells[place('pxname')] ?? '',
      node: cells[place('svname')] ?? '',
      state: stateOf(cells[place('status')] ?? ''),
      detail: `${cells[place('status')] ?? ''} ${cells[place('check_status')] ?? ''}`.trim(),
    }));
}

function stateOf(status: string): PoolMember['state'] {
  if (status === 'UP') return 'up';
  return status.startsWith('DOWN') ? 'down' : 'unknown';
}
