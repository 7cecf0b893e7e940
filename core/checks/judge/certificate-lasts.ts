import { LEAST_CERTIFICATE_DAYS } from '../../model/certificate-days.ts';
import { nodesOf } from '../../model/farm-parts.ts';
import { type Check, notPass, pass } from '../check.ts';
import { health } from '../looks/health.ts';

const DAY_MS = 86_400_000;

/** Whether the certificate of each node is valid for a while yet. */
export const certificateLasts: Check = {
  id: 'certificate.lasts',
  title: `The certificate is valid for ${LEAST_CERTIFICATE_DAYS} days at least`,
  required: false,
  page: 'further-nodes',
  field: 'nodes',
  needs: [health],
  judge: ({ farm }, seen) =>
    nodesOf(farm).flatMap(({ name: node }) => {
      const certificate = seen.health.find((look) => look.node === node && look.certificate !== null)?.certificate;
      const ends = Date.parse(certificate?.validTo ?? '');
      // A node without TLS, or one that did not answer, has other checks.
      if (certificate === undefined || certificate === null || Number.isNaN(ends)) return [];
      const days = Math.floor((ends - Date.now()) / DAY_MS);
      const evidence = { validTo: new Date(ends).toISOString(), days };
      if (days >= LEAST_CERTIFICATE_DAYS) return [pass({ node }, evidence)];
      return [
        notPass(
          'warning',
          { node },
          {
            cause: `The certificate of ${node} ends on ${evidence.validTo.slice(0, 16).replace('T', ' ')} UTC, in ${days} days.`,
            remedy: 'Renew the certificate, and install the new one on every node.',
            evidence,
          },
        ),
      ];
    }),
};
