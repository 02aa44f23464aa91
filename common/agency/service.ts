import { join } from 'node:path';
import type { Router } from 'express';
import type { DataSource } from 'typeorm';
import { DisclosureTally } from '../access/disclosure';
import { loadAgreements } from '../access/load-agreements';
import type { Agreement } from '../access/agreement';
import { assertRetention } from '../retention/assert-retention';
import { noticeRouter } from '../notices/notice-router';
import { openDatabase } from '../database';
import { identifying, requirePrincipal } from '../graphql/authentication';
import { type HubCallOptions, requireHub } from '../graphql/require-hub';
import { type RunningService, serve } from '../graphql/serve';
import { custodianRouter, LEDGER_SCOPE } from '../ledger/custodian-router';
import { DisclosureLog } from '../ledger/disclosure-log';
import { CheckpointKeeper } from '../ledger/kept-checkpoints';
import { Loaders } from '../loaders';
import { type Log, openLog } from '../logger';
import { AgencyPerson, AgencyRelationship } from '../publishing/people';
import { HistoryIndexes1795399200000 } from '../publishing/history-indexes';
import { type Publishing, startPublishing } from '../publishing/publishing';
import { PUBLISHING_MIGRATIONS } from '../publishing/migrations';
import { type Clock, systemClock } from '../time';
import { type KeySet, pinnedKeys } from '../tokens/key-set';
import { loadOrCreateSigningKey, type SigningKey } from '../tokens/keys';
import { ReplayCache } from '../tokens/replay-cache';
import { buildAgencySchema } from './agency-schema';
import type { AgencyConfig } from './config';
import { daily } from './daily';
import { assertReadable } from './entity-reader';
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
  const entities = [...new Set([AgencyPerson, AgencyRelationship, ...definition.kinds.map(({ entity }) => entity)])];
  const database = await openDatabase({
    name: registered.name,
    url: config.databaseUrl,
    migratorUrl: config.migratorUrl,
    entities,
    migrations: [...PUBLISHING_MIGRATIONS, ...definition.migrations, HistoryIndexes1795399200000],
    log,
  });
  const closers: (() => Promise<void>)[] = [() => database.destroy()];
  const release = async () => {
    for (const close of closers.reverse()) await close();
  };
  try {
    assertReadable(database, entities);
    const hubKeys = pinnedKeys(config.hubJwksFile);
    const identify = identifying({ keys: hubKeys, audience: registered.name, replay: new ReplayCache(), clock, log });
    const authentication = requirePrincipal(identify);
    const signingKey = await loadOrCreateSigningKey(config.signingKeyFile);
    const { spoolDir } = config;
    const disclosures = new DisclosureLog(database);
    const custodian = custodianOf(definition, config, { database, disclosures, signingKey, hubKeys, clock, log });
    const publishing = await startPublishing({
      definition,
      agreement,
      database,
      spoolDir,
      signingKey,
      hubKeys,
      authentication,
      disclosures,
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
      identify,
      contextFor: (principal) => {
        const at = clock();
        const tally = new DisclosureTally(agreement.version);
        return {
          ...{ registered, agreement, principal, database, disclosures: tally, hubKeys },
          ...{ intake: publishing.intake, loaders: new Loaders(), now: () => at },
        };
      },
      keepDisclosures: ({ principal, disclosures: tally, now }) => disclosures.keep(principal, tally.owned(), now()),
      mount: (app) => {
        app.use(publishing.router).use(custodian);
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

interface CustodianParts extends Omit<HubCallOptions, 'keys' | 'audience'> {
  readonly database: DataSource;
  readonly disclosures: DisclosureLog;
  readonly signingKey: SigningKey;
  readonly hubKeys: KeySet;
}

/** What this agency does for the ledger: cosigns its checkpoints, and tells what it disclosed itself. */
function custodianOf({ registered: { name } }: AgencyDefinition, config: AgencyConfig, parts: CustodianParts): Router {
  const { database, disclosures, signingKey: key, hubKeys, clock, log } = parts;
  const ledgerKeys = pinnedKeys(config.ledgerJwksFile);
  const keeper = new CheckpointKeeper({ custodian: name, database, key, ledgerKeys, clock });
  const service = requireHub(LEDGER_SCOPE, { keys: hubKeys, audience: name, clock, log });
  return custodianRouter({ keeper, disclosures, service, log });
}

function agreementOf({ registered }: AgencyDefinition, { policyDir }: AgencyConfig): Agreement {
  const agreement = loadAgreements(join(policyDir, 'agreements'), [registered.agency]).get(registered.agency);
  if (agreement === undefined) throw new Error(`No agreement was read for ${registered.agency}`);
  return agreement;
}
