import { createServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import { FarmError } from '../model/errors.ts';
import type { Farm } from '../model/farm.ts';

/**
 * Refuses answers that send requests from an address that this computer does not have.
 * @throws FarmError `vantage.address-not-here` that names the answer
 */
export async function refuseOtherComputers({
  wizardAddress,
  clientAddresses,
}: Pick<Farm, 'wizardAddress' | 'clientAddresses'>): Promise<void> {
  const fields: [string, string][] = [
    ['wizardAddress', wizardAddress],
    ...clientAddresses.map((address, index): [string, string] => [`clientAddresses[${index}]`, address]),
  ];
  for (const [field, address] of fields) if (!(await isHere(address))) throw notHere(field, address);
}

/** Loopback addresses that no interface lists can be bound, too. */
function isHere(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ host: address, port: 0, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

function notHere(field: string, address: string): FarmError {
  const here = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ internal, address: own }) => !internal && !own.startsWith('fe80:'))
    .map(({ address: own }) => own);
  return new FarmError({
    code: 'vantage.address-not-here',
    field,
    message: `Requests are to be sent from ${address} (${field}), and this computer has no such address.`,
    remedy: `${here.length === 0 ? 'Add the address to a network interface' : `Use an address of this computer (${here.join(', ')})`}, or run Farmwright on the computer that has it.`,
  });
}
