import type { DataSource } from 'typeorm';
import type { PersonIdentity, PersonRelationship } from '../../../../common/person';
import { applyPeople, lockIdentities } from '../../../../subgraphs/mash/identity/apply-people';
import { applyRelationships } from '../../../../subgraphs/mash/network/apply-relationships';

const person = (given: string, family: string, dateOfBirth: string, street: string, more: Partial<PersonIdentity> = {}) => ({
  lifeStage: 'CHILD' as const,
  names: [{ use: 'USUAL' as const, given: [given], family }],
  dateOfBirth,
  addresses: [{ lines: [street], postcode: 'BB1 1AA', from: '2020-01-01' }],
  ...more,
});

/** Ada lives with her brother Ben and their mother; Cara lives elsewhere with her father, who is Ben's father too. */
const PEOPLE: Record<string, PersonIdentity> = {
  ada: person('Ada', 'Ash', '2017-03-02', '1 First Street'),
  ben: person('Ben', 'Ash', '2015-05-05', '1 First Street'),
  mother: person('Mona', 'Ash', '1988-01-01', '1 First Street', { lifeStage: 'ADULT' }),
  cara: person('Cara', 'Cole', '2016-06-06', '2 Second Street'),
  father: person('Frank', 'Cole', '1985-02-02', '2 Second Street', { lifeStage: 'ADULT' }),
  eve: person('Eve', 'Elm', '2018-07-07', '3 Third Street'),
};

const RELATIONSHIPS: Record<string, PersonRelationship[]> = {
  mother: [
    { type: 'PARENT', of: 'ada' },
    { type: 'PARENT', of: 'ben' },
  ],
  father: [
    { type: 'PARENT', of: 'ben' },
    { type: 'PARENT', of: 'cara' },
  ],
};

/** Tells the hub of them as social care would; gives their hub ids by name. */
export async function introduce(database: DataSource): Promise<Record<string, string>> {
  const agency = 'social-care';
  await database.transaction(async (tx) => {
    await lockIdentities(tx);
    const events = Object.entries(PEOPLE).map(([name, identity]) => ({ type: 'person' as const, person: name, identity }));
    await applyPeople(tx, agency, 1, events);
    const ties = Object.entries(RELATIONSHIPS).map(([name, relationships]) => ({
      type: 'relationships' as const,
      person: name,
      relationships,
    }));
    await applyRelationships(tx, agency, 1, ties);
  });
  const rows: { person: string; hub: string }[] = await database.query('select person, hub from agency_person');
  return Object.fromEntries(rows.map(({ person: name, hub }) => [name, hub]));
}
