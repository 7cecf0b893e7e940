import { ownerOf } from '../../core/client-ip/address-owner.ts';
import type { Farm } from '../../core/model/farm.ts';
import { farmWords } from '../farm/words.ts';
import { Address } from '../parts/address.tsx';
import { Shape } from '../parts/shape.tsx';
import { WithAddresses } from '../parts/with-addresses.tsx';
import type { AddressEvidence } from './address-evidence.ts';
import styles from './header-walk.module.css';
import { type HeaderWalk, headerWalk } from './header-walk.ts';
import { SettingTable, trustedText } from './setting-table.tsx';
import { WalkTable } from './walk-table.tsx';
import { walkWords } from './walk-words.ts';

/** How a node evaluated the header of one request, entry by entry, and how it should have. */
export function HeaderWalkView({ evidence, farm }: { evidence: AddressEvidence; farm: Farm | null }) {
  const walk = headerWalk(evidence);
  return (
    <>
      <p className={styles.because}>
        <WithAddresses>{becauseOf(walk, evidence)}</WithAddresses>
      </p>
      {walk.arrivesWrong ? (
        <p className={styles.because}>
          <WithAddresses>{walkWords.arrivesWrong(evidence.sentFrom)}</WithAddresses>
        </p>
      ) : null}
      <HeaderLine walk={walk} evidence={evidence} farm={farm} />
      <WalkTable walk={walk} evidence={evidence} farm={farm} />
      <SettingTable engine={evidence.engine} inForce={evidence.settings} planned={evidence.planned} />
    </>
  );
}

function becauseOf(walk: HeaderWalk, { node, settings, engine }: AddressEvidence): string {
  if (walk.believed === null || settings === null) return walkWords.unread;
  return walkWords.because(node, walk.believed.stop, trustedText(engine, settings));
}

/** The header as it reached the node, with its entries separated, and its connection. */
function HeaderLine({ walk, evidence, farm }: { walk: HeaderWalk; evidence: AddressEvidence; farm: Farm | null }) {
  const marked = walk.parting === null ? null : (walk.rows[walk.parting]?.place ?? null);
  const recorded = evidence.peer !== null && evidence.peer === evidence.audited;
  return (
    <figure className={styles.figure}>
      <figcaption className={styles.caption}>{walkWords.chain(evidence.token)}</figcaption>
      <div className={styles.header}>
        <span className={styles.part}>
          <span className={styles.headerName}>{walk.headerName}:</span>
          {walk.entries.length === 0 ? <em className={styles.none}>{walkWords.noHeader}</em> : null}
          {walk.entries.map((entry, place) => (
            <span
              // biome-ignore lint/suspicious/noArrayIndexKey: entries may repeat, their places do not
              key={place}
              className={styles.entry}
              data-marked={place === marked ? (walk.arrivesWrong ? 'wrong' : 'unread') : undefined}
            >
              <Address>{entry}</Address>
              <span className={styles.owner}>
                {place === marked && walk.arrivesWrong ? <Shape kind="fail" size={13} /> : null}
                {farmWords.owner(ownerOf(farm, entry))}
                {place === marked && !walk.arrivesWrong ? `, ${walkWords.partsShort}` : ''}
              </span>
            </span>
          ))}
        </span>
        <span className={styles.part}>
          <span className={styles.headerName}>{walkWords.peer}</span>
          <span className={styles.entry} data-peer data-marked={recorded ? 'wrong' : undefined}>
            <Address>{evidence.peer ?? '?'}</Address>
            <span className={styles.owner}>
              {recorded ? <Shape kind="fail" size={13} /> : null}
              {farmWords.owner(ownerOf(farm, evidence.peer))}
              {recorded ? `, ${walkWords.recordedInstead}` : ''}
            </span>
          </span>
        </span>
      </div>
    </figure>
  );
}
