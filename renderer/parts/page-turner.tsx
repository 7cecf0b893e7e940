import { Button } from '@mantine/core';
import { useAnnounce } from './announcer.tsx';
import styles from './page-turner.module.css';
import type { Paging } from './use-paging.ts';
import { partWords } from './words.ts';

interface Turner {
  paging: Paging;
  /** What is listed, such as `hosts`. */
  what: string;
}

/** The shown part of a long list, with buttons for the other parts. Renders nothing for a list that is shown completely. */
export function PageTurner({ paging: { first, end, of, size, turnTo }, what }: Turner) {
  const announce = useAnnounce();
  if (of <= size) return null;
  const { shown, label, first: toFirst, previous, next, last } = partWords.paging;
  const turn = (index: number) => {
    turnTo(index);
    announce.end(shown(index + 1, Math.min(of, index + size), of, what));
  };
  const lastFirst = Math.floor((of - 1) / size) * size;
  const ways = [
    { name: toFirst, to: 0, open: first > 0 },
    { name: previous, to: first - size, open: first > 0 },
    { name: next, to: first + size, open: end < of },
    { name: last, to: lastFirst, open: end < of },
  ];
  return (
    <fieldset className={styles.turner}>
      <legend className={styles.legend}>{label(what)}</legend>
      <span className={styles.shown}>{shown(first + 1, end, of, what)}</span>
      {ways.map(({ name, to, open }) => (
        // It keeps the focus at the end of the list, so that a reader can press it repeatedly.
        <Button
          key={name}
          variant="default"
          size="xs"
          aria-disabled={!open}
          data-disabled={!open}
          onClick={() => open && turn(to)}
        >
          {name}
        </Button>
      ))}
    </fieldset>
  );
}
