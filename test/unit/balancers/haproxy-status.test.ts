import { describe, expect, test } from 'vitest';
import { parseShowStat } from '../../../core/balancers/haproxy/parse-show-stat.ts';
import { readCsv } from '../../../core/balancers/haproxy/read-csv.ts';

const COLUMNS = 'pxname,svname,status,check_status,check_code,check_duration,last_chk,check_desc,type';
const parsed = (status: string, ...cells: string[]) =>
  parseShowStat(`# ${COLUMNS},\nweb,node-01,${[status, ...cells, '', '', '', '', ''].slice(0, 6).join(',')},2,\n\n`)[0];

test.each([
  ['UP', 'up'],
  ['UP 1/2', 'unknown'],
  ['DOWN', 'down'],
  ['DOWN 1/2', 'down'],
  ['DOWN (agent)', 'down'],
  ['DRAIN', 'drain'],
  ['DRAIN (agent)', 'drain'],
  ['DRAIN 2/3', 'unknown'],
  ['NOLB', 'drain'],
  ['NOLB 1/2', 'unknown'],
  ['MAINT', 'down'],
  ['MAINT (via web/node-02)', 'down'],
  ['MAINT (resolution)', 'down'],
  ['no check', 'unknown'],
  ['', 'unknown'],
  ['SOMETHING NEW', 'unknown'],
])('«%s» is %s', (status, state) => {
  expect(parsed(status)).toEqual({ service: 'web', node: 'node-01', state, detail: status });
});

test.each([
  [
    ['DOWN', 'L7STS', '302', '1', 'Found', 'Layer7 wrong status'],
    'DOWN; L7STS, code 302, 1 ms: Layer7 wrong status, Found',
  ],
  [['UP', '* L7OK', '0', '0', '', 'Layer7 check passed'], 'UP; L7OK, 0 ms: Layer7 check passed'],
  [
    ['DOWN', 'L4CON', '', '0', '"Can\'t bind, ""really"""', 'Layer4'],
    'DOWN; L4CON, 0 ms: Layer4, Can\'t bind, "really"',
  ],
  [['UP 1/3', 'INI', '', '', '', 'Initializing'], 'UP 1/3; INI: Initializing'],
  [['UP', 'L4OK'], 'UP; L4OK'],
] as const)('%j reads %s', ([status, ...cells], detail) => {
  expect(parsed(status, ...cells)?.detail).toBe(detail);
});

describe('the table', () => {
  const rows = [
    'web,FRONTEND,OPEN,,,,,,0,',
    'web,node-01,UP,L7OK,,,,,2,',
    'web,BACKEND,UP,,,,,,1,',
    'web,sock-1,OPEN,,,,,,3,',
  ];

  test('nodes only: no frontend, backend or socket', () => {
    expect(parseShowStat([`# ${COLUMNS},`, ...rows, ''].join('\n')).map(({ node }) => node)).toEqual(['node-01']);
  });

  test('columns are found by name, in any order and among unknown ones', () => {
    const text = '# type,new,status,svname,-,pxname\n2,x,UP,node-01,-,web\n';
    expect(parseShowStat(text)).toEqual([{ service: 'web', node: 'node-01', state: 'up', detail: 'UP' }]);
  });

  test.each([
    '',
    'Permission denied\n',
    'pxname,svname,status,type\n',
    '# pxname,svname,status\n',
    '# "pxname\n',
  ])('%j is refused', (text) =>
    expect(() => parseShowStat(text)).toThrow(expect.objectContaining({ code: 'balancer.status-unread' })));
});

test.each([
  [
    'a,b\nc,d\n',
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
  ],
  [
    'a,b,\r\nc,,\r\n\r\n',
    [
      ['a', 'b', ''],
      ['c', '', ''],
    ],
  ],
  ['"a,1","b ""q""","two\nlines"\n', [['a,1', 'b "q"', 'two\nlines']]],
  ['a"b,"c"d,e', [['a"b', '"c"d', 'e']]],
  ['"never closed,x\ny', [['"never closed', 'x'], ['y']]],
])('CSV %j', (text, rows) => {
  expect(readCsv(text)).toEqual(rows);
});
