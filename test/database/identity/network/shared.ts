import { findHouseholds } from '../../../../subgraphs/mash/network/household';
import { findRelationships } from '../../../../subgraphs/mash/network/relationships';
import { type Hub, hubIdOf, openHub } from '../support/hub';
import { HOME, identity, NHS } from '../support/people';

/** The hub that all groups tell of people, emptied before each test. */

export let hub: Hub;
export async function start(): Promise<void> {
  hub = await openHub('network');
}
export const clear = (): Promise<void> => hub.clear();
export const stop = (): Promise<void> => hub.close();

export const TODAY = '2026-11-22';
export const adult = { lifeStage: 'ADULT', dateOfBirth: '1985-01-01' } as const;
export const amy = identity('Amy', 'Ash', { nhsNumber: NHS[0], addresses: [HOME] });

export async function householdOf(agency: string, id: string) {
  const hubId = await hubIdOf(hub.db, agency, id);
  return (await findHouseholds([hubId], hub.db, TODAY)).get(hubId) ?? [];
}

export async function relationshipsOf(agency: string, id: string) {
  const hubId = await hubIdOf(hub.db, agency, id);
  return (await findRelationships([hubId], hub.db)).get(hubId) ?? [];
}
