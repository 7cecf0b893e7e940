/** Node port in the answers of a practice farm. Each practice node overrides it with its own ports. */
export const USUAL_NODE_PORT = 443;

type Fields = Record<string, unknown>;

/**
 * The answers of a farm in the form that is used now. Answers of the first form (version 0.1: `nodes` with address and
 * port, `hosts: practice | operator`, `database.host`, one `persistence`) are converted; all others are returned
 * unchanged. This function does not check the answers: the schema does that.
 */
export function inPresentForm(answers: unknown): unknown {
  if (!isFields(answers) || !Array.isArray(answers.nodes) || Array.isArray(answers.hosts)) return answers;
  const { nodes, hosts, persistence, ...rest } = answers;
  const practice = hosts === 'practice';
  const reach = practice ? { by: 'practice' } : { by: 'person', who: 'administrator' };
  const host = (name: unknown, role: string, address: unknown) => ({ name, role, addresses: [address], reach });
  const hops = fieldsIn(rest.hops);
  const services = fieldsIn(rest.services);
  const nodePort = practice ? USUAL_NODE_PORT : (fieldsIn(nodes)[0]?.port ?? USUAL_NODE_PORT);
  const { host: server, ...database } = isFields(rest.database) ? rest.database : {};
  const devices = practice ? hops.slice(0, -1) : [];
  return {
    ...rest,
    hosts: [
      ...fieldsIn(nodes).map(({ name, address, port, ...unknown }) => ({
        ...host(name, 'node', address),
        ...(port === nodePort ? {} : { ports: Object.fromEntries(services.map((one) => [String(one.name), port])) }),
        ...unknown,
      })),
      host('balancer', 'balancer', hops.at(-1)?.presentsAs),
      host('database', 'database', server),
      ...devices.map((hop) => host(hop.name, 'hop', hop.presentsAs)),
    ],
    database,
    services: services.map((service) => ({
      kind: 'https',
      tls: 're-encrypt',
      nodePort,
      ...(persistence === undefined ? {} : { persistence }),
      ...service,
    })),
    hops: hops.map((hop) => ({ ...hop, presentsAs: [hop.presentsAs] })),
  };
}

/** The body of an event with the type name used now: `finding.accepted` became `waiver.added`. */
export function eventInPresentForm(body: unknown): unknown {
  return isFields(body) && body.type === 'finding.accepted' ? { ...body, type: 'waiver.added' } : body;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function fieldsIn(value: unknown): Fields[] {
  return Array.isArray(value) ? value.filter(isFields) : [];
}
