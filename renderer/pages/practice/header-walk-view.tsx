import { ownerOf } from '../../../core/client-ip/address-owner.ts';
import type { Farm } from '../../../core/model/farm.ts';
import { Address } from '../../parts/address.tsx';
import { Shape } from '../../parts/shape.tsx';
import { WithAddresses } from '../../parts/with-addresses.tsx';
import type { AddressEvidence } from '../../practice/address-evidence.ts';
import { type HeaderWalk, headerWalk } from '../../practice/header-walk.ts';
import { words } from '../../words.ts';
import styles from './header-walk.module.css';
import { SettingTable, trustedText } from './setting-table.tsx';
import { WalkTable } from './walk-table.tsx';

/** The way of one request's address, hop by hop: what arrived, what was believed, what should have been. */
export function HeaderWalkView({ evidence, farm }: { evidence: AddressEvidence; farm: Farm | null }) {
  const walk = headerWalk(evidence);
  return (
    <>
      <p className={styles.because}>
        <WithAddresses>{becauseOf(walk, evidence)}</WithAddresses>
      </p>
      {walk.arrivesWrong ? (
        <p className={styles.because}>
          <WithAddresses>{words.walk.arrivesWrong(evidence.sentFrom)}</WithAddresses>
        </p>
      ) : null}
      <HeaderLine walk={walk} evidence={evidence} farm={farm} />
      <WalkTable walk={walk} evidence={evidence} farm={farm} />
      <SettingTable engine={evidence.engine} inForce={evidence.settings} planned={evidence.planned} />
    </>
  );
}

function becauseOf(walk: HeaderWalk, { node, settings, engine }: AddressEvidence): string {
  if (walk.believed === null || settings === null) return words.walk.unread;
  return words.walk.because(node, walk.believed.stop, trustedText(engine, settings));
}

/** The header as it reached the node, its entries told apart, and the connection it came by. */
function HeaderLine({ walk, evidence, farm }: { walk: HeaderWalk; evidence: AddressEvidence; farm: Farm | null }) {
  const marked = walk.parting === null ? null : (walk.rows[walk.parting]?.place ?? null);
  const recorded = evidence.peer !== null && evidence.peer === evidence.audited;
  return (
    <figure className={styles.figure}>
      <figcaption className={styles.caption}>{words.walk.chain(evidence.token)}</figcaption>
      <div className={styles.header}>
        <span className={styles.part}>
          <span className={styles.headerName}>{walk.headerName}:</span>
          {walk.entries.length === 0 ? <em className={styles.none}>{words.walk.noHeader}</em> : null}
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
                {words.owner(ownerOf(farm, entry))}
                {place === marked && !walk.arrivesWrong ? `, ${words.walk.partsShort}` : ''}
              </span>
            </span>
          ))}
        </span>
        <span className={styles.part}>
          <span className={styles.headerName}>{words.walk.peer}</span>
          <span className={styles.entry} data-peer data-marked={recorded ? 'wrong' : undefined}>
            <Address>{evidence.peer ?? '?'}</Address>
            <span className={styles.owner}>
              {recorded ? <Shape kind="fail" size={13} /> : null}
              {words.owner(ownerOf(farm, evidence.peer))}
              {recorded ? `, ${words.walk.recordedInstead}` : ''}
            </span>
          </span>
        </span>
      </div>
    </figure>
  );
}
