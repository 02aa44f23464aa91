import type { PersonIdentity } from '../../../../common/person';
import { findLinks } from '../../../../subgraphs/mash/identity/people';
import { type Session, startTestHub, type TestHub } from '../support/hub';
import { hubOf, tell } from '../support/reviews';

/** The hub that all groups ask, those who decide in it, and the people they decide about. */

export let hub: TestHub;
export let analyst: Session;
export let manager: Session;
export let second: Session;

export async function start(): Promise<void> {
  hub = await startTestHub(['EDUCATION', 'POLICE', 'SOCIAL_CARE']);
  await hub.database.query(
    `insert into member (issuer, subject, valid_from, display_name, agency, roles, teams, approved_by)
     select issuer, 'second-decision-maker', valid_from, 'Second decision maker', agency, roles, teams, approved_by
     from member where subject = 'decision-maker'`,
  );
  [analyst, manager, second] = (await Promise.all(
    ['mash-analyst', 'decision-maker', 'second-decision-maker'].map((persona) => hub.signIn(persona)),
  )) as [Session, Session, Session];
}
export const stop = (): Promise<void> => hub.close();

let number = 0;

/** Nobody is like anybody else. */
const NAMES = [
  ['Orla', 'Quennell'],
  ['Zebedee', 'Abernathy'],
  ['Kwame', 'Okonkwo'],
  ['Ingrid', 'Lindqvist'],
  ['Tobias', 'Fairweather'],
  ['Maeve', 'Gallagher'],
  ['Hassan', 'Siddiqui'],
  ['Petra', 'Novakova'],
  ['Lucian', 'Marchetti'],
  ['Bronwyn', 'Llewellyn'],
  ['Dimitri', 'Vasiliev'],
  ['Esme', 'Thistlewood'],
  ['Rufus', 'Cavendish'],
  ['Yara', 'Haddad'],
  ['Fergus', 'Macpherson'],
] as const;

/** A child and, at another agency, a record of the same name and home without a date of birth: for a person to look at. */
export async function ambiguous(rest: Partial<PersonIdentity> = {}, same: Partial<PersonIdentity> = {}) {
  number += 1;
  const [given, family] = NAMES[number % NAMES.length] as readonly [string, string];
  const who: PersonIdentity = {
    lifeStage: 'CHILD',
    names: [{ use: 'USUAL', given: [given], family }],
    dateOfBirth: `${2008 + number}-${10 + (number % 3)}-1${number % 10}`,
    addresses: [{ lines: [`${number} Orchard Row`], postcode: `BB${number % 10} ${number % 9}QQ` }],
  };
  const [known, unsure] = [`k${number}`, `u${number}`];
  await tell(hub, 'education', { [known]: { ...who, ...rest } });
  await tell(hub, 'police', { [unsure]: { ...who, dateOfBirth: undefined, ...same } });
  return { known, unsure, who, id: await hubOf(hub, 'education', known), other: await hubOf(hub, 'police', unsure) };
}

export const linksOf = async (id: string) => (await findLinks([id], hub.database)).get(id);
