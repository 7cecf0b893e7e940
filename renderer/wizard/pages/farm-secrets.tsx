import { useQueryClient } from '@tanstack/react-query';
import type { FarmView } from '../../../core/api/farm-contract.ts';
import { client } from '../../connection/client.ts';
import { farmView } from '../../connection/farm-questions.ts';
import { SecretsForm } from '../form/secrets-form.tsx';

/** The secrets a run of this farm needs. Nothing where none is missing, or nothing can be run from here. */
export function FarmSecrets({ view }: { view: FarmView }) {
  const queries = useQueryClient();
  if (view.readOnly) return null;
  const give = async (secrets: Record<string, string>) => {
    await client.farm.giveSecrets({ farm: view.id, secrets });
    await queries.invalidateQueries(farmView(view.id));
  };
  return <SecretsForm missing={view.missingSecrets} onGive={give} />;
}
