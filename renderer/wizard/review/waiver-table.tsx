import type { FarmView } from '../../../core/api/farm-contract.ts';
import { Section } from '../../parts/section.tsx';
import { StateWord } from '../../parts/state-word.tsx';
import { Table, Under } from '../../parts/table.tsx';
import { reportWords } from '../../report/words.ts';
import { today } from './readiness.ts';
import { reviewWords } from './words.ts';

/** All waivers of the farm. Nothing where there are none. */
export function WaiverTable({ view: { waivers, checks } }: { view: Pick<FarmView, 'waivers' | 'checks'> }) {
  if (waivers.length === 0) return null;
  const words = reviewWords;
  const titles = new Map(checks.map(({ id, title }) => [id, title]));
  const now = today();
  const expired = waivers.filter(({ until }) => until < now).length;
  return (
    <Section heading={words.waivers} aside={words.waiversAside(waivers.length - expired, expired)}>
      <Table caption={words.waiversCaption} columns={[words.check, words.who, words.why, words.until]}>
        {waivers
          .toSorted((one, other) => one.until.localeCompare(other.until))
          .map(({ check, subject, cause, who, why, until }) => (
            <tr key={`${check} ${subject.node} ${subject.service} ${cause}`}>
              <th scope="row">
                {titles.get(check) ?? check}
                <Under>{reportWords.subject(subject)}</Under>
                <Under>{cause ?? <StateWord kind="warning">{words.coversNothing}</StateWord>}</Under>
              </th>
              <td data-label={words.who}>{who}</td>
              <td data-label={words.why}>{why}</td>
              <td data-label={words.until}>
                {until < now ? <StateWord kind="warning">{`${until}, ${words.over}`}</StateWord> : until}
              </td>
            </tr>
          ))}
      </Table>
    </Section>
  );
}
