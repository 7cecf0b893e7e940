import type { Result } from '../../core/model/result.ts';
import { readSentence, requestSentences } from '../../core/model/result-facts.ts';
import { Address } from '../parts/address.tsx';
import { Folded } from '../parts/folded.tsx';
import { Section } from '../parts/section.tsx';
import { Table } from '../parts/table.tsx';
import { WithAddresses } from '../parts/with-addresses.tsx';
import styles from './report.module.css';
import { reportWords } from './words.ts';

/** The requests that a result rests on, what was not tried, and what people handed in. */
export function RequestsSection({ result }: { result: Result }) {
  const words = reportWords;
  const sent = result.requests?.sent ?? [];
  return (
    <Section heading={words.requests}>
      <p>{requestSentences(result).join(' ')}</p>
      {sent.length === 0 ? null : (
        <Folded summary={words.requestsCaption}>
          <Table caption={words.requestsCaption} columns={[words.shape, words.sentFrom, words.requests]}>
            {sent.map(({ shape, sentFrom, requests }) => (
              <tr key={`${shape} ${sentFrom}`}>
                <th scope="row">{shape}</th>
                <td data-label={words.sentFrom}>
                  <Address>{sentFrom}</Address>
                </td>
                <td data-label={words.requests}>{requests}</td>
              </tr>
            ))}
          </Table>
        </Folded>
      )}
      <Listed heading={words.notTried} sentences={result.notTried} />
      <Listed heading={words.handedIn} sentences={result.readByPeople.map(readSentence)} />
    </Section>
  );
}

function Listed({ heading, sentences }: { heading: string; sentences: readonly string[] }) {
  if (sentences.length === 0) return null;
  return (
    <>
      <h3>{heading}</h3>
      <ul className={styles.sentences}>
        {sentences.map((sentence) => (
          <li key={sentence}>
            <WithAddresses>{sentence}</WithAddresses>
          </li>
        ))}
      </ul>
    </>
  );
}
