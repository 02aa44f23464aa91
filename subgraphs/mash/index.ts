import { join } from 'node:path';
import { loadAgreements } from '../../common/access/load-agreements';
import { loadPurposes } from '../../common/access/purposes';
import { HUB_CODE } from '../../common/access/vocabulary';
import { signNotice } from '../../common/notices/notice-token';
import { openDatabase } from '../../common/database';
import { identifying, requirePrincipal } from '../../common/graphql/authentication';
import { type RunningService, serve } from '../../common/graphql/serve';
import { LEDGER_SCOPE } from '../../common/ledger/custodian-router';
import { type Log, openLog } from '../../common/logger';
import { type Clock, londonDate, systemClock } from '../../common/time';
import { pinnedKeys } from '../../common/tokens/key-set';
import { loadOrCreateSigningKey } from '../../common/tokens/keys';
import { ReplayCache } from '../../common/tokens/replay-cache';
import { signService } from '../../common/tokens/service-token';
import { AGENCIES, HUB } from '../registry';
import type { HubConfig } from './access/config';
import { seedDevelopmentMembers } from './access/development-members';
import { type HubSetup, hubContext } from './access/hub-context';
import { Member } from './access/member.entity';
import { barredFor } from './access/own-ties';
import { SignInTokens } from './access/sign-in-tokens';
import { mountTokenRoute } from './access/token-route';
import { findWatchedPeople } from './cases/watched';
import type { HubContext } from './context';
import { startNoticeDelivery } from './emergency/deliver-notices';
import { mountAccessLogRoute } from './ledger/access-log-route';
import { startLedgerService } from './ledger/service';
import { HUB_MIGRATIONS } from './migrations';
import { buildHubSchema } from './schema';
import { mountEventsRoute } from './notices/events-route';
import { startSignalService } from './signals/service';
import { keepSources, runKeeper } from './threshold/kept/keeper';
import { loadThresholdPolicy } from './threshold/policy/threshold-policy';

export interface HubOptions {
  readonly log?: Log;
  readonly clock?: Clock;
}

/**
 * Starts the hub's own subgraph: policy and schema first, so that a gap between them stops the start before anything is
 * opened; then the database; then HTTP; then the agencies' feeds.
 */
export async function startHub(config: HubConfig, options: HubOptions = {}): Promise<RunningService> {
  const log = options.log ?? openLog(HUB.name);
  const clock = options.clock ?? systemClock;
  const agreements = loadAgreements(join(config.policyDir, 'agreements'), [HUB_CODE, ...AGENCIES.map(({ agency }) => agency)]);
  const purposes = loadPurposes(join(config.policyDir, 'purposes.yaml'));
  const names = AGENCIES.map(({ name }) => name);
  const thresholds = loadThresholdPolicy(config.policyDir, names, londonDate(clock()));
  const schema = await buildHubSchema(getOwn(agreements));
  const key = await loadOrCreateSigningKey(config.signingKeyFile);
  const ledgerKey = await loadOrCreateSigningKey(config.ledgerKeyFile);
  const database = await openDatabase({
    name: HUB.name,
    url: config.databaseUrl,
    migratorUrl: config.migratorUrl,
    entities: [Member],
    migrations: HUB_MIGRATIONS,
    log,
  });
  try {
    if (config.profile !== 'production')
      await seedDevelopmentMembers(
        database,
        config.issuers.map(({ issuer }) => issuer),
      );
    const notices = startNoticeDelivery({
      ...{ database, urls: config.agencyUrls, log, clock },
      sign: (agency, notice) => signNotice(key, agency, notice, clock()),
    });
    const keys = pinnedKeys(config.hubJwksFile);
    const tellCustodians = () => notices.deliver();
    const setup: HubSetup = { agreements, purposes, thresholds, database, key, keys, clock, tellCustodians };
    // Before anybody is shown an assessment: what it was made by is kept with it.
    await keepSources(setup);
    const service = await serveHub(config, setup, schema, log);
    const signals = startSignalService({
      database,
      urls: config.agencyUrls,
      keys: (agency) => pinnedKeys(join(config.agencyJwksDir, `${agency}.jwks.json`)),
      token: (agency) => signService(key, agency, 'feed', clock()),
      findSubjects: findWatchedPeople,
      log,
      now: clock,
    });
    const ledger = startLedgerService({
      database,
      key: ledgerKey,
      urls: config.agencyUrls,
      keys: (agency) => pinnedKeys(join(config.agencyJwksDir, `${agency}.jwks.json`)),
      token: (agency) => signService(key, agency, LEDGER_SCOPE, clock()),
      ...{ log, clock },
    });
    const keeper = runKeeper({ setup, log });
    log.info('SERVICE_READY', { agency: HUB_CODE, version: getOwn(agreements).version });
    return {
      ...service,
      close: async () => {
        await Promise.all([signals.stop(), notices.stop(), ledger.stop(), keeper.stop()]);
        await service.close();
      },
    };
  } catch (error) {
    await database.destroy();
    throw error;
  }
}

function serveHub(
  config: HubConfig,
  setup: HubSetup,
  schema: Parameters<typeof serve>[0]['schema'],
  log: Log,
): Promise<RunningService> {
  const { database, key, keys, clock } = setup;
  const replay = new ReplayCache();
  const gatewayKeys = pinnedKeys(config.gatewayJwksFile);
  const identify = identifying({ keys, audience: HUB.name, replay, clock, log });
  const authentication = requirePrincipal(identify);
  const signIns = new SignInTokens(config.issuers);
  return serve<HubContext>({
    host: config.host,
    port: config.port,
    schema,
    log,
    authentication,
    identify,
    contextFor: async (principal) => hubContext(setup, principal, { barred: await barredFor(principal.sub, database) }),
    // The hub's own disclosure log is the ledger itself, which the gateway has written next.
    keepDisclosures: async () => undefined,
    mount: (app) => {
      mountTokenRoute(app, { signIns, database, key, gatewayKeys, replay, clock, log });
      mountEventsRoute(app, {
        ...{ authentication, database, clock, purposes: setup.purposes },
        agreement: getOwn(setup.agreements),
      });
      mountAccessLogRoute(app, { authentication, gatewayKeys, database, clock });
    },
    ready: () => database.query('select 1'),
    release: () => database.destroy(),
  });
}

function getOwn<T>(agreements: ReadonlyMap<string, T>): T {
  const own = agreements.get(HUB_CODE);
  if (own === undefined) throw new Error('The hub has no agreement of its own');
  return own;
}
