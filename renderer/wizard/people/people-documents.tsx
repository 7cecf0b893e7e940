import { Button } from '@mantine/core';
import { useState } from 'react';
import type { FarmView } from '../../../core/api/farm-contract.ts';
import { client } from '../../connection/client.ts';
import { savedSentence, saveText } from '../../connection/save-text.ts';
import { useDeed } from '../../connection/use-deed.ts';
import { FailureNote } from '../../parts/failure-note.tsx';
import { fileNameOf } from '../../parts/file-name.ts';
import { Folded } from '../../parts/folded.tsx';
import styles from './people.module.css';
import { TakeInForm } from './take-in-form.tsx';
import type { People } from './use-people.ts';
import { peopleWords } from './words.ts';

const FORMATS = ['md', 'html'] as const;
const TYPES = { md: 'text/markdown', html: 'text/html' };

interface Documents {
  view: FarmView;
  people: People;
  /** Who is waited for, each once. */
  who: readonly string[];
}

/** All that one person is asked for as a document to send, and the way back for the answers. */
export function PeopleDocuments({ view, people, who }: Documents) {
  const words = peopleWords;
  const [saved, setSaved] = useState<string | null>(null);
  const save = useDeed(async (name: string, format: (typeof FORMATS)[number]) => {
    const { text } = await client.people.pack({ farm: view.id, who: name, format });
    const file = words.fileName(fileNameOf(view.farm.name, 'farm'), fileNameOf(name, 'person'), format);
    const place = await saveText(file, text, TYPES[format]);
    setSaved(place === null ? null : savedSentence(place));
  });
  return (
    <Folded late summary={words.documents}>
      <div className={styles.documents}>
        <p className={styles.soft}>{words.documentsExplain}</p>
        <ul className={styles.rows}>
          {who.map((name) => (
            <li key={name} className={styles.row}>
              <span>{name}</span>
              {FORMATS.map((format) => (
                <Button
                  key={format}
                  variant="default"
                  size="xs"
                  loading={save.busy}
                  aria-label={words.saveFor(words.save[format], name)}
                  onClick={() => save.start(name, format)}
                >
                  {words.save[format]}
                </Button>
              ))}
            </li>
          ))}
        </ul>
        <p className={styles.soft} role="status">
          {saved}
        </p>
        {save.failure === null ? null : <FailureNote failure={save.failure} />}
        {view.readOnly ? null : <TakeInForm view={view} people={people} />}
      </div>
    </Folded>
  );
}
