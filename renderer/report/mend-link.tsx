import { Button } from '@mantine/core';
import { createContext, useContext } from 'react';
import type { Outcome } from '../../core/model/check.ts';
import type { Page } from '../../core/model/plan.ts';
import { pageWords } from '../words-pages.ts';
import { shellWords } from '../words-shell.ts';

/** Goes to what a check is about: its page, and there the field. */
export type Mend = (check: string, page: Page) => void;

/** Given by the wizard; a practice farm of the start page has no pages to go to. */
export const Mending = createContext<Mend | null>(null);

/** Leads from a finding to the field that can mend it. Nothing where nothing is to be mended, or there is no wizard. */
export function MendLink({ finding }: { finding: Pick<Outcome, 'id' | 'page' | 'title' | 'verdict'> }) {
  const mend = useContext(Mending);
  const { id, page, title, verdict } = finding;
  if (mend === null || page === null || verdict === 'pass' || verdict === 'not applicable') return null;
  const label = pageWords.run.goThere(shellWords.pages[page].label);
  return (
    <div>
      <Button
        variant="default"
        size="xs"
        aria-label={pageWords.run.goThereFor(label, title)}
        onClick={() => mend(id, page)}
      >
        {label}
      </Button>
    </div>
  );
}
