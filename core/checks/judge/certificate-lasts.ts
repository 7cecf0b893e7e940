import { LEAST_CERTIFICATE_DAYS } from '../../model/certificate-days.ts';
import type { Subject } from '../../model/check.ts';
import { nodesOf } from '../../model/farm-parts.ts';
import { type Check, type Judgement, notPass, pass } from '../check.ts';
import { health } from '../looks/health.ts';
import { shownCertificates } from '../looks/shown-certificates.ts';

const DAY_MS = 86_400_000;

/** Whether the certificates that nodes and virtual services show are valid for a while yet. */
export const certificateLasts: Check = {
  id: 'certificate.lasts',
  title: `The certificate is valid for ${LEAST_CERTIFICATE_DAYS} days at least`,
  required: false,
  page: 'further-nodes',
  field: 'nodes',
  needs: [health, shownCertificates],
  judge: ({ farm }, seen) => {
    const nodes = nodesOf(farm).flatMap(({ name: node }) => {
      const looks = seen.health.filter((look) => look.node === node);
      return lasts(
        { node },
        looks.map(({ certificate }) => certificate?.validTo),
        `of ${node}`,
        'Renew the certificate, and install the new one on every node.',
      );
    });
    const services = farm.services.flatMap(({ name: service }) => {
      const shown = seen.shown.filter((one) => one.service === service);
      return lasts(
        { service },
        shown.map(({ certificate }) => certificate?.validTo),
        `that clients of ${service} are shown`,
        'Renew the certificate, and install the new one where clients connect.',
      );
    });
    return [...nodes, ...services];
  },
};

/** Judges the certificate that ends first. Where there is no TLS, or no answer, other checks say so. */
function lasts(subject: Subject, ends: (string | undefined)[], whose: string, remedy: string): Judgement[] {
  const times = ends.map((text) => Date.parse(text ?? '')).filter((time) => !Number.isNaN(time));
  if (times.length === 0) return [];
  const first = Math.min(...times);
  const days = Math.floor((first - Date.now()) / DAY_MS);
  const evidence = { validTo: new Date(first).toISOString(), days };
  if (days >= LEAST_CERTIFICATE_DAYS) return [pass(subject, evidence)];
  return [
    notPass('warning', subject, {
      cause: `The certificate ${whose} ends on ${evidence.validTo.slice(0, 16).replace('T', ' ')} UTC, ${days < 1 ? 'within a day' : `in ${days} days`}.`,
      remedy,
      evidence,
    }),
  ];
}
