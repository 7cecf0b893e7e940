import type { Farm } from '../../../core/model/farm.ts';
import type { IpDetection } from '../../../core/model/plug-ins.ts';
import { Address } from '../../parts/address.tsx';
import { StateWord } from '../../parts/state-word.tsx';
import { Table, Under } from '../../parts/table.tsx';
import { words as allWords } from '../../words.ts';
import { wizardWords } from '../../words-wizard.ts';
import { trustedList } from './trust-request.ts';

/** Whom the application will believe, with the count of addresses: a wide range shows how wide it is. */
export function TrustedList({ farm, engine, setting }: { farm: Farm; engine: string; setting: IpDetection }) {
  const words = wizardWords.trust;
  const trusted = trustedList(farm, engine, setting);
  return (
    <div>
      <h3>{words.trusted}</h3>
      {trusted.length === 0 ? (
        <p>{allWords.walk.trustsAnyone}</p>
      ) : (
        <Table caption={words.trustedCaption} columns={[words.range, words.why, words.size]}>
          {trusted.map(({ text, hop, size }) => (
            <tr key={`${text} ${hop}`}>
              <th scope="row">
                <Address>{text}</Address>
              </th>
              <td data-label={words.why}>{hop === null ? words.entered : words.presents(hop)}</td>
              <td data-label={words.size}>
                {size === null ? allWords.walk.notKnown : size === 1n ? words.sizeOf(size) : <Wide size={size} />}
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
      <StateWord kind="warning">{wizardWords.trust.sizeOf(size)}</StateWord>
      <Under>{wizardWords.trust.wide}</Under>
    </>
  );
}
