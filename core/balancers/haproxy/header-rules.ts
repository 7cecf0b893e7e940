import type { BalancerModel } from '../../model/balancer.ts';
import type { HeaderPolicy } from '../../model/header-policy.ts';
import { addressWord, headerNameWord, removedNameWord } from './configuration-word.ts';

/** `req.fhdr(name,-11)` is refused: HAProxy counts ten lines back. Devices in front write one line each, seven at most. */
const LINES_JOINED = 10;

/**
 * What a frontend does with forwarded headers: those of other names go, then strangers' lines, then the policy, in one
 * way only (both `set-header` and `option forwardfor` would send the client twice).
 *
 * A name goes in every spelling with `_` for `-` too, which some servers read as the same header (RFC 3875, 4.1.18).
 * HAProxy keeps names in lower case, so the patterns are.
 *
 * Sources: HAProxy configuration manual 2.6, 4.2 `http-request del-header`, `set-header`, `set-var-fmt`, `option
 * forwardfor`; 7.3.6 `req.fhdr`.
 * @throws FarmError `balancer.value-unsafe`
 */
export function headerRules(model: BalancerModel): string[] {
  const name = headerNameWord(model.headerName, 'headerName');
  const others = model.removeHeaders.map((other, index) => removedNameWord(other, `removeHeaders[${index}]`));
  return [...others.map(deleted), ...strangersLines(name, model.headerFrom), ...policyLines(name, model.headerPolicy)];
}

/** Only the devices in front are trusted. The header of any other peer is deleted before the policy is applied. */
function strangersLines(name: string, headerFrom: string[]): string[] {
  if (headerFrom.length === 0) return [];
  const hops = headerFrom.map((address, index) => addressWord(address, `headerFrom[${index}]`));
  return [`${deleted(name)} unless { src ${hops.join(' ')} }`];
}

function policyLines(name: string, policy: HeaderPolicy): string[] {
  const forwardFor = `option forwardfor${name.toLowerCase() === 'x-forwarded-for' ? '' : ` header ${name}`}`;
  switch (policy) {
    case 'remove':
      return [deleted(name)];
    case 'replace':
      return [deleted(name), `http-request set-header ${name} %[src]`];
    case 'append':
      return [...lookAlikesDeleted(name), ...appended(name)];
    case 'add-line':
      return [...lookAlikesDeleted(name), forwardFor];
    case 'if-none':
      return [...lookAlikesDeleted(name), `${forwardFor} if-none`];
    case 'preserve':
      return [];
  }
}

/**
 * All lines that came and the peer, joined in one line. `req.hdr` and `req.fhdr` without a number give the last entry
 * and the last line only, so that each line is asked for by its number from the end. Empty lines become no empty
 * entries, which a sender must not write (RFC 9110, 5.6.1). Of more than ten lines the last ten stay: readers go from
 * the right, and no device that is trusted wrote those further left.
 */
function appended(name: string): string[] {
  const numbers = Array.from({ length: LINES_JOINED }, (_, index) => index - LINES_JOINED);
  return [
    ...numbers.map((number) => {
      const line = `req.fhdr(${name},${number})`;
      return `http-request set-var-fmt(txn.came) "%[var(txn.came)]%[${line}], " if { ${line} -m len gt 0 }`;
    }),
    `http-request set-header ${name} "%[var(txn.came)]%[src]"`,
  ];
}

function deleted(name: string): string {
  const pattern = name.toLowerCase().replaceAll('-', '[-_]').replaceAll('$', '[$]');
  return /[-$]/.test(name) ? `http-request del-header ^${pattern}$ -m reg` : `http-request del-header ${name}`;
}

/** The spellings with `_` without the name itself: those that differ first in the first hyphen, in the second, ... */
function lookAlikesDeleted(name: string): string[] {
  const parts = name.toLowerCase().split('-');
  if (parts.length === 1) return [];
  const spellings = parts
    .slice(1)
    .map((_, index) => `${parts.slice(0, index + 1).join('-')}_${parts.slice(index + 1).join('[-_]')}`);
  return [`http-request del-header ^(${spellings.join('|')})$ -m reg`];
}
