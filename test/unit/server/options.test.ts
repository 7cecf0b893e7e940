import { describe, expect, it } from 'vitest';
import { FarmError } from '../../../core/model/errors.ts';
import { readOptions } from '../../../core/server/options.ts';

describe('the options of the browser shell', () => {
  it.each([
    [[], { open: true }],
    [['--no-open'], { open: false }],
    [['--port', '8080'], { open: true, port: 8080 }],
    [['--port=65535', '--no-open'], { open: false, port: 65_535 }],
    [['web.farm'], { open: true, farm: 'web.farm' }],
    [['--no-open', 'web.farm'], { open: false, farm: 'web.farm' }],
    [['file:///farms/my%20web.farm'], { open: true, farm: '/farms/my web.farm' }],
  ])('%j', (args, options) => {
    expect(readOptions(args)).toEqual(options);
  });

  it.each([
    [['--port', '0'], '--port'],
    [['--port', '65536'], '--port'],
    [['--port', 'web'], '--port'],
    [['--port', '80.5'], '--port'],
    [['--port', '0x50'], '--port'],
    [['--port', ' 80'], '--port'],
    [['--port='], '--port'],
    [['--port=-1'], '--port'],
    [['--port'], null],
    [['--open'], null],
    [['--no-open=yes'], null],
    [['one.farm', 'other.farm'], null],
    [['file://elsewhere/web.farm'], null],
    [['file:///one%2Ftwo.farm'], null],
  ])('%j is refused with the field and a remedy', (args, field) => {
    let refusal: unknown;
    try {
      readOptions(args);
    } catch (error) {
      refusal = error;
    }
    expect(refusal).toBeInstanceOf(FarmError);
    expect(refusal).toMatchObject({ code: 'input.invalid', field });
    expect((refusal as FarmError).message).not.toBe('');
    expect((refusal as FarmError).remedy).not.toBe('');
  });
});
