import type { Balancer } from '../../model/plug-ins.ts';
import { parseShowStat } from './parse-show-stat.ts';
import { renderConfiguration } from './render-configuration.ts';

/** HAProxy 2.6 or later, layer 7, TLS decrypted and encrypted again. */
export const haproxy: Balancer = {
  id: 'haproxy',
  name: 'HAProxy',
  consequence: 'The HAProxy that is installed on this computer, with a configuration of its own.',
  can: [
    'layer-7',
    'tls-re-encrypt',
    'header-policies',
    'https-health-check',
    'round-robin',
    'source-persistence',
    'drain',
    'status',
  ],
  program: 'haproxy',
  configurationPath: 'haproxy.cfg',
  certificateFiles: 'joined',
  render: renderConfiguration,
  parseStatus: parseShowStat,
};
