import { Button } from '@mantine/core';
import type { FarmView } from '../../../core/api/farm-contract.ts';
import type { Deed } from '../../connection/use-deed.ts';
import { goTo, type WizardPlace } from '../../navigation.ts';
import { PAGE_NAMES } from '../../page-names.ts';
import { FailureNote } from '../../parts/failure-note.tsx';
import { Shape } from '../../parts/shape.tsx';
import type { Answers } from '../form/use-answers.ts';
import { isVerbNext } from '../pages/run-blocked.ts';
import { CreateRunbook } from '../review/create-runbook.tsx';
import { CloseFarm } from './close-farm.tsx';
import styles from './page-foot.module.css';
import { shellWords } from './words.ts';

interface Foot {
  view: FarmView;
  place: WizardPlace;
  /** Of this page, once it was asked for. */
  problems: number;
  checked: boolean;
  /** Checks the page's answers; where they are right, goes to the place given. */
  check: Deed<[next: WizardPlace | null]>;
  answers: Answers;
}

/** The way back, out and on. On is never closed for a problem: pressed, it says what the problem is. */
export function PageFoot({ view, place, problems, checked, check, answers }: Foot) {
  const at = view.pages.findIndex(({ page }) => page === place);
  const before = place === 'plan' ? view.landing : view.pages[at - 1]?.page;
  const next = at < 0 ? undefined : view.pages[at + 1]?.page;
  const failure = answers.failure ?? check.failure;
  return (
    <footer className={styles.foot}>
      {failure === null ? null : <FailureNote failure={failure} />}
      <div className={styles.row}>
        {before === undefined ? null : (
          <Button
            variant="default"
            aria-label={shellWords.foot.backTo(PAGE_NAMES[before])}
            onClick={() => goTo({ page: 'farm', id: view.id, wizardPage: before })}
          >
            {shellWords.foot.back}
          </Button>
        )}
        <CloseFarm view={view} answers={answers} />
        {answers.failure === null ? null : (
          <Button variant="default" onClick={answers.saveAgain}>
            {shellWords.foot.saveAgain}
          </Button>
        )}
        {place === 'plan' ? null : (
          <div className={styles.on}>
            {checked ? <Found problems={problems} label={PAGE_NAMES[place]} /> : null}
            <Button variant="default" onClick={() => check.start(null)}>
              {shellWords.foot.check}
            </Button>
            {next === undefined ? (
              <CreateRunbook view={view} />
            ) : (
              <Button variant={isVerbNext(view, place) ? 'default' : 'filled'} onClick={() => check.start(next)}>
                {shellWords.foot.goOn(PAGE_NAMES[next])}
              </Button>
            )}
          </div>
        )}
      </div>
    </footer>
  );
}

function Found({ problems, label }: { problems: number; label: string }) {
  return (
    <p className={styles.found}>
      <Shape kind={problems > 0 ? 'fail' : 'pass'} size={16} />
      {problems > 0 ? shellWords.foot.problems(problems) : shellWords.foot.nothingWrong(label)}
    </p>
  );
}
