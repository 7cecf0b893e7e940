import { useEffect, useId, useRef } from 'react';
import type { Problem } from '../../../core/model/form.ts';
import { Shape } from '../../parts/shape.tsx';
import styles from './error-summary.module.css';
import { fieldId, focusField } from './field-id.ts';
import { formWords } from './words.ts';

interface Summary {
  problems: readonly Problem[];
  /** Changes with every asking, so that the focus comes here again when the same problems are asked for again. */
  asked?: number;
  /** Called where a problem's field is not on this page. */
  onElsewhere?: (problem: Problem) => void;
}

/** What is wrong, on top of the page, in the very words that stand beside the fields. Nothing where nothing is wrong. */
export function ErrorSummary({ problems, asked = 0, onElsewhere }: Summary) {
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const any = problems.length > 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: asking again moves the focus again
  useEffect(() => {
    if (!any) return;
    box.current?.focus({ preventScroll: true });
    box.current?.scrollIntoView({ block: 'nearest' });
  }, [any, asked]);
  if (!any) return null;
  return (
    <div ref={box} className={styles.summary} role="alert" aria-labelledby={id} tabIndex={-1}>
      <h2 id={id} className={styles.heading}>
        <Shape kind="fail" size={20} />
        {formWords.errorHeading}
      </h2>
      <ul>
        {problems.map((problem) => (
          <li key={`${problem.path} ${problem.message}`}>
            <a
              href={`#${fieldId(problem.path)}`}
              onClick={(event) => {
                event.preventDefault();
                if (!focusField(problem.path)) onElsewhere?.(problem);
              }}
            >
              {formWords.problem(problem.message, problem.remedy)}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}
