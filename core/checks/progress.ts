import { LOOKS, type Look } from './check.ts';
import { LOSS_DRILL } from './judge/loss-drill.ts';
import type { Verification, VerifyPorts } from './ports.ts';

const LOOK_TITLES: Record<Look, string> = {
  health: 'Asking every node for its health',
  settings: 'Reading back what nodes and balancer say of themselves',
  requests: 'Following requests from the client to the audit record',
  forged: 'Sending forged headers',
  around: 'Going around the balancer, and signing in',
  drill: 'Stopping a node, and counting what is lost',
};

/** The looks of a verification, in order. A node is stopped only with consent, and only where the profile asks for it. */
export function looksOf({ profile }: Verification, { consent }: Pick<VerifyPorts, 'consent'>): Look[] {
  const drills = consent.drill && profile.checks.some(({ check }) => check === LOSS_DRILL);
  return LOOKS.filter((look) => look !== 'drill' || drills);
}

/** Tells how far the verification is. @param sentence what it does just now; the look's title where it only begins */
export function recordProgress(
  look: Look,
  verification: Verification,
  ports: VerifyPorts,
  told: { sentence?: string; host?: string | null; technical?: string } = {},
): void {
  const looks = looksOf(verification, ports);
  const { sentence = `${LOOK_TITLES[look]}.`, host = null, technical } = told;
  ports.record({
    host,
    page: 'verify',
    sentence,
    ...(technical === undefined ? {} : { technical }),
    body: { type: 'verify.progress', stage: LOOK_TITLES[look], done: looks.indexOf(look), of: looks.length },
  });
}

/** Says that a node is disturbed, before it is, or that it is so no longer, afterwards: who resumes knows what is left. */
export function recordDisturbance(
  deed: 'drained' | 'stopped',
  node: string,
  ports: VerifyPorts,
  told: { over: boolean; sentence: string },
): void {
  const { over, sentence } = told;
  ports.record({ host: node, page: 'verify', sentence, body: { type: 'disturbance', deed, node, over } });
}
