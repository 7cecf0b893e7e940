import type { Action } from '../model/action.ts';
import type { BalancerModel } from '../model/balancer.ts';
import type { Farm } from '../model/farm.ts';
import { hostsIn } from '../model/farm-parts.ts';
import type { Step } from '../model/plan.ts';
import type { PlanInputs } from '../model/profile.ts';
import type { Reference } from '../model/text.ts';
import { balancerModel } from './balancer-model.ts';

/**
 * The steps of the balancer, the same for every product: certificate, configuration, service, and health checks through
 * it.
 */
export function balancerSteps(inputs: PlanInputs): Step[] {
  const units = hostsIn(inputs.farm, 'balancer');
  return units.flatMap(({ name }, unit) => {
    const [id, where] = units.length === 1 ? ['balancer.configure', ''] : [`balancer.configure.${name}`, ` on ${name}`];
    return unitSteps(inputs, { id, title: `Configure ${inputs.balancer.name}${where}`, host: name }, unit);
  });
}

function unitSteps(inputs: PlanInputs, step: Pick<Step, 'id' | 'title' | 'host'>, unit: number): Step[] {
  const { balancer, farm } = inputs;
  const model = balancerModel(inputs, unit);
  const certificate = certificateFiles(inputs, model);
  return [
    {
      ...step,
      page: 'load-balancer',
      who: 'network',
      needs: Object.values(inputs.profile.certificateOutputs),
      makes: [],
      apply: [
        ...certificate,
        configurationFile(inputs, unit),
        {
          kind: 'accept',
          title: `${balancer.name} accepts the configuration`,
          program: balancer.program,
          path: balancer.configurationPath,
        },
        {
          kind: 'service',
          title: `${balancer.name} runs with it`,
          name: 'balancer',
          program: balancer.program,
          account: 'balancer',
          password: null,
          reads: [balancer.configurationPath, ...certificate.map((file) => file.path)],
        },
      ],
      confirm: [
        {
          kind: 'wait',
          title: 'Each virtual service passes its health check',
          health: model.services.flatMap(({ name, hostName, health }) =>
            health === 'connect' ? [] : [{ ...entranceOf(farm, name), hostName, path: health.path }],
          ),
          ...farm.settle,
        },
      ],
      expected: `${balancer.name} listens on ${model.services.map((service) => `${service.address} port ${service.port}`).join(' and ')}.`,
      ifNot: 'Check that no other program uses the address and port, and that the nodes are healthy.',
      undo: { how: `Stop ${balancer.name} and remove ${balancer.configurationPath}.` },
    },
  ];
}

/** The configuration file of the balancer; for a pair, of one unit. */
export function configurationFile(inputs: PlanInputs, unit = 0): Extract<Action, { kind: 'file' }> {
  return {
    kind: 'file',
    title: `Configuration of ${inputs.balancer.name}`,
    path: inputs.balancer.configurationPath,
    content: inputs.balancer.render(balancerModel(inputs, unit)),
    ownerOnly: false,
  };
}

/** The address that clients use for a virtual service: that of the outermost hop. */
function entranceOf(farm: Farm, name: string): { address: string; port: number } {
  const service = farm.services.find((candidate) => candidate.name === name);
  if (service === undefined) throw new Error(`the farm has no service ${name}`);
  return { address: service.address, port: service.port };
}

function certificateFiles(inputs: PlanInputs, model: BalancerModel): Extract<Action, { kind: 'file' }>[] {
  const { certificate, key } = inputs.profile.certificateOutputs;
  const certificateText: Reference = { output: certificate, label: 'certificate from First node', secret: false };
  const keyText: Reference = { output: key, label: 'certificate key from First node', secret: true };
  if (inputs.balancer.certificateFiles === 'joined')
    return [
      {
        kind: 'file',
        title: 'Certificate of the farm, with its key',
        path: model.files.certificateAndKey,
        content: { parts: [certificateText, '\n', keyText] },
        ownerOnly: true,
      },
    ];
  return [
    {
      kind: 'file',
      title: 'Certificate of the farm',
      path: model.files.certificate,
      content: certificateText,
      ownerOnly: false,
    },
    { kind: 'file', title: 'Key of the certificate', path: model.files.key, content: keyText, ownerOnly: true },
  ];
}
