import { client } from '../../connection/client.ts';
import { useDeed } from '../../connection/use-deed.ts';
import { FailureNote } from '../../parts/failure-note.tsx';
import { Section } from '../../parts/section.tsx';
import { pageWords } from '../../words-pages.ts';
import type { PageProps } from '../page-props.ts';
import { DeedButton } from './deed-button.tsx';
import { FarmSecrets } from './farm-secrets.tsx';
import styles from './pages.module.css';
import { runBlocked } from './run-blocked.ts';
import { quoted, SameCommand } from './same-command.tsx';

/** What a proof sends and leaves behind, and the verb: prove, or carry the rest of the plan out first. */
export function BeforeProof({ view, form, story, settled }: PageProps) {
  const words = pageWords.verify;
  const blocked = runBlocked(view, form.problems.length, null);
  const open = view.plan.stages.filter(({ page }) =>
    view.pages.some((standing) => standing.page === page && standing.state !== 'done'),
  );
  const verify = useDeed(async () => {
    await settled();
    await client.farm.verify({ farm: view.id });
  });
  const all = useDeed(async () => {
    await settled();
    await client.farm.run({ farm: view.id });
  });
  const explain =
    open.length > 0 ? words.allExplain(open.map(({ title }) => title).join(', ')) : words.willRun(view.checks.length);
  return (
    <Section heading={words.before}>
      <div className={styles.run}>
        <ul className={styles.list}>
          <li>{words.sends(view.farm.services.length, view.farm.nodes.length)}</li>
          <li>{words.leaves}</li>
          {view.farm.hosts === 'practice' ? <li>{words.drill}</li> : null}
        </ul>
        <FarmSecrets view={view} />
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
        <SameCommand command={`farmwright ${open.length === 0 ? 'verify' : 'run'} ${quoted(view.path)} --secrets -`} />
      </div>
    </Section>
  );
}
