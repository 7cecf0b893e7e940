import { CloseButton } from '@mantine/core';
import { useEffect, useRef } from 'react';
import styles from './drawer.module.css';

interface Head {
  id: string;
  heading: string;
  closeLabel: string;
  /** Whether the focus comes here as the drawer opens. */
  focus: boolean;
  onClose(): void;
}

/** The drawer's heading, and the button that closes it. */
export function DrawerHead({ id, heading, closeLabel, focus, onClose }: Head) {
  const text = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (focus) text.current?.focus();
  }, [focus]);
  return (
    <div className={styles.head}>
      <h2 id={id} ref={text} tabIndex={-1}>
        {heading}
      </h2>
      <CloseButton aria-label={closeLabel} c="var(--ink)" onClick={onClose} />
    </div>
  );
}
