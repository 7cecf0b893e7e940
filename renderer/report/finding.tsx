import type { ReactNode } from 'react';
import { ownerOf } from '../../core/client-ip/address-owner.ts';
import type { Farm } from '../../core/model/farm.ts';
import type { Result } from '../../core/model/result.ts';
import { farmWords } from '../farm/words.ts';
import { clock } from '../parts/time.ts';
import { WithAddresses } from '../parts/with-addresses.tsx';
import { wrongAddress } from './address-evidence.ts';
import styles from './finding.module.css';
import { nextThings } from './read-result.ts';
import { reportWords } from './words.ts';

/** The most important finding: the recorded address, or the most likely cause. */
export function Finding({ result, farm, children }: { result: Result; farm: Farm | null; children: ReactNode }) {
  const wrong = wrongAddress(result);
  const [first] = nextThings(result);
  if (wrong === null)
    return (
      <div className={styles.finding}>
        {first === undefined ? null : (
          <h3 className={styles.title}>
            <WithAddresses>{first.title}</WithAddresses>
          </h3>
        )}
        {children}
      </div>
    );
  const { node, audited, sentFrom, at } = wrong.evidence;
  return (
    <div className={styles.finding}>
      <h3 className={styles.title}>
        <WithAddresses>{reportWords.shows(audited, farmWords.owner(ownerOf(farm, audited)), sentFrom)}</WithAddresses>
      </h3>
      <p>
        <WithAddresses>{reportWords.seen(node, audited, sentFrom, at === null ? null : clock(at))}</WithAddresses>
      </p>
      {children}
    </div>
  );
}
