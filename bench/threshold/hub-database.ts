import type { DataSource } from 'typeorm';
import { loadAgreements } from '../../common/access/load-agreements';
import { loadPurposes } from '../../common/access/purposes';
import { openDatabase } from '../../common/database';
import { openLog } from '../../common/logger';
import { keySetOf } from '../../common/tokens/key-set';
import { createSigningKey } from '../../common/tokens/keys';
import type { HubSetup } from '../../subgraphs/mash/access/hub-context';
import { Member } from '../../subgraphs/mash/access/member.entity';
import { HUB_MIGRATIONS } from '../../subgraphs/mash/migrations';
import { loadThresholdPolicy } from '../../subgraphs/mash/threshold/policy/threshold-policy';
import { AGENCIES } from '../../subgraphs/registry';
import { ensureDatabase, withAccount, withDatabase } from '../../tools/local-postgres/databases';
import { startThrowawayCluster } from '../../tools/local-postgres/throwaway';

export const NOW = new Date('2026-11-22T12:00:00Z');

/** The hub's own database, empty, on a cluster that the benchmark has to itself, with the policy of the repository. */
export async function withHubDatabase<T>(use: (setup: HubSetup, database: DataSource) => Promise<T>): Promise<T> {
  const cluster = await startThrowawayCluster();
  const [name, password] = ['mash_bench', 'bench'];
  try {
    await ensureDatabase(cluster.adminUrl, { name, migratorPassword: password, appPassword: password });
    const url = withDatabase(cluster.adminUrl, name);
    const database = await openDatabase({
      name: 'bench',
      url: withAccount(url, `${name}_app`, password),
      migratorUrl: withAccount(url, `${name}_migrator`, password),
      entities: [Member],
      migrations: HUB_MIGRATIONS,
      log: openLog('bench', 'silent'),
    });
    try {
      return await use(await setupOf(database), database);
    } finally {
      await database.destroy();
    }
  } finally {
    await cluster.stop();
  }
}

async function setupOf(database: DataSource): Promise<HubSetup> {
  const key = await createSigningKey();
  return {
    agreements: loadAgreements('policy/agreements', ['MASH', ...AGENCIES.map(({ agency }) => agency)]),
    purposes: loadPurposes('policy/purposes.yaml'),
    thresholds: loadThresholdPolicy(
      'policy',
      AGENCIES.map(({ name }) => name),
      '2026-11-22',
    ),
    ...{ database, key, keys: await keySetOf({ keys: [key.publicJwk] }), clock: () => NOW },
    tellCustodians: async () => undefined,
  };
}

/**
 * So many open cases, each of one child who lives alone as far as anybody knows, and of whom the police told three signals. Rows
 * as the hub writes them; the feeds have all answered. PostgreSQL is left without statistics of them, as after a load or a restore.
 */
export async function fillCases(database: DataSource, from: number, to: number): Promise<void> {
  const id = (kind: number, column: string): string =>
    `('0000000${kind}-0000-4000-8000-' || lpad(${column}::text, 12, '0'))::uuid`;
  const rows = `generate_series(${from}, ${to - 1}) as n`;
  await database.query(`insert into hub_person (id) select ${id(1, 'n')} from ${rows}`);
  await database.query(
    `insert into agency_person (agency, person, own_hub, hub, identity, digest, generation, birth, upns, given, names_text, sounds,
       postcodes, protect_location, protect_identity)
     select 'police', 'p' || n, ${id(1, 'n')}, ${id(1, 'n')},
       '{"lifeStage":"CHILD","names":[{"use":"USUAL","given":["Any"],"family":"Child"}],"dateOfBirth":"2018-03-04","addresses":[]}',
       'd', 1, '2018-03-04', '{}', '{}', '', '{}', '{}', false, false from ${rows}`,
  );
  await database.query(`insert into watch (agency, person) select 'police', 'p' || n from ${rows}`);
  await database.query(
    `insert into agency_signal (agency, person, generation, signal)
     select 'police', 'p' || n, 1, jsonb_build_object('indicator', code, 'observedOn', '2026-10-01', 'recordedOn', '2026-10-02',
       'confidence', 'CREDIBLE', 'category', 'incidents', 'source', code || n, 'disputed', false)
     from ${rows}, unnest(array['missing_first', 'antisocial_low', 'unsafe_situations']) as code`,
  );
  await database.query(
    `insert into "case" (id, reference, level, purpose, basis, reason, opened_at, opened_by)
     select ${id(2, 'n')}, 'B-' || n, 4, 'SECTION_47', 'PUBLIC_TASK', 'A benchmark', $1::timestamptz - make_interval(secs => n), 'bench'
     from ${rows}`,
    [NOW],
  );
  await database.query(
    `insert into case_subject (case_id, person, position) select ${id(2, 'n')}, ${id(1, 'n')}, 1 from ${rows}`,
  );
  await database.query(
    `insert into case_assignment (case_id, team, assigned_at, assigned_by) select ${id(2, 'n')}, case when n < 500 then 'triage' else 'other' end, $1, 'bench' from ${rows}`,
    [NOW],
  );
}

/** Somebody for each role that is shown advice, and every feed heard. */
export async function fillRegister(database: DataSource): Promise<void> {
  await database.query(
    `insert into member (issuer, subject, valid_from, display_name, agency, roles, teams, approved_by)
     select 'bench', role, '2026-01-01', role, 'MASH', array[role], '{triage}', 'bench'
     from unnest(array['mash_analyst', 'decision_maker', 'social_care_lead']) as role`,
  );
  for (const { name } of AGENCIES) {
    await database.query(
      `insert into feed_state (agency, epoch, generation, last_heard_at, answered_for) values ($1, 'e', 1, $2, '2100-01-01')`,
      [name, NOW],
    );
  }
}
