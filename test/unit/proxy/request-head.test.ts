import { describe, expect, it } from 'vitest';
import type { HeaderPolicy } from '../../../core/model/header-policy.ts';
import { endToEndLines, requestHead } from '../../../core/proxy/request-head.ts';

const service = {
  header: { name: 'X-Forwarded-For', policy: 'replace' as const },
  removeHeaders: ['Forwarded', 'X-Real-IP'],
  forwardedProto: false,
};

function head(rawHeaders: string[], received: { method?: string; url?: string; httpVersion?: string } = {}, more = {}) {
  const whole = { method: 'GET', url: '/', httpVersion: '1.1', ...received, rawHeaders };
  return requestHead(whole, { ...service, ...more }, '127.77.0.10');
}

function linesOf(rawHeaders: string[], received = {}, more = {}) {
  const made = head(rawHeaders, received, more);
  if ('status' in made) throw new Error(made.why);
  return made.lines;
}

const XFF = ['X-Forwarded-For', '127.77.0.10'];

describe('what the node is told', () => {
  it('is the lines as they came, in their order, case and number', () => {
    expect(linesOf(['hOst', 'a:8443', 'Cookie', 'a=1', 'X-Z', '1', 'cookie', 'b=2', 'X-A', ''])).toEqual([
      ['hOst', 'a:8443'],
      ['Cookie', 'a=1'],
      ['X-Z', '1'],
      ['cookie', 'b=2'],
      ['X-A', ''],
      XFF,
    ]);
  });

  it.each([
    'Connection',
    'keep-alive',
    'Proxy-Connection',
    'TE',
    'Trailer',
    'Proxy-Authorization',
    'Proxy-Authenticate',
  ])('is without %s', (name) => {
    expect(linesOf(['Host', 'a', name, 'x'])).toEqual([['Host', 'a'], XFF]);
  });

  it('is without what Connection names, in whatever lines and case', () => {
    const lines = linesOf(['Host', 'a', 'X-A', '1', 'Connection', 'close, x-a ,', 'X-B', '2', 'connection', 'X-B']);
    expect(lines).toEqual([['Host', 'a'], XFF]);
  });

  it('has the address although Connection names its header', () => {
    for (const name of ['X-Forwarded-For', 'x-forwarded-for', 'close, X-FORWARDED-FOR'])
      expect(linesOf(['Host', 'a', 'Connection', name, 'X-Forwarded-For', '1.2.3.4'])).toEqual([['Host', 'a'], XFF]);
  });

  it('holds every byte that may stand in a value', () => {
    const sent = ['X-A', '\t ~\x80\xff', "X!#$%&'*+-.^_`|~", 'a'];
    expect(linesOf(['Host', 'a', ...sent])).toEqual([['Host', 'a'], sent.slice(0, 2), sent.slice(2), XFF]);
  });

  it('has only the header of a believed peer', () => {
    const sent = [
      'Host',
      'a',
      'x-forwarded-for',
      '1.2.3.4',
      'X_Forwarded_For',
      '5.6.7.8',
      'X-Forwarded-For',
      '9.9.9.9',
    ];
    const values = (policy: HeaderPolicy, from: string[] | undefined) =>
      linesOf(sent, {}, { header: { name: 'X-Forwarded-For', policy, ...(from === undefined ? {} : { from }) } })
        .slice(1)
        .map((line) => line.join(' '));
    const own = 'X-Forwarded-For 127.77.0.10';
    for (const from of [undefined, ['127.77.0.2', '127.77.0.10']]) {
      expect(values('append', from)).toEqual(['X-Forwarded-For 1.2.3.4, 9.9.9.9, 127.77.0.10']);
      expect(values('if-none', from)).toEqual(['x-forwarded-for 1.2.3.4', 'X-Forwarded-For 9.9.9.9']);
      expect(values('preserve', from)).toHaveLength(3);
      expect(values('add-line', from)).toHaveLength(3);
    }
    for (const policy of ['append', 'add-line', 'if-none', 'replace'] as const)
      expect(values(policy, ['127.77.0.2', '127.77.0.100'])).toEqual([own]);
    for (const policy of ['preserve', 'remove'] as const) expect(values(policy, ['127.77.0.2'])).toEqual([]);
  });

  it('is without the headers removed at the edge and their look-alikes', () => {
    const forged = ['forwarded', 'for=1', 'FORWARDED', 'for=2', 'X-Real-IP', '1', 'X_Real_IP', '1', 'x-real_ip', '1'];
    expect(linesOf(['Host', 'a', ...forged])).toEqual([['Host', 'a'], XFF]);
  });

  it('says https where it is asked to, once', () => {
    const sent = ['Host', 'a', 'x-forwarded-proto', 'http', 'X-Forwarded-Proto', 'http'];
    expect(linesOf(sent, {}, { forwardedProto: true })).toEqual([['Host', 'a'], XFF, ['X-Forwarded-Proto', 'https']]);
    expect(linesOf(['Host', 'a', 'X-Forwarded-Proto', 'http'])).toContainEqual(['X-Forwarded-Proto', 'http']);
  });

  it.each([
    ['no body', [], 'GET', 'none', []],
    ['no body where one is usual', [], 'POST', 'none', [['Content-Length', '0']]],
    ['an empty body', ['Content-Length', '0'], 'POST', 'none', [['Content-Length', '0']]],
    ['a body of known length', ['Content-Length', '5'], 'GET', 'length', [['Content-Length', '5']]],
    ['a chunked body', ['transfer-encoding', 'Chunked'], 'PUT', 'chunked', [['Transfer-Encoding', 'chunked']]],
  ])('frames %s', (_what, sent, method, body, framing) => {
    const made = head(['Host', 'a', ...sent], { method });
    expect(made).toMatchObject({ method, body });
    expect('lines' in made && made.lines.filter(([name]) => /^(content|transfer)-/i.test(name))).toEqual(framing);
  });

  it.each([
    ['GET', '/a/../b?c=%2f&d', 'farm', '/a/../b?c=%2f&d'],
    ['OPTIONS', '*', 'farm', '*'],
    ['GET', 'https://farm/a?b', 'farm', '/a?b'],
    ['GET', 'http://FARM:443?b', 'farm:443', '/?b'],
    ['GET', 'https://farm', 'farm', '/'],
  ])('%s %s is asked as origin-form', (method, url, host, path) => {
    expect(head(['Host', host], { method, url })).toMatchObject({ method, path });
  });
});

describe('a request is refused', () => {
  it.each<[string, number, string[], object?]>([
    ['with length and chunks', 400, ['Content-Length', '5', 'Transfer-Encoding', 'chunked']],
    ['with two lengths', 400, ['Content-Length', '5', 'Content-Length', '5']],
    ['with a list of lengths', 400, ['Content-Length', '5, 5']],
    ['with a signed length', 400, ['Content-Length', '+5']],
    ['with a body without end', 400, ['Transfer-Encoding', 'identity']],
    ['with a coding like chunked', 400, ['Transfer-Encoding', 'xchunked']],
    ['with chunked not last', 400, ['Transfer-Encoding', 'chunked, identity']],
    ['with another coding', 501, ['Transfer-Encoding', 'gzip, chunked']],
    ['with two codings', 501, ['Transfer-Encoding', 'gzip', 'Transfer-Encoding', 'chunked']],
    ['chunked in HTTP/1.0', 400, ['Transfer-Encoding', 'chunked'], { httpVersion: '1.0' }],
    ['in HTTP/2.0', 505, [], { httpVersion: '2.0' }],
    ['in HTTP/0.9', 505, [], { httpVersion: '0.9' }],
    ['with two hosts', 400, ['host', 'b']],
    ['with an upgrade', 501, ['Upgrade', 'websocket', 'Connection', 'Upgrade']],
    ['that would lose its host', 400, ['Connection', 'close, HOST']],
    ['that would lose its length', 400, ['Content-Length', '5', 'Connection', 'content-length']],
    ['that would lose its expectation', 400, ['Expect', '100-continue', 'Connection', 'expect']],
    ['for another host', 400, [], { url: 'https://b/' }],
    ['for everything', 400, [], { url: '*' }],
    ['for a fragment', 400, [], { url: '/a#b' }],
    ['for no path', 400, [], { url: 'a' }],
    ['for a path with a space', 400, [], { url: '/a b' }],
    ['for a path with a tab', 400, [], { url: '/a\tb' }],
    ['for a path with a control character', 400, [], { url: '/a\x7fb' }],
    ['for a path of bytes above ASCII', 400, [], { url: '/\xe9' }],
    ['for the path of an address with them', 400, [], { url: 'https://a/\xe9' }],
    ['with a name that is none', 400, ['X A', 'b']],
    ['with an empty name', 400, ['', 'b']],
    ['with a value that breaks its line', 400, ['X-A', 'a\rb']],
    ['with a value that ends its line', 400, ['X-A', 'b\n']],
    ['with NUL in a value', 400, ['X-A', 'a\0b']],
    ['with DEL in a value', 400, ['X-A', '\x7f']],
    ['with a value of more than bytes', 400, ['X-A', '\u0100']],
    ['for another scheme', 400, [], { url: 'file:///a' }],
  ])('%s', (_what, status, sent, received = {}) => {
    expect(head(['Host', 'a', ...sent], received)).toMatchObject({ status });
  });

  it('without a host', () => {
    expect(head(['X', 'a'], { httpVersion: '1.0' })).toMatchObject({ status: 400 });
  });
});

describe('what the client is told', () => {
  it('is without what concerns the connection to the node, but keeps its length', () => {
    const raw = ['Set-Cookie', 'a', 'Connection', 'X-A, content-length', 'Keep-Alive', 'timeout=5', 'set-cookie', 'b'];
    expect(
      endToEndLines([...raw, 'X-A', '1', 'Transfer-Encoding', 'chunked', 'Content-Length', '3', 'Upgrade', 'h2']),
    ).toEqual([
      ['Set-Cookie', 'a'],
      ['set-cookie', 'b'],
      ['Content-Length', '3'],
    ]);
  });
});
