import { useQuery } from '@tanstack/react-query';
import type { Result, SpoofAttempt } from '../../core/model/result.ts';
import { Folded } from '../parts/folded.tsx';
import { Section } from '../parts/section.tsx';
import { Shape, shapeOfVerdict } from '../parts/shape.tsx';
import { StateWord } from '../parts/state-word.tsx';
import { Table } from '../parts/table.tsx';
import { spoofRows } from './read-result.ts';
import styles from './report.module.css';
import { reportWords } from './words.ts';

/** All forged headers that were tried, with their outcomes. */
export function ForgedHeaders({ result, titleOf }: { result: Result; titleOf: (service: string) => string }) {
  const { services, rows } = spoofRows(result);
  const harmless = result.spoof.filter(({ verdict }) => verdict === 'pass').length;
  const worst = result.spoof.find(({ verdict }) => verdict !== 'pass')?.verdict ?? 'pass';
  const titles = useVariantTitles();
  if (rows.length === 0) return null;
  return (
    <Section heading={reportWords.spoof} aside={reportWords.spoofExplain}>
      <Folded
        summary={
          <>
            <Shape kind={shapeOfVerdict(worst)} size={16} /> {reportWords.spoofSummary(harmless, result.spoof.length)}
          </>
        }
      >
        <div className={styles.spoof}>
          <Table caption={reportWords.spoofCaption} columns={[reportWords.spoofVariant, ...services.map(titleOf)]}>
            {rows.map(({ variant, cells }) => (
              <tr key={variant}>
                <th scope="row">{titled(variant, titles)}</th>
                {cells.map(({ service, outcome, verdict }) => (
                  <td key={service} data-label={titleOf(service)}>
                    <StateWord kind={shapeOfVerdict(verdict)}>
                      {reportWords.spoofOutcome[outcome as SpoofAttempt['outcome']]}
                    </StateWord>
                  </td>
                ))}
              </tr>
            ))}
          </Table>
        </div>
      </Folded>
    </Section>
  );
}

/** The title of a variant, with the shape of the request in which it was sent: `every-header (POST)`. */
function titled(variant: string, titles: Map<string, string>): string {
  const [id = '', ...shape] = variant.split(' ');
  return [titles.get(id) ?? id, ...shape].join(' ');
}

/** The title of each variant, from the code that makes the headers. */
function useVariantTitles(): Map<string, string> {
  const { data } = useQuery({
    queryKey: ['spoof variants'],
    queryFn: async () => {
      const { spoofVariants } = await import('../../core/client-ip/spoof-variants.ts');
      return new Map(
        spoofVariants({ ipv4: '', ipv6: '', global: '', private: '', loopback: '' }).map(({ id, title }) => [
          id,
          title,
        ]),
      );
    },
    staleTime: Infinity,
  });
  return data ?? new Map();
}
