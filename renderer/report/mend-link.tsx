import { Button } from '@mantine/core';
import { createContext, useContext } from 'react';
import type { Outcome } from '../../core/model/check.ts';
import type { Page } from '../../core/model/plan.ts';
import { PAGE_NAMES } from '../page-names.ts';
import { reportWords } from './words.ts';

/** Opens the page of a check, at the field. */
export type Mend = (check: string, page: Page) => void;

/** Given by the wizard; a practice farm of the start page has no pages to go to. */
export const Mending = createContext<Mend | null>(null);

/** A link from a finding to the field that can repair it. Renders nothing if there is no such field or no wizard. */
export function MendLink({ finding }: { finding: Pick<Outcome, 'id' | 'page' | 'title' | 'verdict'> }) {
  const mend = useContext(Mending);
  const { id, page, title, verdict } = finding;
  if (mend === null || page === null || verdict === 'pass' || verdict === 'not applicable') return null;
  const label = reportWords.goThere(PAGE_NAMES[page]);
  return (
    <div>
      <Button
        variant="default"
        size="xs"
        aria-label={reportWords.goThereFor(label, title)}
        onClick={() => mend(id, page)}
      >
        {label}
      </Button>
    </div>
  );
}
