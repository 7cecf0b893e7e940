import type { Farm } from '../../../core/model/farm.ts';
import type { IpDetection } from '../../../core/model/ip-detection.ts';
import { Address } from '../../parts/address.tsx';
import { StateWord } from '../../parts/state-word.tsx';
import { Table, Under } from '../../parts/table.tsx';
import { walkWords } from '../../report/walk-words.ts';
import { trustedList } from './trust-request.ts';
import { trustWords } from './words.ts';

/** Whom the application will believe, with the count of addresses: a wide range shows how wide it is. */
export function TrustedList({ farm, engine, setting }: { farm: Farm; engine: string; setting: IpDetection }) {
  const words = trustWords;
  const trusted = trustedList(farm, engine, setting);
  return (
    <div>
      <h3>{words.trusted}</h3>
      {trusted.length === 0 ? (
        <p>{walkWords.trustsAnyone}</p>
      ) : (
        <Table caption={words.trustedCaption} columns={[words.range, words.why, words.size]}>
          {trusted.map(({ text, hop, size }) => (
            <tr key={`${text} ${hop}`}>
              <th scope="row">
                <Address>{text}</Address>
              </th>
              <td data-label={words.why}>{hop === null ? words.entered : words.presents(hop)}</td>
              <td data-label={words.size}>
                {size === null ? walkWords.notKnown : size === 1n ? words.sizeOf(size) : <Wide size={size} />}
              </td>
            </tr>
          ))}
        </Table>
      )}
    </div>
  );
}

function Wide({ size }: { size: bigint }) {
  return (
    <>
      <StateWord kind="warning">{trustWords.sizeOf(size)}</StateWord>
      <Under>{trustWords.wide}</Under>
    </>
  );
}
