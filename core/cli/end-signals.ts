const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Calls back each time the operator, the system or a closed terminal asks this process to end.
 * @returns stops that
 */
export function onEndSignals(asked: () => void): () => void {
  for (const signal of SIGNALS) process.on(signal, asked);
  return () => {
    for (const signal of SIGNALS) process.off(signal, asked);
  };
}
