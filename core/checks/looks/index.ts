import type { Look } from '../look.ts';
import { balancerFile } from './balancer-file.ts';
import { bypass } from './bypass.ts';
import { closing } from './closing.ts';
import { direct } from './direct.ts';
import { drill } from './drill.ts';
import { entrances } from './entrances.ts';
import { facts } from './facts.ts';
import { forged } from './forged.ts';
import { health } from './health.ts';
import { lastRequests } from './last-requests.ts';
import { moreRequests } from './more-requests.ts';
import { planned } from './planned.ts';
import { pool } from './pool.ts';
import { requests } from './requests.ts';
import { settings } from './settings.ts';
import { shapes } from './shapes.ts';
import { shownCertificates } from './shown-certificates.ts';
import { signIn } from './sign-in.ts';

/** Every look there is, in the order in which they run. */
export const LOOKS: readonly Look[] = [
  health,
  shownCertificates,
  facts,
  settings,
  balancerFile,
  planned,
  pool,
  // The node that it restarts is looked at afterwards like every other one.
  drill,
  requests,
  shapes,
  moreRequests,
  forged,
  direct,
  bypass,
  signIn,
  entrances,
  lastRequests,
  closing,
];
