import type { FarmHost } from '../../../core/model/farm-host.ts';
import { balancerHop, healthPathOf, hostNameOf, placeOf, serviceNamed } from '../../../core/model/farm-parts.ts';
import { SERVICE_ACCOUNT_PASSWORD } from '../../../core/model/hosts.ts';
import type { Output, Page, Step } from '../../../core/model/plan.ts';
import type { PlanInputs } from '../../../core/model/profile.ts';
import { LOG_LINE } from './audit.ts';
import { LOG, TRUST } from './requests.ts';
import { settingsOf } from './settings.ts';

export const SERVICE = 'gateway';
export const CERTIFICATE = 'certificate';
export const CERTIFICATE_KEY = 'certificateKey';
const FILES = { application: 'application.json', certificate: 'certificate.pem', key: 'certificate-key.pem' };

export function firstNodeSteps(inputs: PlanInputs, node: FarmHost): Step[] {
  const output = (name: string, title: string, path: string, secret: boolean): Output => {
    return { name, title, secret, reading: { kind: 'file', path } };
  };
  const { hostName } = inputs.farm;
  return [
    {
      id: 'first-node.certificate',
      title: `Certificate for ${hostName}`,
      page: 'first-node',
      who: 'PKI',
      host: node.name,
      needs: [],
      makes: [
        output(CERTIFICATE, 'certificate', FILES.certificate, false),
        output(CERTIFICATE_KEY, 'certificate key', FILES.key, true),
      ],
      apply: [
        {
          kind: 'certificate',
          title: `Certificate for ${hostName}`,
          names: [hostName],
          certificatePath: FILES.certificate,
          keyPath: FILES.key,
        },
      ],
      confirm: [],
      expected: `The certificate names ${hostName}.`,
      ifNot: 'Check that the authority issues certificates for this name.',
      undo: { how: 'Remove both files.' },
    },
    installStep(inputs, node, 'first-node'),
  ];
}

export function furtherNodeSteps(inputs: PlanInputs, node: FarmHost): Step[] {
  const install = installStep(inputs, node, 'further-nodes');
  const shared = (path: string, output: string, label: string, secret: boolean): Step['apply'][number] => {
    return { kind: 'file', title: label, path, content: { output, label, secret }, ownerOnly: secret };
  };
  return [
    {
      ...install,
      needs: [CERTIFICATE, CERTIFICATE_KEY],
      apply: [
        shared(FILES.certificate, CERTIFICATE, 'certificate from First node', false),
        shared(FILES.key, CERTIFICATE_KEY, 'certificate key from First node', true),
        ...install.apply,
      ],
    },
  ];
}

function installStep(inputs: PlanInputs, node: FarmHost, page: Page): Step {
  const { farm, profile } = inputs;
  return {
    id: `${page}.install.${node.name}`,
    title: `Install the gateway on ${node.name}`,
    page,
    who: 'administrator',
    host: node.name,
    needs: [],
    makes: [],
    apply: [
      {
        kind: 'file',
        title: 'Settings of this node',
        path: FILES.application,
        content: `${JSON.stringify(standIn(inputs, node), null, 2)}\n`,
        ownerOnly: false,
      },
      {
        kind: 'service',
        title: `The gateway runs as ${farm.serviceAccount}`,
        name: SERVICE,
        program: 'practice-node',
        account: farm.serviceAccount,
        password: { secretName: SERVICE_ACCOUNT_PASSWORD, label: 'password of the service account', secret: true },
        reads: Object.values(FILES),
      },
    ],
    confirm: [
      {
        kind: 'wait',
        title: `${node.name} passes its health checks`,
        health: profile.services.map((service) => ({
          ...placeOf(farm, node, service.name),
          hostName: hostNameOf(farm, serviceNamed(farm, service.name)),
          path: healthPathOf(farm, service),
        })),
        ...farm.settle,
      },
    ],
    expected: `${node.name} takes connections on both of its ports.`,
    ifNot: 'See the log of the gateway.',
    undo: { how: 'Stop the service and remove its files.' },
  };
}

/** What the stand-in application of a practice node is told, so that it behaves like this gateway. */
function standIn({ farm, profile }: PlanInputs, node: FarmHost) {
  const { banner, portal } = settingsOf(farm);
  return {
    name: node.name,
    version: `4.2 ${portal}`,
    services: [
      { name: 'relay', kind: 'tcp', ...placeOf(farm, node, 'relay'), answer: { banner } },
      {
        name: 'portal',
        kind: 'https',
        ...placeOf(farm, node, 'portal'),
        health: { path: healthPathOf(farm, { name: 'portal', healthPath: '/status' }) },
        requests: [{ path: '/start', token: 'none' }],
      },
    ],
    admits: [...balancerHop(farm).presentsAs, farm.wizardAddress],
    clientIp: { engine: profile.clientIp.engine, setting: TRUST },
    settings: { form: 'file', file: 'settings.json' },
    audit: { form: 'text', file: LOG, line: LOG_LINE },
    facts: { edition: 'version', 'runs-as': 'account' },
  };
}
