import styles from './address.module.css';

/** An address, a token, a hash: monospace, with a slashed zero, breaking only if it may. */
export function Address({ children, tone }: { children: string; tone?: 'good' | 'bad' }) {
  return (
    <span className={styles.address} data-tone={tone}>
      {children}
    </span>
  );
}
