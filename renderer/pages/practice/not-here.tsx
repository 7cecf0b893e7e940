import type { ErrorData } from '../../../core/model/errors.ts';
import pageStyles from '../../frame/page.module.css';
import { PageLink } from '../../frame/page-link.tsx';
import { TopBar } from '../../frame/top-bar.tsx';
import { usePage } from '../../frame/use-page.ts';
import { FailureNote } from '../../parts/failure-note.tsx';
import { practiceWords } from './words.ts';

/** The page for a practice farm that does not exist. */
export function NotHere({ failure }: { failure: ErrorData }) {
  const heading = usePage(practiceWords.unknown);
  return (
    <>
      <TopBar />
      <main id="content" className={pageStyles.narrow} tabIndex={-1}>
        <h1 ref={heading} tabIndex={-1}>
          {practiceWords.unknown}
        </h1>
        <FailureNote failure={failure} />
        <p>
          <PageLink to={{ page: 'start' }}>{practiceWords.toStart}</PageLink>
        </p>
      </main>
    </>
  );
}
