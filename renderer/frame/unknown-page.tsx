import { words } from '../words.ts';
import styles from './page.module.css';
import { PageLink } from './page-link.tsx';
import { TopBar } from './top-bar.tsx';
import { usePage } from './use-page.ts';

/** An address that leads nowhere, with the way back. */
export function UnknownPage() {
  const heading = usePage(words.unknownPage.heading);
  return (
    <>
      <TopBar />
      <main id="content" className={styles.narrow} tabIndex={-1}>
        <h1 ref={heading} tabIndex={-1}>
          {words.unknownPage.heading}
        </h1>
        <p>{words.unknownPage.explain}</p>
        <p>
          <PageLink to={{ page: 'start' }}>{words.unknownPage.start}</PageLink>
        </p>
      </main>
    </>
  );
}
