import { hostNameOf } from '../../model/farm-parts.ts';
import { answerTo } from '../asking/answer-to.ts';
import { exchange } from '../asking/exchange.ts';
import { inParallel } from '../asking/in-parallel.ts';
import { REQUEST_LIMIT_MS } from '../asking/send-token.ts';
import { listed } from '../listed.ts';
import type { Look } from '../look.ts';
import type { ShownCertificate } from '../observations.ts';
import type { Verification } from '../ports.ts';

/** The certificate that each virtual service with TLS shows to clients. */
export const shownCertificates: Look = {
  title: 'Looking at the certificates that clients are shown',
  effect: 'reads',
  needs: [],
  sends: (verification) => {
    const services = encrypted(verification).map(({ name }) => name);
    return services.length === 0
      ? []
      : [`One TLS handshake goes from ${verification.farm.clientAddresses[0]} to each of ${listed(services)}.`];
  },
  run: async (verification, seen, ports, signal) => {
    const { farm } = verification;
    const from = farm.clientAddresses[0] ?? farm.wizardAddress;
    seen.shown = await inParallel(encrypted(verification), 4, async (service): Promise<ShownCertificate> => {
      const way = { from, to: service, hostName: hostNameOf(farm, service), path: '/', limitMs: REQUEST_LIMIT_MS };
      const answer = await answerTo(() => exchange({ ...way, method: 'handshake' }, null, ports, signal), signal);
      return { service: service.name, certificate: answer.value?.certificate ?? null };
    });
  },
};

function encrypted({ farm }: Verification) {
  return farm.services.filter(({ kind }) => kind === 'https');
}
