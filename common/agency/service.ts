import { join } from 'node:path';
import { DisclosureTally } from '../access/disclosure';
import { loadAgreements } from '../access/load-agreements';
import type { Agreement } from '../access/agreement';
import { assertRetention } from '../retention/assert-retention';
import { noticeRouter } from '../notices/notice-router';
import { openDatabase } from '../database';
import { requirePrincipal } from '../graphql/authentication';
import { type RunningService, serve } from '../graphql/serve';
import { Loaders } from '../loaders';
import { type Log, openLog } from '../logger';
import { AgencyPerson, AgencyRelationship } from '../publishing/people';
import { HistoryIndexes1795399200000 } from '../publishing/history-indexes';
import { type Publishing, startPublishing } from '../publishing/publishing';
import { PUBLISHING_MIGRATIONS } from '../publishing/migrations';
import { type Clock, systemClock } from '../time';
import { pinnedKeys } from '../tokens/key-set';
import { loadOrCreateSigningKey } from '../tokens/keys';
import { ReplayCache } from '../tokens/replay-cache';
import { buildAgencySchema } from './agency-schema';
import type { AgencyConfig } from './config';
import { daily } from './daily';
import type { AgencyDefinition } from './definition';
import type { KitContext } from './person-field';

export interface AgencyOptions {
  readonly log?: Log;
  readonly clock?: Clock;
}

/**
 * Starts one agency's subgraph: agreement and schema first, so that a gap between them stops the start before anything is
 * opened; then the database with its migrations; then HTTP.
 *
 * @throws InvalidPolicy naming each field without a category, and each category line without a field.
 */
export async function startAgency(
  definition: AgencyDefinition,
  config: AgencyConfig,
  options: AgencyOptions = {},
): Promise<RunningService> {
  const { registered } = definition;
  const log = options.log ?? openLog(registered.name);
  const clock = options.clock ?? systemClock;
  const agreement = agreementOf(definition, config);
  const { schema } = await buildAgencySchema(definition, agreement);
  assertRetention(definition, agreement);
  const database = await openDatabase({
    name: registered.name,
    url: config.databaseUrl,
    migratorUrl: config.migratorUrl,
    entities: [...new Set([AgencyPerson, AgencyRelationship, ...definition.kinds.map(({ entity }) => entity)])],
    migrations: [...PUBLISHING_MIGRATIONS, ...definition.migrations, HistoryIndexes1795399200000],
    log,
  });
  const closers: (() => Promise<void>)[] = [() => database.destroy()];
  const release = async () => {
    for (const close of closers.reverse()) await close();
  };
  try {
    const hubKeys = pinnedKeys(config.hubJwksFile);
    const authentication = requirePrincipal({ keys: hubKeys, audience: registered.name, replay: new ReplayCache(), clock, log });
    const signingKey = await loadOrCreateSigningKey(config.signingKeyFile);
    const { spoolDir } = config;
    const publishing = await startPublishing({
      definition,
      agreement,
      database,
      spoolDir,
      signingKey,
      hubKeys,
      authentication,
      log,
      clock,
    });
    closers.push(() => publishing.stop());
    closers.push(daily(() => publishing.rederive(), clock, log));
    if (config.retentionDaily) closers.push(daily(() => retain(publishing, log), clock, log));
    const service = await serve<KitContext>({
      host: config.host,
      port: config.port,
      schema,
      log,
      authentication,
      contextFor: (principal) => {
        const at = clock();
        const disclosures = new DisclosureTally();
        return {
          ...{ registered, agreement, principal, database, disclosures, hubKeys },
          ...{ intake: publishing.intake, loaders: new Loaders(), now: () => at },
        };
      },
      mount: (app) => {
        app.use(publishing.router);
        app.use(noticeRouter({ agency: registered.name, database, hubKeys, log, clock }));
      },
      ready: () => database.query('select 1'),
      release,
    });
    log.info('SERVICE_READY', { agency: registered.agency, version: agreement.version });
    return service;
  } catch (error) {
    await release();
    throw error;
  }
}

async function retain(publishing: Publishing, log: Log): Promise<void> {
  const { kinds, total } = await publishing.retain();
  for (const { kind, category, rule, deleted: count } of kinds) {
    if (count > 0) log.info('RETENTION_DELETED', { kind, category, rule, count });
  }
  log.info('RETENTION_APPLIED', { count: total });
}

function agreementOf({ registered }: AgencyDefinition, { policyDir }: AgencyConfig): Agreement {
  const agreement = loadAgreements(join(policyDir, 'agreements'), [registered.agency]).get(registered.agency);
  if (agreement === undefined) throw new Error(`No agreement was read for ${registered.agency}`);
  return agreement;
}
