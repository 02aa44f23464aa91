import type { DataSource } from 'typeorm';
import { grouped } from './grouped';
import type { LifeStage } from './person';
import { AgencyPerson } from './publishing/people';
import { standingRows } from './standing-rows';

/** What rules may ask of who somebody is. */
export interface StandingPerson {
  readonly personId: string;
  readonly lifeStage: LifeStage;
  readonly dateOfBirth: string | null;
  readonly expectedDate: string | null;
}

/**
 * Who these people of the agency are, put together from its sources as the feed puts them together: the latest that says
 * anything wins, property by property. One the agency has no person record of is left out.
 */
export async function standingPeople(database: DataSource, people: readonly string[]): Promise<Map<string, StandingPerson>> {
  const rows = await standingRows(database, AgencyPerson, 'personId', people);
  const latestFirst = rows.sort((a, b) => b.knownFrom.getTime() - a.knownFrom.getTime() || (a.recordKey < b.recordKey ? -1 : 1));
  const sources = grouped(
    latestFirst,
    ({ personId }) => personId,
    (row) => row,
  );
  return new Map([...sources].map(([personId, told]) => [personId, together(personId, told)]));
}

function together(personId: string, told: readonly AgencyPerson[]): StandingPerson {
  return {
    personId,
    lifeStage: told.find(({ lifeStage }) => lifeStage !== 'UNKNOWN')?.lifeStage ?? 'UNKNOWN',
    dateOfBirth: told.find(({ dateOfBirth }) => dateOfBirth !== null)?.dateOfBirth ?? null,
    expectedDate: told.find(({ expectedDate }) => expectedDate !== null)?.expectedDate ?? null,
  };
}
