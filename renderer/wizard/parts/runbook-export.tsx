import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { FarmView } from '../../../core/api/farm-contract.ts';
import { client } from '../../connection/client.ts';
import { desktop } from '../../connection/desktop.ts';
import { useDeed } from '../../connection/use-deed.ts';
import { CopyText } from '../../parts/copy-text.tsx';
import { FailureNote } from '../../parts/failure-note.tsx';
import { Section } from '../../parts/section.tsx';
import { wizardWords } from '../../words-wizard.ts';
import styles from './review.module.css';
import { type RunbookFormat, saveRunbook } from './save-runbook.ts';

/**
 * The runbook, to read here or to take away. It is shown as Markdown: the policy of this window lets no page stand
 * inside another, so that nothing can be framed.
 */
export function RunbookExport({ view }: { view: Pick<FarmView, 'id' | 'farm'> }) {
  const words = wizardWords.review;
  const [text, setText] = useState<string | null>(null);
  const [saved, setSaved] = useState<string | null>(null);
  const region = useRef<HTMLElement>(null);
  const preview = useDeed(async () => setText((await client.farm.runbook({ farm: view.id, format: 'md' })).text));
  const save = useDeed(async (format: RunbookFormat) => setSaved(await saveRunbook(view, format)));
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
          {desktop === null ? null : (
            <Button variant="default" loading={save.busy} onClick={() => save.start('pdf')}>
              {words.savePdf}
            </Button>
          )}
        </div>
        <p className={styles.soft} role="status">
          {saved}
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
