import { client } from '../../connection/client.ts';
import { useDeed } from '../../connection/use-deed.ts';
import { FailureNote } from '../../parts/failure-note.tsx';
import { ConsentChoice } from '../people/consent-choice.tsx';
import { DeedButton } from './deed-button.tsx';
import { FarmSecrets } from './farm-secrets.tsx';
import { openStages } from './open-stages.ts';
import type { PageProps } from './page-props.ts';
import styles from './pages.module.css';
import { runBlocked } from './run-blocked.ts';
import { pageWords } from './words.ts';

/** The page's verb: prove, or carry the rest of the plan out first; with the secrets it needs, or why it cannot be used. */
export function ProveDeed({ view, form, story, people, settled }: PageProps) {
  const words = pageWords.verify;
  const blocked = runBlocked(view, form.problems.length, null);
  const open = openStages(view);
  const verify = useDeed(async () => {
    await settled();
    await client.farm.verify({ farm: view.id, ...people.consent });
  });
  const all = useDeed(async () => {
    await settled();
    await client.farm.run({ farm: view.id, ...people.consent });
  });
  const explain =
    open.length > 0 ? words.allExplain(open.map(({ title }) => title).join(', ')) : words.willRun(view.checks.length);
  return (
    <div className={styles.run}>
      <FarmSecrets view={view} page="verify" />
      <ConsentChoice view={view} people={people} />
      <div className={styles.deeds}>
        {open.length === 0 ? (
          <DeedButton
            blocked={blocked !== null}
            describedBy="verify-explain"
            busy={verify.busy}
            again={view.pages.some(({ page, state }) => page === 'verify' && state === 'done')}
            onStart={verify.start}
          >
            {story.proven.length === 0 ? words.run : words.again}
          </DeedButton>
        ) : (
          <DeedButton blocked={blocked !== null} describedBy="verify-explain" busy={all.busy} onStart={all.start}>
            {words.all}
          </DeedButton>
        )}
      </div>
      <p id="verify-explain" className={styles.soft}>
        {blocked?.why ?? explain}
      </p>
      {verify.failure === null ? null : <FailureNote failure={verify.failure} />}
      {all.failure === null ? null : <FailureNote failure={all.failure} />}
    </div>
  );
}
