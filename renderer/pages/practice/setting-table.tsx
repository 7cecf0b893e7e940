import { engineOf } from '../../../core/client-ip/engines/index.ts';
import type { IpDetection } from '../../../core/model/plug-ins.ts';
import { StateWord } from '../../parts/state-word.tsx';
import { Table } from '../../parts/table.tsx';
import { WithAddresses } from '../../parts/with-addresses.tsx';
import { words } from '../../words.ts';
import styles from './header-walk.module.css';

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
      <h3>{words.walk.settings}</h3>
      {found === null ? <p>{words.walk.unread}</p> : null}
      <Table
        caption={words.walk.settingsCaption}
        columns={[words.walk.setting, ...(found === null ? [] : [words.walk.inForce]), words.walk.asPlanned]}
      >
        {rows(planned).map(({ name, value }, index) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            {found === null ? null : (
              <td data-label={words.walk.inForce}>
                <WithAddresses>{found[index]?.value ?? ''}</WithAddresses>{' '}
                {found[index]?.value === value ? null : <StateWord kind="fail">{words.walk.differs}</StateWord>}
              </td>
            )}
            <td data-label={words.walk.asPlanned}>
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
  return trusted === null ? words.walk.trustsAnyone : words.walk.only(trusted.join(', '));
}
