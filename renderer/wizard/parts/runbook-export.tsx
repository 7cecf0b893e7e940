import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useDeed } from '../../connection/use-deed.ts';
import { CopyText } from '../../parts/copy-text.tsx';
import { FailureNote } from '../../parts/failure-note.tsx';
import { saveText } from '../../parts/save-text.ts';
import { Section } from '../../parts/section.tsx';
import { wizardWords } from '../../words-wizard.ts';
import styles from './review.module.css';

type Format = 'md' | 'html';
const TYPES: Record<Format, string> = { md: 'text/markdown', html: 'text/html' };

interface Export {
  farmName: string;
  onRunbook: (format: Format) => Promise<string>;
}

/**
 * The runbook, to read here or to take away. It is shown as Markdown: the policy of this window lets no page stand
 * inside another, so that nothing can be framed.
 */
export function RunbookExport({ farmName, onRunbook }: Export) {
  const words = wizardWords.review;
  const [text, setText] = useState<string | null>(null);
  const [saved, setSaved] = useState<string | null>(null);
  const region = useRef<HTMLElement>(null);
  const preview = useDeed(async () => setText(await onRunbook('md')));
  const save = useDeed(async (format: Format) => {
    const file = words.fileName(fileNameOf(farmName), format);
    saveText(file, await onRunbook(format), TYPES[format]);
    setSaved(file);
  });
  useEffect(() => {
    if (text !== null) region.current?.focus();
  }, [text]);
  const failure = preview.failure ?? save.failure;
  return (
    <Section heading={words.runbook} aside={words.runbookExplain}>
      <div className={styles.runbook}>
        <div className={styles.tools}>
          <Button variant="default" loading={preview.busy} onClick={() => preview.start()}>
            {text === null ? words.preview : words.previewAgain}
          </Button>
          <Button variant="default" loading={save.busy} onClick={() => save.start('html')}>
            {words.saveHtml}
          </Button>
          <Button variant="default" loading={save.busy} onClick={() => save.start('md')}>
            {words.saveMd}
          </Button>
        </div>
        <p className={styles.soft} role="status">
          {saved === null ? '' : words.saved(saved)}
        </p>
        {failure === null ? null : <FailureNote failure={failure} />}
        {text === null ? null : (
          <>
            <div>
              <CopyText label={words.copy} done={words.copied} text={() => text} />
            </div>
            <section
              ref={region}
              className={styles.preview}
              aria-label={words.previewRegion}
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

/** The farm's name with only what every file system takes. */
function fileNameOf(name: string): string {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return plain === '' ? 'farm' : plain;
}
