import { randomBytes } from 'node:crypto';
import { dirname } from 'node:path';
import { FarmError } from '../../model/errors.ts';
import { AUTHORITY_FILE, PRACTICE_BALANCER, PRACTICE_DATABASE } from '../../model/hosts.ts';
import type { Launch } from '../../processes/launch.ts';
import { PracticeAuthority } from './authority.ts';
import { Child } from './child.ts';
import { controlPath, hostFolder, makeFolder, removeFolder, sweepDeadWorlds } from './folder.ts';
import { plant } from './planting.ts';
import { PracticeHost, placeOf } from './practice-host.ts';
import type { WorldRequest } from './requests.ts';
import { startWaf } from './start-waf.ts';
import {
  ADMINISTRATOR,
  DATABASE_NAME,
  HOST_NAME,
  isSameNode,
  type Layout,
  type Topology,
  WAF_HOST,
} from './topology.ts';
import { WorldLog } from './world-log.ts';

const DATABASE_START_MS = 20_000;

/** The practice world: hosts with their files and services, the authority, and the one database process. */
export class World {
  readonly topology: Topology;
  /** Kept in memory only: here, at the wizard, and as a hash in the database process. */
  readonly administratorPassword: string;
  readonly #hosts: Map<string, PracticeHost>;
  readonly #makeHost: (name: string) => Promise<void>;
  readonly #database: Child;
  readonly #log: WorldLog;
  /** Faults planted since an action was last performed. */
  #planted: string[] = [];
  #gone: Promise<void> | null = null;

  private constructor(
    topology: Topology,
    password: string,
    { hosts, makeHost }: { hosts: Map<string, PracticeHost>; makeHost: (name: string) => Promise<void> },
    database: Child,
    log: WorldLog,
  ) {
    this.topology = topology;
    this.administratorPassword = password;
    this.#hosts = hosts;
    this.#makeHost = makeHost;
    this.#database = database;
    this.#log = log;
  }

  /**
   * @param create.folder where the world keeps its files; there is nothing yet
   * @param create.launch starts the database and the hosts' services
   * @throws FarmError `practice.folder-unusable`, `practice.stands-already`, `database.cannot-bind`,
   * `service.did-not-start`, `balancer.cannot-bind`
   */
  static async create(create: { layout: Layout; folder: string; launch: Launch }): Promise<World> {
    const { layout, folder } = create;
    await makeFolder(folder);
    try {
      await sweepDeadWorlds(dirname(folder));
      const authority = await PracticeAuthority.create();
      const log = new WorldLog(folder);
      const password = randomBytes(24).toString('base64url');
      const identity = await authority.issue([DATABASE_NAME]);
      const { child } = await Child.start({
        launch: create.launch,
        entry: 'database',
        cwd: hostFolder(folder, PRACTICE_DATABASE),
        message: { type: 'start', ...layout.database, administrator: ADMINISTRATOR, password, ...identity },
        limitMs: DATABASE_START_MS,
        onTold: ({ deed }) => deed !== undefined && log.appendDeed(PRACTICE_DATABASE, deed),
      });
      const topology: Topology = {
        ...layout,
        folder,
        control: controlPath(folder),
        pid: process.pid,
        hostName: HOST_NAME,
        authority: authority.certificate,
        database: { ...layout.database, hostName: DATABASE_NAME, administrator: ADMINISTRATOR },
      };
      const hosts = new Map<string, PracticeHost>();
      const makeHost = async (name: string) => {
        const place = { folder: hostFolder(folder, name), addresses: () => addressesOf(topology, name) };
        const host = new PracticeHost(name, place, create.launch, authority);
        await host.files.write(AUTHORITY_FILE, authority.certificate, false);
        hosts.set(name, host);
      };
      for (const name of hostNames(layout)) await makeHost(name);
      const waf = hosts.get(WAF_HOST);
      if (waf !== undefined) await startWaf(waf, topology);
      return new World(topology, password, { hosts, makeHost }, child, log);
    } catch (error) {
      removeFolder(folder);
      throw error;
    }
  }

  /** Answers one request of the control protocol; tear-down is the caller's. */
  async answer(request: Exclude<WorldRequest, { op: 'tearDown' }>): Promise<unknown> {
    switch (request.op) {
      case 'topology':
        return this.topology;
      case 'administratorPassword':
        return this.administratorPassword;
      case 'log':
        return this.#log.entries;
      case 'inspect':
        return await this.#host(request.host).inspect(request.action);
      case 'perform': {
        const { host, action } = request;
        // Running the plan again repairs faults, so they are not counted as planted any more.
        this.#planted = [];
        if (await this.#host(host).perform(action)) this.#log.append(host, action.kind, placeOf(action), action);
        return null;
      }
      case 'read':
        return await this.#host(request.host).read(request.reading);
      case 'service':
        await this.#host(request.host).setService(request.name, request.state);
        return null;
      case 'setNodes':
        await this.#setNodes(request.nodes);
        return this.topology;
      case 'plant': {
        const planted = await plant(request.faults, this.#planted, this.topology, (name) => this.#host(name), {
          log: this.#log,
          administratorPassword: this.administratorPassword,
        });
        this.#planted = planted.faults;
        return planted.pool;
      }
    }
  }

  /** Ends every process and removes the folder. Resolves when all are gone. */
  tearDown(): Promise<void> {
    this.#gone ??= this.#tearDown();
    return this.#gone;
  }

  async #tearDown(): Promise<void> {
    await Promise.all([...[...this.#hosts.values()].map((host) => host.services.stop()), this.#database.stop()]);
    removeFolder(this.topology.folder);
  }

  /**
   * Makes these the nodes of the world. Other nodes are removed with their files. New nodes contain only the authority's
   * certificate. A node with the same name at another address is a new node.
   */
  async #setNodes(nodes: Layout['nodes']): Promise<void> {
    const stays = (node: Layout['nodes'][number]) => nodes.some((other) => isSameNode(other, node));
    await Promise.all(this.topology.nodes.map((node) => (stays(node) ? null : this.#takeAway(node.name))));
    for (const { name } of nodes) if (!this.#hosts.has(name)) await this.#makeHost(name);
    this.topology.nodes = nodes;
  }

  async #takeAway(name: string): Promise<void> {
    const host = this.#host(name);
    this.#hosts.delete(name);
    await host.exclusively(() => host.services.stop());
    removeFolder(host.files.folder);
  }

  #host(name: string): PracticeHost {
    const host = this.#hosts.get(name);
    if (host !== undefined) return host;
    throw new FarmError({
      code: 'host.unknown',
      field: 'host',
      message: `This practice world has no host «${name}».`,
      remedy: `Choose one of ${[...this.#hosts.keys()].join(', ')}.`,
    });
  }
}

/** The addresses of a host. The virtual address is where clients come in: at the WAF, or at the balancer. */
function addressesOf({ database, balancer, waf, nodes }: Topology, name: string): string[] {
  switch (name) {
    case PRACTICE_DATABASE:
      return [database.address];
    case WAF_HOST:
      return waf === null ? [] : [waf.presentsAs];
    case PRACTICE_BALANCER:
      return [balancer.presentsAs, balancer.virtualAddress, ...(waf?.forwardedTo ?? []).map(({ address }) => address)];
    default:
      return nodes.flatMap((node) => (node.name === name ? [node.address] : []));
  }
}

function hostNames({ waf, nodes }: Layout): string[] {
  return [PRACTICE_DATABASE, PRACTICE_BALANCER, ...(waf === null ? [] : [WAF_HOST]), ...nodes.map((node) => node.name)];
}
