import { Button } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { Outcome, Verdict } from '../../core/model/check.ts';
import { countVerdicts } from '../../core/model/count-verdicts.ts';
import { isGood } from '../../core/model/good-verdict.ts';
import { outcomeKey } from '../../core/model/outcome-key.ts';
import type { Result } from '../../core/model/result.ts';
import { Folded } from '../parts/folded.tsx';
import { PagedList } from '../parts/paged-list.tsx';
import { Section } from '../parts/section.tsx';
import { Shape, shapeOfVerdict } from '../parts/shape.tsx';
import { partWords } from '../parts/words.ts';
import { CheckCard } from './check-card.tsx';
import styles from './checks.module.css';
import { type Category, categories } from './read-result.ts';
import { reportWords } from './words.ts';

/** Every check by category. Those that did not run are listed like all others; a filter shows one verdict. */
export function AllChecks({ result, titleOf }: { result: Result; titleOf: (service: string) => string }) {
  const [only, setOnly] = useState<Verdict | null>(null);
  const { checks } = result;
  const whole = useMemo(() => new Map(categories(checks).map(({ id, checks: members }) => [id, members])), [checks]);
  const shown = only === null ? checks : checks.filter(({ verdict }) => verdict === only);
  const required = checks.filter((check) => check.required).length;
  const counts = countVerdicts(checks);
  return (
    <Section heading={reportWords.checks} aside={reportWords.checksSummary(checks.length, required)}>
      <fieldset className={styles.filter}>
        <legend className={styles.legend}>{reportWords.filter}</legend>
        <FilterButton pressed={only === null} onPress={() => setOnly(null)}>
          {reportWords.filterAll(checks.length)}
        </FilterButton>
        {counts.map(([verdict, number]) => (
          <FilterButton key={verdict} pressed={only === verdict} onPress={() => setOnly(verdict)} verdict={verdict}>
            {reportWords.filterVerdict(partWords.verdict[verdict], number)}
          </FilterButton>
        ))}
      </fieldset>
      {categories(shown).map((category) => (
        // A new filter makes a new list, with nothing kept open.
        <CategoryList
          key={`${category.id} ${only}`}
          category={category}
          members={whole.get(category.id) ?? category.checks}
          open={only !== null && only !== 'pass'}
          titleOf={titleOf}
        />
      ))}
    </Section>
  );
}

interface FilterChoice {
  pressed: boolean;
  onPress: () => void;
  verdict?: Verdict;
  children: string;
}

function FilterButton({ pressed, onPress, verdict, children }: FilterChoice) {
  return (
    <Button
      variant={pressed ? 'light' : 'default'}
      size="xs"
      aria-pressed={pressed}
      onClick={onPress}
      className={`${styles.choice}`}
      {...(verdict === undefined ? {} : { leftSection: <Shape kind={shapeOfVerdict(verdict)} size={14} /> })}
    >
      {children}
    </Button>
  );
}

interface CategoryContent {
  category: Category;
  /** Every check of it, also those the filter leaves out. */
  members: readonly Outcome[];
  open: boolean;
  titleOf: (service: string) => string;
}

function CategoryList({ category, members, open, titleOf }: CategoryContent) {
  const passed = members.filter(({ verdict }) => verdict === 'pass').length;
  const bad = members.find(({ verdict }) => !isGood(verdict));
  return (
    <div className={styles.category}>
      <Folded
        late
        open={open}
        summary={
          <span className={styles.categoryName}>
            <Shape kind={shapeOfVerdict(bad?.verdict ?? 'pass')} size={16} />
            {reportWords.category[category.id] ?? category.id}
          </span>
        }
        aside={reportWords.categorySummary(passed, members.length)}
      >
        <PagedList items={category.checks} what={partWords.paging.checks} className={styles.cards}>
          {(outcome) => <CheckCard key={outcomeKey(outcome)} outcome={outcome} titleOf={titleOf} />}
        </PagedList>
      </Folded>
    </div>
  );
}
