import { Button } from '@mantine/core';
import { stepsOf } from '../../../core/model/plan.ts';
import { client } from '../../connection/client.ts';
import { useDeed } from '../../connection/use-deed.ts';
import { PAGE_NAMES } from '../../page-names.ts';
import { FailureNote } from '../../parts/failure-note.tsx';
import { Section } from '../../parts/section.tsx';
import { reportWords } from '../../report/words.ts';
import { DeedButton } from './deed-button.tsx';
import { FarmSecrets } from './farm-secrets.tsx';
import type { PageProps } from './page-props.ts';
import styles from './pages.module.css';
import { runBlocked } from './run-blocked.ts';
import { quoted, SameCommand } from './same-command.tsx';
import { pageWords, type StepPageName } from './words.ts';

/** Carries out the steps of one page: the verb, or why it cannot be used yet and where to go. */
export function PageRun({ view, form, people, goTo, settled, page }: PageProps & { page: StepPageName }) {
  const run = useDeed(async () => {
    await settled();
    await client.farm.run({ farm: view.id, page, prove: false });
  });
  const standing = view.pages.find((candidate) => candidate.page === page);
  const blocked = runBlocked(view, form.problems.length, page);
  const asked = people.items.some((item) => item.page === page);
  const begun = asked || (standing?.state !== 'not started' && standing?.state !== 'waiting for someone');
  const byPeople = stepsOf(view.plan).some((step) => step.page === page && view.people[step.host] !== undefined);
  const words = pageWords.run;
  return (
    <Section heading={words.heading}>
      <div className={styles.run}>
        <FarmSecrets view={view} page={page} />
        {standing?.state === 'done' ? <p>{words.done}</p> : null}
        <div className={styles.deeds}>
          <DeedButton
            blocked={blocked !== null}
            describedBy="run-explain"
            busy={run.busy}
            again={asked || standing?.state === 'done'}
            onStart={run.start}
          >
            {begun ? words.again(page) : words.verb(page)}
          </DeedButton>
          {blocked?.page ? (
            <Button variant="default" onClick={() => goTo(blocked.page as NonNullable<typeof blocked.page>)}>
              {reportWords.goThere(PAGE_NAMES[blocked.page])}
            </Button>
          ) : null}
        </div>
        <p id="run-explain" className={styles.soft}>
          {blocked?.why ?? (byPeople ? words.explainPeople : words.explain)}
        </p>
        {run.failure === null ? null : <FailureNote failure={run.failure} />}
        <SameCommand command={`farmwright run ${quoted(view.path)} --page ${page} --secrets -`} />
      </div>
    </Section>
  );
}
