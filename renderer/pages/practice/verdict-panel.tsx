import { Button } from '@mantine/core';
import { ownerOf } from '../../../core/client-ip/address-owner.ts';
import type { Farm } from '../../../core/model/farm.ts';
import { client } from '../../connection/client.ts';
import { useDeed } from '../../connection/use-deed.ts';
import { farmWords } from '../../farm/words.ts';
import { FailureNote } from '../../parts/failure-note.tsx';
import { Panel } from '../../parts/panel.tsx';
import { shapeOfOverall } from '../../parts/shape.tsx';
import { clock } from '../../parts/time.ts';
import { WithAddresses } from '../../parts/with-addresses.tsx';
import { rightAddress, wrongAddress } from '../../report/address-evidence.ts';
import finding from '../../report/finding.module.css';
import { Finding } from '../../report/finding.tsx';
import { nextThings, pathsOf, verdictSentence } from '../../report/read-result.ts';
import { reportWords } from '../../report/words.ts';
import type { Proven, Story } from '../../story/story.ts';
import { FaultNotice } from './fault-notice.tsx';
import { PlantFault } from './plant-fault.tsx';
import type { Scene } from './scene.ts';
import styles from './verdict-panel.module.css';
import { practiceWords } from './words.ts';

interface VerdictContent {
  scene: Scene;
  whyOpen: boolean;
  onWhy: () => void;
}

/** The verdict in large text, with the most important finding or the proof. */
export function VerdictPanel({ scene, whyOpen, onWhy }: VerdictContent) {
  const { id, story, view } = scene;
  const latest = story.proven.at(-1);
  const fix = useDeed(() => client.farm.run({ farm: id }));
  const verify = useDeed(() => client.farm.verify({ farm: id }));
  if (latest === undefined) return null;
  const { result, at } = latest;
  const good = result.overall === 'ready' || result.overall === 'ready with warnings';
  // Cancelled before anything was found.
  const nothingFound = !good && nextThings(result).length === 0;
  return (
    <Panel
      kind={shapeOfOverall(result.overall)}
      heading={verdictSentence(result)}
      under={reportWords.at(clock(at))}
      large
    >
      {story.error === null ? null : <FailureNote failure={story.error} />}
      {good ? (
        <Assurance story={story} latest={latest} farm={view?.farm ?? null} />
      ) : nothingFound ? (
        <p>{reportWords.verifyAgain}</p>
      ) : (
        <Finding result={result} farm={view?.farm ?? null}>
          <div className={styles.actions}>
            <Button variant="default" aria-expanded={whyOpen} onClick={onWhy}>
              {whyOpen ? reportWords.hideWhy : reportWords.why}
            </Button>
            <Button loading={fix.busy} aria-describedby="fix-explain" onClick={() => fix.start()}>
              {practiceWords.fix}
            </Button>
          </div>
          <p id="fix-explain" className={styles.soft}>
            {practiceWords.fixExplain}
          </p>
        </Finding>
      )}
      {good ? null : <FaultNotice story={story} />}
      {good || nothingFound ? (
        <div className={styles.actions}>
          <Button variant="default" loading={verify.busy} onClick={() => verify.start()}>
            {practiceWords.verify}
          </Button>
        </div>
      ) : null}
      {good ? <PlantFault id={id} plantable={view?.planting?.plantable ?? []} /> : null}
      {fix.failure === null ? null : <FailureNote failure={fix.failure} />}
      {verify.failure === null ? null : <FailureNote failure={verify.failure} />}
    </Panel>
  );
}

/** What a good verdict means: after a repair, the very request that was wrong before. */
function Assurance({ story, latest, farm }: { story: Story; latest: Proven; farm: Farm | null }) {
  const before = story.proven.at(-2);
  const wrongBefore = latest.afterRepair && before !== undefined ? wrongAddress(before.result) : null;
  const right = rightAddress(latest.result, wrongBefore?.outcome ?? null);
  return (
    <div className={`${finding.finding} ${finding.good}`}>
      {right === null ? null : (
        <>
          <h3 className={finding.title}>
            <WithAddresses>{reportWords.showsYou(right.evidence.sentFrom)}</WithAddresses>
          </h3>
          <p>
            <WithAddresses>
              {reportWords.seen(
                right.evidence.node,
                right.evidence.audited,
                right.evidence.sentFrom,
                right.evidence.at === null ? null : clock(right.evidence.at),
              )}
            </WithAddresses>
          </p>
          {wrongBefore === null ? null : (
            <p className={styles.soft}>
              <WithAddresses>
                {practiceWords.before(
                  wrongBefore.evidence.audited,
                  farmWords.owner(ownerOf(farm, wrongBefore.evidence.audited)),
                )}
              </WithAddresses>
            </p>
          )}
        </>
      )}
      <p className={styles.soft}>{reportWords.paths(pathsOf(latest.result.proof))}</p>
    </div>
  );
}
