import { useQueryClient } from '@tanstack/react-query';
import type { FarmView } from '../../../core/api/farm-contract.ts';
import type { Page } from '../../../core/model/plan.ts';
import { client } from '../../connection/client.ts';
import { farmView } from '../../connection/farm-questions.ts';
import { SecretsForm } from '../form/secrets-form.tsx';
import { ChangeLogin } from './change-login.tsx';

/** The secrets of a page: those it uses, and those without which nothing can be run. */
export function FarmSecrets({ view, page }: { view: FarmView; page: Page }) {
  const queries = useQueryClient();
  if (view.readOnly || view.state !== 'waiting') return null;
  const give = async (secrets: Record<string, string>) => {
    await client.farm.giveSecrets({ farm: view.id, secrets });
    const wanted = farmView(view.id);
    // An answer that is on its way was asked for before the secrets were given.
    await queries.cancelQueries({ queryKey: wanted.queryKey });
    return (await queries.fetchQuery({ ...wanted, staleTime: 0 })).secrets;
  };
  const shown = view.secrets.filter(
    ({ name, pages, tried }) => pages.includes(page) || tried === 'wrong' || view.missingSecrets.includes(name),
  );
  return (
    <>
      <SecretsForm secrets={shown} onGive={give} />
      {shown
        .filter(({ tried, setOn }) => tried === 'wrong' && setOn === page)
        .map(({ name, account }) => (
          <ChangeLogin key={name} farm={view.id} page={page} secret={name} account={account ?? name} />
        ))}
    </>
  );
}
