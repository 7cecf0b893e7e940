import type { ReactNode } from 'react';
import type { IpDetection } from '../../../core/model/ip-detection.ts';
import { Address } from '../../parts/address.tsx';
import { StateWord } from '../../parts/state-word.tsx';
import { Table } from '../../parts/table.tsx';
import { words } from '../../words.ts';
import styles from './header-walk.module.css';

const NAMES = ['enabled', 'headerName', 'forwardLimit', 'knownProxies', 'knownNetworks'] as const;

/** The setting that decided, in force and as planned. */
export function SettingTable({ inForce, planned }: { inForce: IpDetection | null; planned: IpDetection }) {
  return (
    <div className={styles.setting}>
      <h3>{words.walk.settings}</h3>
      {inForce === null ? <p>{words.walk.unread}</p> : null}
      <Table
        caption={words.walk.settingsCaption}
        columns={[words.walk.setting, ...(inForce === null ? [] : [words.walk.inForce]), words.walk.asPlanned]}
      >
        {NAMES.map((name) => {
          const differs = inForce !== null && textOf(inForce, name) !== textOf(planned, name);
          return (
            <tr key={name}>
              <th scope="row">{words.walk.settingName[name]}</th>
              {inForce === null ? null : (
                <td data-label={words.walk.inForce}>
                  <Value setting={inForce} name={name} />{' '}
                  {differs ? <StateWord kind="fail">{words.walk.differs}</StateWord> : null}
                </td>
              )}
              <td data-label={words.walk.asPlanned}>
                <Value setting={planned} name={name} />
              </td>
            </tr>
          );
        })}
      </Table>
    </div>
  );
}

function Value({ setting, name }: { setting: IpDetection; name: (typeof NAMES)[number] }): ReactNode {
  const text = textOf(setting, name);
  return name === 'enabled' || text === words.walk.empty ? text : <Address>{text}</Address>;
}

function textOf(setting: IpDetection, name: (typeof NAMES)[number]): string {
  const value = setting[name];
  if (typeof value === 'boolean') return value ? words.walk.on : words.walk.offWord;
  if (Array.isArray(value)) return value.length === 0 ? words.walk.empty : [...value].sort().join(', ');
  return String(value);
}

/** Whom a setting trusts, as a sentence part. */
export function trustedText({ knownProxies, knownNetworks }: IpDetection): string {
  const trusted = [...knownProxies, ...knownNetworks];
  return trusted.length === 0 ? words.walk.trustsAnyone : words.walk.only(trusted.join(', '));
}
