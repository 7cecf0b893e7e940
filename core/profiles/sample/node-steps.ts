import type { Action } from '../../model/action.ts';
import type { FarmHost } from '../../model/farm-host.ts';
import { healthPathOf, hostNameOf, placeOf, serviceNamed } from '../../model/farm-parts.ts';
import { SERVICE_ACCOUNT_PASSWORD } from '../../model/hosts.ts';
import type { Page, Step } from '../../model/plan.ts';
import type { PlanInputs } from '../../model/profile.ts';
import type { Reference } from '../../model/text.ts';
import { FILES } from './files.ts';
import { standInSettings } from './stand-in-settings.ts';

export const CERTIFICATE = 'certificate';
export const CERTIFICATE_KEY = 'certificateKey';
const KEY_RING = 'keyRing';
export const SERVICE = 'application';

/** Steps of the first node. They make what all nodes share: the certificate with its key, and the key ring. */
export function firstNodeSteps(inputs: PlanInputs, node: FarmHost): Step[] {
  const common = { page: 'first-node' as const, host: node.name, needs: [], confirm: [] };
  return [
    {
      ...common,
      id: 'first-node.certificate',
      title: `Certificate for ${inputs.farm.hostName}`,
      who: 'PKI',
      makes: [
        { name: CERTIFICATE, title: 'certificate', secret: false, reading: { kind: 'file', path: FILES.certificate } },
        {
          name: CERTIFICATE_KEY,
          title: 'certificate key',
          secret: true,
          reading: { kind: 'file', path: FILES.certificateKey },
        },
      ],
      apply: [
        {
          kind: 'certificate',
          title: `Certificate for ${inputs.farm.hostName}, issued by the farm’s authority`,
          names: [inputs.farm.hostName],
          certificatePath: FILES.certificate,
          keyPath: FILES.certificateKey,
        },
      ],
      expected: `The certificate names ${inputs.farm.hostName} and clients trust its issuer.`,
      ifNot: 'Check that the authority issues certificates for this name.',
      undo: { how: 'Revoke the certificate and remove both files.' },
    },
    {
      ...common,
      id: 'first-node.key-ring',
      title: 'Key ring for sign-in cookies',
      who: 'administrator',
      makes: [{ name: KEY_RING, title: 'key ring', secret: true, reading: { kind: 'file', path: FILES.keyRing } }],
      apply: [{ kind: 'key', title: 'A random key, made on the node', path: FILES.keyRing, bytes: 32 }],
      expected: 'The key ring is in a file that only its owner can read.',
      ifNot: 'Check that the node’s disk is writable.',
      undo: { none: 'all users would be signed out' },
    },
    installStep(inputs, node, 'first-node', []),
  ];
}

/** Steps of a further node. It gets the same service account, connection string, certificate and key ring. */
export function furtherNodeSteps(inputs: PlanInputs, node: FarmHost): Step[] {
  const shared: Action[] = [
    sharedFile('Certificate of the farm', FILES.certificate, reference(CERTIFICATE, 'certificate', false)),
    sharedFile('Key of the certificate', FILES.certificateKey, reference(CERTIFICATE_KEY, 'certificate key', true)),
    sharedFile('Key ring of the farm', FILES.keyRing, reference(KEY_RING, 'key ring', true)),
  ];
  return [installStep(inputs, node, 'further-nodes', shared)];
}

function installStep(inputs: PlanInputs, node: FarmHost, page: Page, shared: Action[]): Step {
  const { farm, profile } = inputs;
  return {
    id: `${page}.install.${node.name}`,
    title: `Install the application on ${node.name}`,
    page,
    who: 'administrator',
    host: node.name,
    needs: shared.length === 0 ? [] : [CERTIFICATE, CERTIFICATE_KEY, KEY_RING],
    makes: [],
    apply: [
      ...shared,
      {
        kind: 'file',
        title: 'Settings of this node',
        path: FILES.application,
        content: `${JSON.stringify(standInSettings(inputs, node), null, 2)}\n`,
        ownerOnly: false,
      },
      {
        kind: 'service',
        title: `The application runs as ${farm.serviceAccount}`,
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
        title: `${node.name} passes its health checks ${inARow(farm.settle.times)}`,
        health: profile.services.map((service) => ({
          ...placeOf(farm, node, service.name),
          hostName: hostNameOf(farm, serviceNamed(farm, service.name)),
          path: healthPathOf(farm, service),
        })),
        ...farm.settle,
      },
    ],
    expected: `${node.name} answers its health checks with status 200, ${inARow(farm.settle.times)}.`,
    ifNot: 'Check that the node reaches the database and that the service account can sign in there.',
    undo: { how: 'Stop the service and remove its files.' },
  };
}

function inARow(times: number): string {
  return times === 1 ? 'once' : `${times} times in a row`;
}

function reference(output: string, what: string, secret: boolean): Reference {
  return { output, label: `${what} from First node`, secret };
}

function sharedFile(title: string, path: string, content: Reference): Action {
  return { kind: 'file', title, path, content, ownerOnly: content.secret };
}
