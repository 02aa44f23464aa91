import type { DataSource } from 'typeorm';
import { londonDate, systemClock } from '../../../common/time';
import { AGENCIES } from '../../registry';
import { composePerson, type HubPerson, type SourceIdentity } from './compose-person';
import { findCurrent, mapDefined } from './current';

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
  const rows = await findCurrent<SourceIdentity & { hub: string }>(
    ids,
    `select asked, hub, agency, identity, nhs_number as "nhsNumber", protect_location as "protectLocation",
       protect_identity as "protectIdentity"
     from current join agency_person using (hub) where identity is not null order by asked, agency, person`,
    db,
  );
  return mapDefined(rows, ([first, ...others]) => first && composePerson(first.hub, [first, ...others], today));
}

/** What each agency calls these people. Keyed by the ids asked for; someone whom no agency tells of any more is absent. */
export async function findLinks(ids: readonly string[], db: DataSource): Promise<Map<string, AgencyLinks>> {
  const rows = await findCurrent<{ agency: string; person: string | null }>(
    ids,
    `select asked, agency, person from current join agency_person using (hub) where identity is not null
     union all select asked, agency, null from current join doubtful_link using (hub)
     order by asked, agency, person`,
    db,
  );
  return mapDefined(rows, (known) => {
    const sure = known.flatMap(({ agency, person }) => (person === null ? [] : [{ agency, person }]));
    const doubted = known.filter(({ person }) => person === null).map(({ agency }) => agency);
    return sure.length === 0 ? undefined : linksOf(sure, new Set(doubted));
  });
}

function linksOf(sure: readonly { agency: string; person: string }[], doubted: ReadonlySet<string>): AgencyLinks {
  const entries = AGENCIES.map(({ name }) => {
    const ids = sure.filter(({ agency }) => agency === name).map(({ person }) => person);
    return [name, { ids, doubtful: ids.length === 0 && doubted.has(name) }] as const;
  });
  return Object.fromEntries(entries);
}
