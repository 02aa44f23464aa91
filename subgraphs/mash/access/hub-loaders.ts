import type DataLoader from 'dataloader';
import type { DataSource } from 'typeorm';
import { Loaders } from '../../../common/loaders';
import { type Circle, findCircles } from '../cases/case-relation';
import { type CaseRow, findCases } from '../cases/case-store';
import { type AgencyLinks, findLinks, findPeople, type HubPerson } from '../identity/people';
import { findHomes, type Home, type HouseholdMember } from '../network/household';

/** Reads of one request, each batched and made once. A key that nobody knows loads as undefined. */
export class HubLoaders extends Loaders {
  constructor(private readonly database: DataSource) {
    super();
  }

  get people(): DataLoader<string, HubPerson | undefined> {
    return this.get('people', (ids: readonly string[]) => findPeople(ids, this.database));
  }

  get links(): DataLoader<string, AgencyLinks | undefined> {
    return this.get('links', (ids: readonly string[]) => findLinks(ids, this.database));
  }

  get homes(): DataLoader<string, Home | undefined> {
    return this.get('homes', (ids: readonly string[]) => findHomes(ids, this.database, undefined, (hubs) => this.known(hubs)));
  }

  /** The members of these homes. */
  readonly households = {
    load: async (id: string): Promise<readonly HouseholdMember[] | undefined> => (await this.homes.load(id))?.members,
    loadMany: (ids: readonly string[]) => Promise.all(ids.map((id) => this.households.load(id))),
  };

  get cases(): DataLoader<string, CaseRow | undefined> {
    return this.get('cases', (ids: readonly string[]) => findCases(ids, this.database));
  }

  /** Of these people those whom an agency tells of. */
  private async known(hubs: readonly string[]): Promise<Map<string, HubPerson>> {
    const people = await Promise.all(hubs.map((hub) => this.people.load(hub)));
    return new Map(people.flatMap((person, index) => (person === undefined ? [] : [[hubs[index] as string, person] as const])));
  }

  /** Everybody a case reaches: its subjects and their households. */
  get circles(): DataLoader<string, Circle | undefined> {
    return this.get('circles', (ids: readonly string[]) => findCircles(ids, this.database, this));
  }
}
