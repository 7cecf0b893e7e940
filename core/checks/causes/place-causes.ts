import { NOT_TRANSLATED, translatedTo } from '../translated-to.ts';
import { vantageProblem } from '../vantage-problem.ts';
import { type Detector, toldBy } from './detector.ts';

/** A place to send from is part of the farm: whatever is seen from there proves little. */
export const placeIsOfTheFarm: Detector = {
  id: 'place-is-of-the-farm',
  page: 'verify',
  find: ({ verification, seen, open }) => {
    const { clientAddresses } = verification.farm;
    const own = open.find(({ id, verdict }) => id === 'vantage.untrusted' && verdict === 'fail');
    const isPart = (address: string) =>
      vantageProblem(verification, seen, address)?.startsWith('that is the address of') === true;
    if (own === undefined || !clientAddresses.some(isPart)) return null;
    return {
      ...toldBy(own),
      remedy: 'Send from an address that no part of the farm has.',
      explains: ({ id, causedBy }) => id === 'vantage.untrusted' || causedBy === 'vantage.untrusted',
    };
  },
};

/** Between the client and the first device its address becomes another one. */
export const clientIsTranslated: Detector = {
  id: 'client-is-translated',
  page: 'verify',
  find: ({ verification, seen, open }) => {
    const isIt = ({ id, verdict }: { id: string; verdict: string }) =>
      ['audit.client-ip', 'header.as-planned'].includes(id) && verdict === 'could not tell';
    if (!open.some(isIt)) return null;
    const [found] = verification.farm.clientAddresses.flatMap((client) => {
      const address = translatedTo(verification, seen, client);
      return address === null ? [] : [{ client, address }];
    });
    if (found === undefined) return null;
    return {
      title: `The client’s address is translated before the first device: every request from ${found.client} arrived as one from ${found.address}.`,
      remedy: NOT_TRANSLATED,
      explains: (outcome) => isIt(outcome) && outcome.causedBy !== 'vantage.untrusted',
    };
  },
};
