import type { ReactNode } from 'react';
import { nodesOf } from '../../../core/model/farm-parts.ts';
import { Section } from '../../parts/section.tsx';
import { openStages } from './open-stages.ts';
import type { PageProps } from './page-props.ts';
import styles from './pages.module.css';
import { quoted, SameCommand } from './same-command.tsx';
import { pageWords } from './words.ts';

/** What a proof sends and leaves behind, and the same in a terminal. The verb stands in it, or higher on the page. */
export function BeforeProof({ view, people, children }: Pick<PageProps, 'view' | 'people'> & { children?: ReactNode }) {
  const words = pageWords.verify;
  const { auditEntries, drill } = people.consent;
  const allowed = `${auditEntries ? ' --yes' : ''}${drill ? ' --drill' : ''}`;
  return (
    <Section heading={words.before}>
      <div className={styles.run}>
        <ul className={styles.list}>
          <li>{words.sends(view.farm.services.length, nodesOf(view.farm).length)}</li>
          {view.disturbable ? <li>{words.leaves}</li> : null}
          {view.disturbable ? <li>{words.drill}</li> : null}
        </ul>
        {children}
        <SameCommand
          command={`farmwright ${openStages(view).length === 0 ? 'verify' : 'run'} ${quoted(view.path)}${allowed} --secrets -`}
        />
      </div>
    </Section>
  );
}
