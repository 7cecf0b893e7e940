import styles from './page.module.css';
import { PageLink } from './page-link.tsx';
import { TopBar } from './top-bar.tsx';
import { usePage } from './use-page.ts';
import { frameWords } from './words.ts';

/** The page for an unknown address, with a link to the start page. */
export function UnknownPage() {
  const heading = usePage(frameWords.unknownPage.heading);
  return (
    <>
      <TopBar />
      <main id="content" className={styles.narrow} tabIndex={-1}>
        <h1 ref={heading} tabIndex={-1}>
          {frameWords.unknownPage.heading}
        </h1>
        <p>{frameWords.unknownPage.explain}</p>
        <p>
          <PageLink to={{ page: 'start' }}>{frameWords.unknownPage.start}</PageLink>
        </p>
      </main>
    </>
  );
}
