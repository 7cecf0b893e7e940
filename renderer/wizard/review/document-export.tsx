import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { FarmView } from '../../../core/api/farm-contract.ts';
import { desktop } from '../../connection/desktop.ts';
import { useDeed } from '../../connection/use-deed.ts';
import { CopyText } from '../../parts/copy-text.tsx';
import { FailureNote } from '../../parts/failure-note.tsx';
import { Section } from '../../parts/section.tsx';
import { partWords } from '../../parts/words.ts';
import styles from './review.module.css';
import { type DocumentFormat, type DocumentKind, documentText, saveDocument } from './save-document.ts';
import { reviewWords } from './words.ts';

interface Export {
  view: Pick<FarmView, 'id' | 'farm'>;
  kind: DocumentKind;
  formats: readonly DocumentFormat[];
}

/**
 * A document of the farm, to read here or to take away. It is shown as Markdown: the policy of this window lets no page
 * stand inside another, so that nothing can be framed.
 */
export function DocumentExport({ view, kind, formats }: Export) {
  const words = reviewWords;
  const [text, setText] = useState<string | null>(null);
  const [saved, setSaved] = useState<string | null>(null);
  const region = useRef<HTMLElement>(null);
  const preview = useDeed(async () => setText(await documentText(view.id, kind, 'md')));
  const save = useDeed(async (format: DocumentFormat) => setSaved(await saveDocument(view, kind, format)));
  useEffect(() => {
    if (text !== null) region.current?.focus();
  }, [text]);
  const failure = preview.failure ?? save.failure;
  return (
    <Section heading={words.document[kind]} aside={words.documentExplain[kind]}>
      <div className={styles.document}>
        <div className={styles.tools}>
          <Button
            variant="default"
            aria-label={words.of(text === null ? words.preview : words.previewAgain, words.document[kind])}
            loading={preview.busy}
            onClick={() => preview.start()}
          >
            {text === null ? words.preview : words.previewAgain}
          </Button>
          {formats.map((format) =>
            format === 'pdf' && desktop === null ? null : (
              <Button
                key={format}
                variant="default"
                aria-label={words.of(words.saveAs[format], words.document[kind])}
                loading={save.busy}
                onClick={() => save.start(format)}
              >
                {words.saveAs[format]}
              </Button>
            ),
          )}
        </div>
        <p className={styles.soft} role="status">
          {saved}
        </p>
        {failure === null ? null : <FailureNote failure={failure} />}
        {text === null ? null : (
          <>
            <div>
              <CopyText label={words.copy} done={partWords.copied} text={() => text} />
            </div>
            <section
              ref={region}
              className={styles.preview}
              aria-label={words.previewRegion(words.document[kind])}
              // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key
              tabIndex={0}
            >
              <pre>{text}</pre>
            </section>
          </>
        )}
      </div>
    </Section>
  );
}
