import type { ReactNode } from 'react';
import type { IpDetection } from '../../core/model/ip-detection.ts';
import { Address } from '../parts/address.tsx';
import { StateWord } from '../parts/state-word.tsx';
import { Table } from '../parts/table.tsx';
import styles from './header-walk.module.css';
import { walkWords } from './walk-words.ts';

const NAMES = ['enabled', 'headerName', 'forwardLimit', 'knownProxies', 'knownNetworks'] as const;

/** The setting that decided, in force and as planned. */
export function SettingTable({ inForce, planned }: { inForce: IpDetection | null; planned: IpDetection }) {
  return (
    <div className={styles.setting}>
      <h3>{walkWords.settings}</h3>
      {inForce === null ? <p>{walkWords.unread}</p> : null}
      <Table
        caption={walkWords.settingsCaption}
        columns={[walkWords.setting, ...(inForce === null ? [] : [walkWords.inForce]), walkWords.asPlanned]}
      >
        {NAMES.map((name) => {
          const differs = inForce !== null && textOf(inForce, name) !== textOf(planned, name);
          return (
            <tr key={name}>
              <th scope="row">{walkWords.settingName[name]}</th>
              {inForce === null ? null : (
                <td data-label={walkWords.inForce}>
                  <Value setting={inForce} name={name} />{' '}
                  {differs ? <StateWord kind="fail">{walkWords.differs}</StateWord> : null}
                </td>
              )}
              <td data-label={walkWords.asPlanned}>
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
  return name === 'enabled' || text === walkWords.empty ? text : <Address>{text}</Address>;
}

function textOf(setting: IpDetection, name: (typeof NAMES)[number]): string {
  const value = setting[name];
  if (typeof value === 'boolean') return value ? walkWords.on : walkWords.offWord;
  if (Array.isArray(value)) return value.length === 0 ? walkWords.empty : [...value].sort().join(', ');
  return String(value);
}

/** Whom a setting trusts, as a sentence part. */
export function trustedText({ knownProxies, knownNetworks }: IpDetection): string {
  const trusted = [...knownProxies, ...knownNetworks];
  return trusted.length === 0 ? walkWords.trustsAnyone : walkWords.only(trusted.join(', '));
}
