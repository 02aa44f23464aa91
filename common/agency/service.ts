import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { DisclosureTally } from '../access/disclosure';
import { loadAgreements } from '../access/load-agreements';
import type { Agreement } from '../access/agreement';
import { openDatabase } from '../database';
import { requirePrincipal } from '../graphql/authentication';
import { type RunningService, serve } from '../graphql/serve';
import { Loaders } from '../loaders';
import { type Log, openLog } from '../logger';
import { AgencyPerson, AgencyRelationship } from '../publishing/people';
import { PublishingTables1761955200000 } from '../publishing/publishing-tables';
import { type Clock, systemClock } from '../time';
import { pinnedKeys } from '../tokens/key-set';
import { ReplayCache } from '../tokens/replay-cache';
import { buildAgencySchema } from './agency-schema';
import type { AgencyConfig } from './config';
import type { AgencyDefinition } from './definition';
import type { KitContext } from './person-field';

export interface AgencyOptions {
  readonly log?: Log;
  readonly clock?: Clock;
  /** Told of each SQL statement a reader's request runs, for tests that count them. */
  readonly database?: (database: DataSource) => void;
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
  const database = await openDatabase({
    name: registered.name,
    url: config.databaseUrl,
    migratorUrl: config.migratorUrl,
    entities: [...new Set([AgencyPerson, AgencyRelationship, ...definition.kinds.map(({ entity }) => entity)])],
    migrations: [PublishingTables1761955200000, ...definition.migrations],
    log,
  });
  try {
    const hubKeys = pinnedKeys(config.hubJwksFile);
    const authentication = requirePrincipal({ keys: hubKeys, audience: registered.name, replay: new ReplayCache(), clock, log });
    const service = await serve<KitContext>({
      host: config.host,
      port: config.port,
      schema,
      log,
      authentication,
      contextFor: (principal) => {
        const at = clock();
        const disclosures = new DisclosureTally();
        return { registered, agreement, principal, database, loaders: new Loaders(), disclosures, hubKeys, now: () => at };
      },
      ready: () => database.query('select 1'),
      release: () => database.destroy(),
    });
    log.info('SERVICE_READY', { agency: registered.agency, version: agreement.version });
    return service;
  } catch (error) {
    await database.destroy();
    throw error;
  }
}

function agreementOf({ registered }: AgencyDefinition, { policyDir }: AgencyConfig): Agreement {
  const agreement = loadAgreements(join(policyDir, 'agreements'), [registered.agency]).get(registered.agency);
  if (agreement === undefined) throw new Error(`No agreement was read for ${registered.agency}`);
  return agreement;
}
