import { TextInput } from '@mantine/core';
import { Fragment, useMemo, useState } from 'react';
import type { Farm } from '../../../core/model/farm.ts';
import type { IpDetection } from '../../../core/model/ip-detection.ts';
import { Section } from '../../parts/section.tsx';
import { StateWord } from '../../parts/state-word.tsx';
import { WithAddresses } from '../../parts/with-addresses.tsx';
import { SettingTable } from '../../report/setting-table.tsx';
import { WalkTable } from '../../report/walk-table.tsx';
import styles from './trust.module.css';
import { followRequest, type PlannedEngine, type Summand, type Thought, trustSum } from './trust-request.ts';
import { TrustedList } from './trusted-list.tsx';
import { trustWords } from './words.ts';

interface Trust extends PlannedEngine {
  farm: Farm;
  /** The setting read back from a node, and from which; null before that. */
  inForce: { node: string; setting: IpDetection } | null;
  /** The header the application reads. */
  headerName: string;
}

/** How many entries of the header the nodes trust, and what that makes of one request. */
export function TrustedProxies({ farm, inForce, headerName, engine, planned }: Trust) {
  const { summands, sum } = useMemo(() => trustSum(farm), [farm]);
  const [typed, setTyped] = useState<string | null>(null);
  const [forged, setForged] = useState('');
  const client = typed ?? farm.clientAddresses[0] ?? '';
  const setting = inForce?.setting ?? planned;
  const thought = useMemo(
    () => followRequest(farm, { client, forged, engine, planned, inForce: inForce?.setting ?? null }),
    [farm, client, forged, engine, planned, inForce],
  );
  const words = trustWords;
  return (
    <Section heading={words.heading(sum)} aside={words.explain(sum, headerName)}>
      <div className={styles.parts}>
        <Sum summands={summands} sum={sum} />
        {sum === 0 ? (
          <p>
            <StateWord kind="fail">{words.noClient}</StateWord>
          </p>
        ) : null}
        <h3>{words.simulate}</h3>
        <p className={styles.soft}>{inForce === null ? words.asPlanned : words.inForceFrom(inForce.node)}</p>
        <div className={styles.inputs}>
          <TextInput
            label={words.client}
            description={words.clientHelp}
            value={client}
            spellCheck={false}
            autoComplete="off"
            onChange={(event) => setTyped(event.currentTarget.value)}
            onBlur={() => {
              if (client.trim() === '') setTyped(null);
            }}
          />
          <TextInput
            label={words.forged(headerName)}
            description={words.forgedHelp}
            value={forged}
            spellCheck={false}
            autoComplete="off"
            onChange={(event) => setForged(event.currentTarget.value)}
          />
        </div>
        {thought === null ? (
          <p>
            {words.unknown} {words.notAddressRemedy}
          </p>
        ) : (
          <>
            <Verdict thought={thought} />
            <WalkTable
              walk={thought.walk}
              evidence={thought.evidence}
              farm={farm}
              right={thought.right}
              inForce={inForce !== null}
            />
          </>
        )}
        <TrustedList farm={farm} engine={engine} setting={setting} />
        {inForce === null ? null : <SettingTable engine={engine} inForce={inForce.setting} planned={planned} />}
      </div>
    </Section>
  );
}

/** `1 WAF + 1 balancer = 2`, read as one sentence by those who listen. */
function Sum({ summands, sum }: { summands: readonly Summand[]; sum: number }) {
  const words = trustWords;
  return (
    <p className={styles.sum}>
      {summands.map(({ name, count }, index) => (
        <Fragment key={name}>
          {index === 0 && count >= 0 ? null : <span className={styles.sign}>{count < 0 ? '−' : '+'}</span>}
          <span className={styles.summand}>
            {words.one(Math.abs(count), index === summands.length - 1 ? words.balancer(name) : name)}
            {count === 0 ? <span className={styles.soft}> {words.removes}</span> : null}
          </span>
        </Fragment>
      ))}
      <strong className={styles.total}>{words.equals(sum)}</strong>
    </p>
  );
}

function Verdict({ thought: { right, taken, evidence } }: { thought: Thought }) {
  const { good, bad, unknown } = trustWords;
  const text = taken === null ? unknown : right ? good(evidence.sentFrom) : bad(taken, evidence.sentFrom);
  return (
    <p role="status">
      <StateWord kind={taken === null ? 'unknown' : right ? 'pass' : 'fail'} strong>
        <WithAddresses>{text}</WithAddresses>
      </StateWord>
    </p>
  );
}
