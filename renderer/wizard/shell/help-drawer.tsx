import { type ReactNode, useId } from 'react';
import type { FarmView, FormView } from '../../../core/api/farm-contract.ts';
import type { Clause } from '../../../core/model/check.ts';
import type { Page } from '../../../core/model/plan.ts';
import { PageLink } from '../../frame/page-link.tsx';
import type { WizardPlace } from '../../navigation.ts';
import { reportWords } from '../../report/words.ts';
import { checkWords } from '../checks/words.ts';
import styles from './drawer.module.css';
import { DrawerHead } from './drawer-head.tsx';
import { StartOver } from './start-over.tsx';
import { shellWords } from './words.ts';

interface Help {
  view: FarmView;
  form: FormView;
  place: WizardPlace;
  focus: boolean;
  onClose(): void;
  onBegunAnew(): void;
}

/** Why the page asks, what asks for it, and examples. All of it is on this computer; no instruction stands here only. */
export function HelpDrawer({ view, form, place, focus, onClose, onBegunAnew }: Help) {
  const id = useId();
  return (
    <aside className={styles.drawer} aria-labelledby={id}>
      <DrawerHead
        id={id}
        heading={shellWords.help.heading}
        closeLabel={shellWords.help.close}
        focus={focus}
        onClose={onClose}
      />
      {place === 'plan' ? <p>{shellWords.help.plan}</p> : <PageHelp view={view} form={form} page={place} />}
      <Part heading={shellWords.help.practice}>
        <p>{shellWords.help.practiceHint}</p>
        <p>
          <PageLink to={{ page: 'start' }}>{shellWords.help.practiceLink}</PageLink>
        </p>
      </Part>
      {view.readOnly || view.interrupted !== null ? null : (
        <Part heading={shellWords.frame.about}>
          <div>
            <StartOver view={view} onBegunAnew={onBegunAnew} />
          </div>
        </Part>
      )}
    </aside>
  );
}

function PageHelp({ view, form, page }: { view: FarmView; form: FormView; page: Page }) {
  const { purpose, help } = shellWords.pages[page];
  const clauses = clausesOf(view, form, page);
  const examples = form.fields.filter((field) => field.page === page && field.example !== null);
  const checks = view.checks.filter((check) => check.page === page);
  return (
    <>
      <Part heading={shellWords.help.purpose}>
        <p>{purpose}</p>
      </Part>
      <Part heading={shellWords.help.why}>
        {help.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </Part>
      {clauses.length === 0 ? null : (
        <Part heading={shellWords.help.clauses}>
          <ul className={styles.list}>
            {clauses.map(([clause, of]) => (
              <li key={clause}>
                {clause} <span className={styles.soft}>{of.join(', ')}</span>
              </li>
            ))}
          </ul>
        </Part>
      )}
      {examples.length === 0 ? null : (
        <Part heading={shellWords.help.examples}>
          <ul className={styles.list}>
            {examples.map(({ path, label, example }) => (
              <li key={path}>
                {label}: <code>{example}</code>
              </li>
            ))}
          </ul>
        </Part>
      )}
      <Part heading={checkWords.heading}>
        {checks.length === 0 ? <p className={styles.soft}>{checkWords.none}</p> : null}
        <ul className={styles.list}>
          {checks.map((check) => (
            <li key={check.id}>
              {check.title}{' '}
              <span className={styles.soft}>{check.required ? reportWords.required : reportWords.advisory}</span>
            </li>
          ))}
        </ul>
      </Part>
    </>
  );
}

function Part({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <div className={styles.part}>
      <h3>{heading}</h3>
      {children}
    </div>
  );
}

/** Each clause once, with the fields and checks it asks for. Checks tell theirs once they have run. */
function clausesOf({ result }: FarmView, form: FormView, page: Page): [clause: string, of: string[]][] {
  const found = new Map<string, Set<string>>();
  const add = (clause: Clause | null, of: string) => {
    if (clause === null) return;
    const text = shellWords.help.clause(clause.source, clause.place);
    found.set(text, (found.get(text) ?? new Set()).add(of));
  };
  for (const field of form.fields) if (field.page === page) add(field.clause, field.label);
  for (const check of result?.checks ?? []) if (check.page === page) add(check.clause, check.title);
  return [...found].map(([clause, of]) => [clause, [...of]]);
}
