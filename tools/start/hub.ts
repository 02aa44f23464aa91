import { join } from 'node:path';
import { postgresAccount } from '../local-postgres/account';
import { type Cluster, startCluster } from '../local-postgres/cluster';
import { ensureDatabase } from '../local-postgres/databases';
import { clusterPlace } from '../local-postgres/place';
import { freePorts } from '../local-postgres/ports';
import { processIdentity } from '../local-postgres/processes';
import type { Profile } from '../../common/profile';
import { CannotStart } from '../local-postgres/cannot-start';
import { checkPorts, prepareDataFolder } from './checks';
import { type Service, type ServicePlan, startService } from './child';
import { privateFolder, repositoryRoot } from './files';
import { endLeftovers, liveLauncher, removeRun, writeRun } from './run-file';
import { ensureKeys, ensureSecrets, type KeyFiles } from './secrets';
import { databaseName, GATEWAY, LEDGER, type Layout, planServices, SIGN_IN, SUBGRAPHS } from './services';

export interface HubOptions {
  /** Data folder; created where missing. */
  readonly dataDir: string;
  /** The gateway's port; the development sign-in takes the next one. */
  readonly port: number;
  /** Development unless told. */
  readonly profile?: Profile;
  /** Told each step in a few words. */
  readonly progress?: (step: string) => void;
  /** Told of a service that ended though nobody stopped it. */
  readonly lost?: (service: Service, how: string) => void;
  /** The services to run; the hub's own unless told. */
  readonly plan?: (layout: Layout) => ServicePlan[];
}

/** A whole hub on this machine: PostgreSQL, the services, their keys and passwords. Start it once, then stop it. */
export class LocalHub {
  private readonly services: Service[] = [];
  private cluster: Cluster | undefined;
  private starting: Promise<void> | undefined;
  private stopping: Promise<void> | undefined;
  private lockedData = false;
  layout: Layout | undefined;

  constructor(private readonly options: HubOptions) {}

  get gatewayUrl(): string {
    return `http://127.0.0.1:${this.options.port}`;
  }

  get signInUrl(): string {
    return `http://127.0.0.1:${this.options.port + 1}`;
  }

  /** Name to process id, PostgreSQL's included. */
  get processes(): Record<string, number> {
    const named = Object.fromEntries(this.services.map((service) => [service.name, service.pid]));
    return this.cluster === undefined ? named : { postgres: this.cluster.pid, ...named };
  }

  /** True from the first call of `stop`. */
  get isStopping(): boolean {
    return this.stopping !== undefined;
  }

  /** Resolves when every service answers. On a failure, call `stop`: some may run already. */
  start(): Promise<void> {
    this.starting ??= this.startAll();
    return this.starting;
  }

  /** Ends the gateway first and the database last. Safe to call at any moment, more than once. */
  stop(): Promise<void> {
    this.stopping ??= this.stopAll();
    return this.stopping;
  }

  private async startAll(): Promise<void> {
    const { dataDir, port, profile = 'development', progress = () => undefined } = this.options;
    prepareDataFolder(dataDir);
    const other = liveLauncher(dataDir);
    if (other !== undefined) {
      throw new CannotStart(
        `mash-hub already runs on ${dataDir} (process ${other}). Stop it first, or set MASH_DATA to another folder.`,
      );
    }
    endLeftovers(dataDir);
    await checkPorts(port, port + 1);
    this.lockedData = true;
    this.record();

    progress('PostgreSQL');
    const roles = SUBGRAPHS.flatMap((name) => [`${databaseName(name)}_migrator`, `${databaseName(name)}_app`]);
    const secrets = ensureSecrets(dataDir, roles);
    const place = await clusterPlace(dataDir, postgresAccount());
    this.cluster = await startCluster({ place, password: secrets.admin, durable: true });
    this.goOn();
    const { adminUrl } = this.cluster;
    await Promise.all(
      SUBGRAPHS.map(databaseName).map((name) =>
        ensureDatabase(adminUrl, {
          name,
          migratorPassword: secrets.roles[`${name}_migrator`] as string,
          appPassword: secrets.roles[`${name}_app`] as string,
        }),
      ),
    );
    this.goOn();

    progress('services');
    const free = await freePorts(SUBGRAPHS.length);
    const ports = {
      ...Object.fromEntries(SUBGRAPHS.map((name, at) => [name, free[at] as number])),
      [GATEWAY]: port,
      [SIGN_IN]: port + 1,
    };
    this.layout = { root: repositoryRoot(), data: dataDir, profile, adminUrl, secrets, ports, keys: await this.keys() };
    await this.startServices(this.layout);
  }

  private async startServices(layout: Layout): Promise<void> {
    const logs = privateFolder(layout.data, 'logs');
    const tether = join(layout.root, 'dist', 'tools', 'start', 'tether.js');
    this.goOn();
    for (const plan of (this.options.plan ?? planServices)(layout)) {
      const service = startService(plan, join(logs, `${plan.name}.log`), tether);
      this.services.push(service);
    }
    this.record();
    await Promise.all(this.services.map((service) => service.ready()));
    this.goOn();
    for (const service of this.services) {
      void service.ended.then((how) => this.stopping ?? this.options.lost?.(service, how));
    }
  }

  private async keys(): Promise<Record<string, KeyFiles>> {
    const keys: Record<string, KeyFiles> = {};
    for (const name of [...SUBGRAPHS, GATEWAY, SIGN_IN, LEDGER]) {
      const group = SUBGRAPHS.includes(name) && name !== 'mash' ? 'agencies' : 'hub';
      keys[name] = await ensureKeys(this.options.dataDir, group, name);
    }
    return keys;
  }

  private record(): void {
    writeRun(this.options.dataDir, {
      gatewayUrl: this.gatewayUrl,
      signInUrl: this.signInUrl,
      personaSecret: this.layout?.secrets.persona ?? '',
      launcher: { pid: process.pid, identity: processIdentity(process.pid) ?? '' },
      processes: Object.fromEntries(this.services.map(({ name, pid, identity }) => [name, { pid, identity }])),
    });
  }

  /** Stopped while starting: nothing more is started. */
  private goOn(): void {
    if (this.stopping !== undefined) {
      throw new CannotStart('Stopped before everything had started.');
    }
  }

  private async stopAll(): Promise<void> {
    await this.stopStarted();
    // A start that was under way notices, but may have started one more thing first.
    await this.starting?.catch(() => undefined);
    await this.stopStarted();
    if (this.lockedData) {
      removeRun(this.options.dataDir);
    }
  }

  private async stopStarted(): Promise<void> {
    const gateway = this.services.filter((service) => service.name === GATEWAY);
    await Promise.all(gateway.map((service) => service.stop()));
    await Promise.all(this.services.map((service) => service.stop()));
    await this.cluster?.stop();
  }
}
