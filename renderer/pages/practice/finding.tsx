import type { ReactNode } from 'react';
import { ownerOf } from '../../../core/client-ip/address-owner.ts';
import type { Farm } from '../../../core/model/farm.ts';
import type { Result } from '../../../core/model/result.ts';
import { clock } from '../../parts/time.ts';
import { WithAddresses } from '../../parts/with-addresses.tsx';
import { wrongAddress } from '../../practice/address-evidence.ts';
import { nextThings } from '../../practice/report.ts';
import { words } from '../../words.ts';
import styles from './verdict-panel.module.css';

/** The finding that matters most, as an outcome: who the audit shows, or what the likeliest cause is. */
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
        <WithAddresses>{words.report.shows(audited, words.owner(ownerOf(farm, audited)), sentFrom)}</WithAddresses>
      </h3>
      <p>
        <WithAddresses>{words.report.seen(node, audited, sentFrom, at === null ? null : clock(at))}</WithAddresses>
      </p>
      {children}
    </div>
  );
}
