import { IconArrowRight, IconHourglass, IconLock, IconRefresh } from '@tabler/icons-react';
import type { PageStanding } from '../../../core/model/form.ts';
import { Shape } from '../../parts/shape.tsx';
import styles from './step-list.module.css';

const SIZE = 16;

/** The shape of a step's state, each another outline. Decoration: the word stands beside it. */
export function StepShape({ state }: { state: PageStanding['state'] | 'current' }) {
  switch (state) {
    case 'not started':
      return <Shape kind="waiting" size={SIZE} />;
    case 'done':
      return <Shape kind="pass" size={SIZE} />;
    case 'needs attention':
      return <Shape kind="warning" size={SIZE} />;
    case 'not needed':
      return <Shape kind="dash" size={SIZE} />;
    case 'waiting for someone':
      return <IconHourglass className={styles.icon} data-state={state} size={SIZE} aria-hidden />;
    case 'out of date':
      return <IconRefresh className={styles.icon} data-state={state} size={SIZE} aria-hidden />;
    case 'locked':
      return <IconLock className={styles.icon} data-state={state} size={SIZE} aria-hidden />;
    case 'current':
      return <IconArrowRight className={styles.icon} data-state={state} size={SIZE} aria-hidden />;
  }
}
