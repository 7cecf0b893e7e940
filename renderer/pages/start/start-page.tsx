import { useQuery } from '@tanstack/react-query';
import { practiceFarms } from '../../connection/questions.ts';
import pageStyles from '../../frame/page.module.css';
import { PageLink } from '../../frame/page-link.tsx';
import { TopBar } from '../../frame/top-bar.tsx';
import { usePage } from '../../frame/use-page.ts';
import { PlanDoor } from './plan-door.tsx';
import { PracticeDoor } from './practice-door.tsx';
import { ProvenFigure } from './proven-figure.tsx';
import { RecentFarms } from './recent-farms.tsx';
import styles from './start-page.module.css';
import { startWords } from './words.ts';

/** The first page: what this is, and the doors: a practice farm, one's own, one that was open before. It works before the core has answered anything. */
export function StartPage() {
  const heading = usePage();
  return (
    <>
      <TopBar />
      <main id="content" className={pageStyles.wide} tabIndex={-1}>
        <div className={styles.intro}>
          <h1 ref={heading} tabIndex={-1} className={styles.title}>
            {startWords.heading}
          </h1>
          <p className={styles.sentence}>{startWords.sentence}</p>
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
      <h2 id="running-farms">{startWords.running(data.length)}</h2>
      <ul className={styles.farms}>
        {data.map(({ farm }) => (
          <li key={farm}>
            <PageLink to={{ page: 'practice', id: farm }} className={styles.farm}>
              {startWords.back(farm.slice(0, 8))}
            </PageLink>
          </li>
        ))}
      </ul>
    </section>
  );
}
