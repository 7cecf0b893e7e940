import { Checkbox } from '@mantine/core';
import type { FarmView } from '../../../core/api/farm-contract.ts';
import { nodesOf } from '../../../core/model/farm-parts.ts';
import styles from './people.module.css';
import type { People } from './use-people.ts';
import { peopleWords } from './words.ts';

/** What a proof may do besides reading, each asked by itself. Nothing where it needs no consent. */
export function ConsentChoice({ view, people }: { view: FarmView; people: People }) {
  if (view.disturbable || view.readOnly) return null;
  const { consent, allow } = people;
  const words = peopleWords.consent;
  const canDrill = nodesOf(view.farm).every(({ name }) => view.people[name] === undefined);
  return (
    <fieldset className={styles.consent}>
      <legend>{words.heading}</legend>
      <Checkbox
        label={words.auditEntries}
        description={words.auditEntriesHelp}
        checked={consent.auditEntries}
        onChange={(event) => allow({ auditEntries: event.currentTarget.checked })}
      />
      {canDrill ? (
        <Checkbox
          label={words.drill}
          description={words.drillHelp}
          checked={consent.drill}
          onChange={(event) => allow({ drill: event.currentTarget.checked })}
        />
      ) : (
        <p className={styles.soft}>{words.noDrill}</p>
      )}
    </fieldset>
  );
}
