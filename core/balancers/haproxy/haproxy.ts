import type { Balancer } from '../../model/balancer.ts';
import { balancerHost } from '../../model/farm-parts.ts';
import { parseShowStat } from './parse-show-stat.ts';
import { renderConfiguration } from './render-configuration.ts';
import { readSetNodeAnswer, setNodeLine } from './set-node.ts';

/** HAProxy 2.6 or later, layer 7, TLS decrypted and encrypted again. */
export const haproxy: Balancer = {
  id: 'haproxy',
  name: 'HAProxy',
  consequence: 'Uses the HAProxy installed on this computer, with a separate configuration.',
  claims: ['practice', 'person'],
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
  status: (farm) => ({
    host: balancerHost(farm).name,
    reading: { kind: 'talk', socket: SOCKET, say: 'show stat', example: STAT_EXAMPLE },
    parse: parseShowStat,
  }),
  setNode: (farm, node, state) =>
    farm.services.map(({ name }) => ({
      host: balancerHost(farm).name,
      reading: { kind: 'talk', socket: SOCKET, say: setNodeLine(name, node, state), example: '\n' },
      parse: readSetNodeAnswer,
    })),
};

/** The runtime interface, in the folder of the balancer: `stats socket` of the configuration. */
const SOCKET = 'haproxy.sock';

const STAT_EXAMPLE = `# pxname,svname,status,check_status,check_code,check_duration,last_chk,check_desc,type,
web,node-01,UP,L7OK,200,1,OK,Layer7 check passed,2,
web,node-02,DOWN,L4CON,,0,Connection refused,Layer4 connection problem,2,
`;
