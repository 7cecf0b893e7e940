import { useQuery } from '@tanstack/react-query';
import type { WaitingView } from '../../../core/api/people-contract.ts';
import { failureFrom } from '../../connection/failure.ts';
import { instructionsOf } from '../../connection/farm-questions.ts';
import { CopyText, CopyValue } from '../../parts/copy-text.tsx';
import { FailureNote } from '../../parts/failure-note.tsx';
import { Folded } from '../../parts/folded.tsx';
import { partWords } from '../../parts/words.ts';
import styles from './people.module.css';
import { peopleWords } from './words.ts';

type Told = Awaited<ReturnType<NonNullable<ReturnType<typeof instructionsOf>['queryFn']>>>;
type Block = Told['work'][number];
type Inline = Extract<Block, { kind: 'paragraph' }>['text'][number];

/** How one item is done: the same words as in the documents for people, with a button to copy each value and script. */
export function Instructions({ farm, item }: { farm: string; item: WaitingView }) {
  const { data, error } = useQuery(instructionsOf(farm, item));
  if (error !== null) return <FailureNote failure={failureFrom(error)} />;
  if (data === undefined) return <p className={styles.soft}>{peopleWords.reading}</p>;
  return (
    <div className={styles.instructions}>
      {data.before.length === 0 ? null : (
        <Folded late summary={peopleWords.before}>
          <Document blocks={data.before} />
        </Folded>
      )}
      <Document blocks={data.work} />
    </div>
  );
}

function Document({ blocks }: { blocks: readonly Block[] }) {
  return (
    <div className={styles.document}>
      {blocks.map((block, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a part of a document is known by its place in it
        <Part key={index} block={block} before={blocks[index - 1]} />
      ))}
    </div>
  );
}

function Part({ block, before }: { block: Block; before: Block | undefined }) {
  switch (block.kind) {
    case 'heading':
      return (
        <h3>
          <Line text={block.text} />
        </h3>
      );
    case 'paragraph':
      return (
        <p>
          <Line text={block.text} />
        </p>
      );
    case 'list':
      return (
        <ul className={styles.list}>
          {block.items.map((item, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: as above
            <li key={index}>
              <Line text={item} />
            </li>
          ))}
        </ul>
      );
    case 'fence': {
      const label = before?.kind === 'paragraph' ? plain(before.text).replace(/:$/, '') : peopleWords.script;
      return (
        <div className={styles.script}>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key */}
          <section aria-label={label} tabIndex={0}>
            <pre>{block.text}</pre>
          </section>
          <CopyText label={peopleWords.copy} what={label} done={partWords.copied} text={() => block.text} />
        </div>
      );
    }
    // Neither is part of what one item asks for.
    case 'table':
    case 'answer':
      return null;
  }
}

function Line({ text }: { text: readonly Inline[] }) {
  return text.map((inline, index) => {
    // biome-ignore-start lint/suspicious/noArrayIndexKey: a piece of a line is known by its place in it
    if (typeof inline === 'string') return <span key={index}>{inline}</span>;
    if ('strong' in inline) return <strong key={index}>{inline.strong}</strong>;
    if ('lineBreak' in inline) return <br key={index} />;
    return (
      <span key={index} className={styles.value}>
        <code>{inline.code}</code>
        <CopyValue text={inline.code} label={peopleWords.copyWhat(inline.code)} done={partWords.copied} />
      </span>
    );
    // biome-ignore-end lint/suspicious/noArrayIndexKey: as above
  });
}

function plain(text: readonly Inline[]): string {
  return text
    .map((inline) =>
      typeof inline === 'string' ? inline : 'strong' in inline ? inline.strong : 'code' in inline ? inline.code : ' ',
    )
    .join('');
}
