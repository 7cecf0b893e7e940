import { quoted } from '../asking/said-in.ts';
import { type Check, notPass, pass } from '../check.ts';
import { health } from '../looks/health.ts';
import { hasPassed } from '../observations.ts';

/** Whether each node answers each health check when asked directly: with exactly 200, or with a connection where that is enough. */
export const healthNode: Check = {
  id: 'health.node',
  title: 'The node is healthy',
  required: true,
  page: 'further-nodes',
  field: 'nodes',
  needs: [health],
  judge: (_verification, seen) =>
    seen.health.map((look) => {
      const { node, service, status, error, said } = look;
      const subject = { node, service };
      const connection = look.connected === true ? { connected: true } : {};
      const evidence = { status, ...connection, error: error?.message ?? null };
      if (hasPassed(look)) return pass(subject, evidence);
      if (error?.code === 'vantage.address-not-here')
        return notPass('could not run', subject, {
          cause: `The health check of ${service} was not sent to ${node}: ${error.message}`,
          remedy: error.remedy,
          evidence,
        });
      return notPass('fail', subject, {
        cause:
          error === null
            ? `${node} answered ${status} to the health check of ${service}${quoted(said)}; only 200 is healthy.`
            : `${node} did not answer the health check of ${service}: ${error.message}`,
        remedy: error?.remedy ?? `Look at the application’s log on ${node}.`,
        evidence,
      });
    }),
};
