import type { ReactNode } from 'react';
import { Panel } from '../parts/panel.tsx';
import { Shape } from '../parts/shape.tsx';
import { between, useNow } from '../parts/time.ts';
import { WithAddresses } from '../parts/with-addresses.tsx';
import styles from './progress-panel.module.css';
import type { Story } from './story.ts';
import { storyWords } from './words.ts';

/** A running verification: what is sent, its current part, and the number of judged checks. */
export function ProvingPanel({ story, actions, children }: { story: Story; actions: ReactNode; children: ReactNode }) {
  const now = useNow(true);
  const { verification, proven } = story;
  const judged = verification?.judged ?? [];
  const failed = judged.filter((outcome) => outcome.required && outcome.verdict === 'fail').length;
  const ms = verification === null ? 0 : between(verification.startedAt, null, now);
  const looks = verification?.looks ?? [];
  return (
    <Panel
      kind="busy"
      heading={proven.length === 0 ? storyWords.proving.first : storyWords.proving.again}
      under={`${storyWords.proving.judged(judged.length, ms)}, ${storyWords.proving.failed(failed)}`}
    >
      {children}
      <ol className={styles.looks}>
        {looks.length === 0 ? <li className={styles.soft}>{storyWords.proving.about}</li> : null}
        {looks.map((look, index) => {
          const current = index === looks.length - 1;
          return (
            <li key={look} className={styles.look} data-now={current || undefined}>
              <Shape kind={current ? 'busy' : 'in place'} size={18} />
              <span>
                {look}
                {current && verification !== null ? (
                  <span className={styles.soft}> {storyWords.proving.part(index + 1, verification.of)}</span>
                ) : null}
              </span>
            </li>
          );
        })}
      </ol>
      {verification === null || verification.willSend === '' ? null : (
        <p className={styles.soft}>
          <WithAddresses>{verification.willSend}</WithAddresses>
        </p>
      )}
      <div className={styles.actions}>{actions}</div>
    </Panel>
  );
}
