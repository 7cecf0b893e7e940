import { useQuery } from '@tanstack/react-query';
import { practiceFarms } from '../../connection/questions.ts';
import { PageLink } from '../../parts/page-link.tsx';
import { TopBar } from '../../parts/top-bar.tsx';
import { usePage } from '../../parts/use-page.ts';
import { words } from '../../words.ts';
import pageStyles from '../page.module.css';
import { PlanDoor } from './plan-door.tsx';
import { PracticeDoor } from './practice-door.tsx';
import { ProvenFigure } from './proven-figure.tsx';
import { RecentFarms } from './recent-farms.tsx';
import styles from './start-page.module.css';

/** The first page: what this is, and the doors: a practice farm, one's own, one that was open before. It works before the core has answered anything. */
export function StartPage() {
  const heading = usePage();
  return (
    <>
      <TopBar />
      <main id="content" className={pageStyles.wide} tabIndex={-1}>
        <div className={styles.intro}>
          <h1 ref={heading} tabIndex={-1} className={styles.title}>
            {words.start.heading}
          </h1>
          <p className={styles.sentence}>{words.start.sentence}</p>
        </div>
        <RunningFarms />
        <div className={styles.columns}>
          <PracticeDoor />
          <div className={styles.side}>
            <PlanDoor />
            <RecentFarms />
          </div>
          <ProvenFigure />
        </div>
      </main>
    </>
  );
}

function RunningFarms() {
  const { data = [] } = useQuery(practiceFarms);
  if (data.length === 0) return null;
  return (
    <section className={styles.running} aria-labelledby="running-farms">
      <h2 id="running-farms">{words.start.running(data.length)}</h2>
      <ul className={styles.farms}>
        {data.map(({ farm }) => (
          <li key={farm}>
            <PageLink to={{ page: 'practice', id: farm }} className={styles.farm}>
              {words.start.back(farm.slice(0, 8))}
            </PageLink>
          </li>
        ))}
      </ul>
    </section>
  );
}
