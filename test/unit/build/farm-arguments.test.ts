import { expect, it } from 'vitest';
import { readArguments } from '../../../build/farm-arguments.mjs';

it.each([
  [[], [], []],
  [['web.farm'], ['/srv/web.farm'], []],
  [['/tmp/web.FARM', '--browser'], ['/tmp/web.FARM', '--browser'], []],
  [['file:///tmp/my%20web.farm'], ['/tmp/my web.farm'], []],
  [['notes.txt'], ['/srv/notes.txt'], ['/srv/notes.txt']],
  [['file://elsewhere/web.farm'], ['file://elsewhere/web.farm'], []],
  [['--port', '8080', 'web.farm'], ['--port', '8080', '/srv/web.farm'], []],
  [['--port=8080', 'notes'], ['--port=8080', '/srv/notes'], ['/srv/notes']],
])('%j is read as %j; no farm files: %j', (given, args, others) => {
  expect(readArguments(given, '/srv')).toEqual({ args, others });
});
