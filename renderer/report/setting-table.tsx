import { engineOf } from '../../core/client-ip/engines/index.ts';
import type { IpDetection } from '../../core/model/ip-detection.ts';
import { StateWord } from '../parts/state-word.tsx';
import { Table } from '../parts/table.tsx';
import { WithAddresses } from '../parts/with-addresses.tsx';
import styles from './header-walk.module.css';
import { walkWords } from './walk-words.ts';

interface Settings {
  engine: string;
  inForce: IpDetection | null;
  planned: IpDetection;
}

/** The setting that decided, in force and as planned. */
export function SettingTable({ engine, inForce, planned }: Settings) {
  const { rows } = engineOf(engine);
  const found = inForce === null ? null : rows(inForce);
  return (
    <div className={styles.setting}>
      <h3>{walkWords.settings}</h3>
      {found === null ? <p>{walkWords.unread}</p> : null}
      <Table
        caption={walkWords.settingsCaption}
        columns={[walkWords.setting, ...(found === null ? [] : [walkWords.inForce]), walkWords.asPlanned]}
      >
        {rows(planned).map(({ name, value }, index) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            {found === null ? null : (
              <td data-label={walkWords.inForce}>
                <WithAddresses>{found[index]?.value ?? ''}</WithAddresses>{' '}
                {found[index]?.value === value ? null : <StateWord kind="fail">{walkWords.differs}</StateWord>}
              </td>
            )}
            <td data-label={walkWords.asPlanned}>
              <WithAddresses>{value}</WithAddresses>
            </td>
          </tr>
        ))}
      </Table>
    </div>
  );
}

/** Whom a setting trusts, as a sentence part. */
export function trustedText(engine: string, setting: IpDetection): string {
  const { trusted } = engineOf(engine).trust(setting);
  return trusted === null ? walkWords.trustsAnyone : walkWords.only(trusted.join(', '));
}
