import type { DataSource } from 'typeorm';
import { rowsOfEach } from '../../../common/rows-of-each';
import { londonDate, systemClock } from '../../../common/time';
import { AGENCIES } from '../../registry';
import { composePerson, type HubPerson, type SourceIdentity } from './compose-person';
import { resolveHubIds } from './redirects';

/** Records, as `record`, that stand for the hub ids in $1 now. */
export const RECORDS_OF_HUBS = rowsOfEach({
  as: 'record',
  table: 'agency_person',
  where: 'hub = each_key and identity is not null',
  keys: '$1::uuid[]',
});

const DOUBTS_ABOUT_HUBS = rowsOfEach({ as: 'doubt', table: 'doubtful_link', where: 'hub = each_key', keys: '$1::uuid[]' });

export type { HubPerson, SourcedName } from './compose-person';

/**
 * By registry name, every agency of the registry: its own ids for the person. `doubtful` when it is linked by none, yet
 * holds a record under the same identifier that could not be linked for sure; no id crosses then.
 */
export type AgencyLinks = Record<string, { ids: string[]; doubtful: boolean }>;

/**
 * People by any hub id that stands or stood for them; the map is keyed by the ids asked for. Someone whom no agency tells
 * of any more is absent.
 */
export async function findPeople(
  ids: readonly string[],
  db: DataSource,
  today: string = londonDate(systemClock()),
): Promise<Map<string, HubPerson>> {
  const current = await resolveHubIds(ids, db);
  const rows: (SourceIdentity & { hub: string })[] = await db.query(
    `select hub, agency, identity, nhs_number as "nhsNumber", protect_location as "protectLocation",
       protect_identity as "protectIdentity"
     from ${RECORDS_OF_HUBS} order by hub, agency, person`,
    [[...new Set(current.values())]],
  );
  const sources = groupBy(rows, ({ hub }) => hub);
  return mapDefined(current, (id) => {
    const said = sources.get(id);
    return said && composePerson(id, said, today);
  });
}

/** What each agency calls these people. Keyed by the ids asked for; someone whom no agency tells of any more is absent. */
export async function findLinks(ids: readonly string[], db: DataSource): Promise<Map<string, AgencyLinks>> {
  const current = await resolveHubIds(ids, db);
  const hubs = [[...new Set(current.values())]];
  const sure: { hub: string; agency: string; person: string }[] = await db.query(
    `select hub, agency, person from ${RECORDS_OF_HUBS} order by hub, agency, person`,
    hubs,
  );
  const doubts: { hub: string; agency: string }[] = await db.query(`select hub, agency from ${DOUBTS_ABOUT_HUBS}`, hubs);
  const linked = groupBy(sure, ({ hub }) => hub);
  const doubted = groupBy(doubts, ({ hub }) => hub);
  return mapDefined(current, (id) => {
    const own = linked.get(id);
    return own && linksOf(own, new Set(doubted.get(id)?.map(({ agency }) => agency)));
  });
}

function linksOf(sure: readonly { agency: string; person: string }[], doubted: ReadonlySet<string>): AgencyLinks {
  const entries = AGENCIES.map(({ name }) => {
    const ids = sure.filter(({ agency }) => agency === name).map(({ person }) => person);
    return [name, { ids, doubtful: ids.length === 0 && doubted.has(name) }] as const;
  });
  return Object.fromEntries(entries);
}

function groupBy<T>(rows: readonly T[], key: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(key(row));
    if (group) {
      group.push(row);
    } else {
      groups.set(key(row), [row]);
    }
  }
  return groups;
}

function mapDefined<T>(current: ReadonlyMap<string, string>, find: (id: string) => T | undefined): Map<string, T> {
  const found = new Map<string, T>();
  for (const [asked, id] of current) {
    const value = find(id);
    if (value !== undefined) {
      found.set(asked, value);
    }
  }
  return found;
}
