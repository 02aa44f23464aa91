import { createHash } from 'node:crypto';
import type { PersonIdentity, PersonName } from '../common/person';
import type { Borough, FamilyStory } from './borough';
import type { TruePerson } from './people/family';
import { Random } from './random';
import type { AgencyFacts } from './stories/story';

/** A person as one agency holds them: its own id, and its own mistakes. */
export interface HeldPerson {
  readonly id: string;
  readonly truth: TruePerson;
  readonly identity: PersonIdentity;
}

/** Everyone an agency knows, by true id. */
export type Held = ReadonlyMap<string, HeldPerson>;

/** How often an agency's clerks mistype a name, and how often it has no NHS number; shares of people outside the told stories. */
const MISTAKES: Readonly<Record<AgencyFacts, { readonly typing: number; readonly withoutNhsNumber: number }>> = {
  police: { typing: 0.06, withoutNhsNumber: 0.5 },
  health: { typing: 0.01, withoutNhsNumber: 0.02 },
  education: { typing: 0.03, withoutNhsNumber: 1 },
  socialCare: { typing: 0.03, withoutNhsNumber: 0.25 },
};

/** The people an agency holds: whoever its facts name, their families as far as the agency would record them, and no one else. */
export function heldBy(agency: AgencyFacts, borough: Borough): Held {
  const random = new Random(agency.length * 7_919 + 17);
  const held = new Map<string, HeldPerson>();
  for (const family of borough.families) {
    for (const truth of knownPeople(agency, family)) {
      held.set(truth.id, { id: agencyId(agency, truth.id), truth, identity: identityAt(agency, truth, family, random) });
    }
  }
  return held;
}

function knownPeople(agency: AgencyFacts, { family, facts, story }: FamilyStory): TruePerson[] {
  if (story.unknownTo?.includes(agency)) return [];
  const named = new Set(facts[agency].flatMap((fact) => ('person' in fact && fact.person !== undefined ? [fact.person] : [])));
  const involved = named.size > 0;
  return family.people.filter(({ id, stage }) => {
    if (named.has(id)) return true;
    // Health and social care record the adults around a child they know; police only whoever they met; schools only pupils.
    return involved && stage === 'ADULT' && (agency === 'health' || agency === 'socialCare');
  });
}

/** The agency's own id: says nothing to another agency. */
function agencyId(agency: AgencyFacts, truth: string): string {
  const hash = createHash('sha256').update(`${agency}|${truth}`).digest('hex');
  if (agency === 'police') return `N${Number.parseInt(hash.slice(0, 8), 16) % 9_000_000}`;
  if (agency === 'socialCare') return `BWD${Number.parseInt(hash.slice(0, 10), 16) % 10_000_000}`;
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-4${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}

function identityAt(agency: AgencyFacts, truth: TruePerson, family: FamilyStory, random: Random): PersonIdentity {
  const { typing, withoutNhsNumber } = MISTAKES[agency];
  // The told stories must come together, so there the numbers are right: what is collated is then what each agency says.
  const told = family.story.case !== undefined;
  const mistyped = random.chance(typing) && !told;
  const withNumber = agency !== 'education' && (told || !random.chance(withoutNhsNumber));
  const given = mistyped ? mistype(truth.given, random) : truth.given;
  const names: PersonName[] = truth.given === '' ? [] : [{ use: 'OFFICIAL', given: [given], family: truth.family }];
  if (truth.formerFamily && agency !== 'education')
    names.push({ use: 'PREVIOUS', given: [truth.given], family: truth.formerFamily });
  return {
    lifeStage: truth.stage,
    names,
    dateOfBirth: truth.dateOfBirth,
    expectedDate: truth.expectedDate,
    sex: truth.stage === 'UNBORN' ? 'U' : truth.sex,
    ...(withNumber && truth.nhsNumber ? { nhsNumber: truth.nhsNumber } : {}),
    ...(truth.upn && agency !== 'police' && agency !== 'health' ? { upn: truth.upn } : {}),
    ethnicity: truth.ethnicity,
    addresses: addressesAt(agency, truth),
    ...(truth.hidden && (agency === 'health' || agency === 'socialCare') ? { protect: ['LOCATION'] as const } : {}),
  };
}

/** Police keep the address where they last met somebody; of a family that fled they know the old one only. */
function addressesAt(agency: AgencyFacts, truth: TruePerson): PersonIdentity['addresses'] {
  if (agency === 'education') return [];
  const known = agency === 'police' && truth.hidden ? truth.addresses.filter(({ to }) => to !== undefined) : truth.addresses;
  return known.map(({ line, town, postcode, from, to }) => ({
    lines: [line, town],
    postcode,
    from,
    ...(to ? { to } : {}),
    ...(truth.hidden && to === undefined ? { protected: true } : {}),
  }));
}

/** Two letters swapped, one left out, or one doubled. */
function mistype(name: string, random: Random): string {
  if (name.length < 4) return name;
  const at = random.whole(1, name.length - 3);
  const [before, first, second, after] = [name.slice(0, at), name.charAt(at), name.charAt(at + 1), name.slice(at + 2)];
  return random.pick([
    `${before}${second}${first}${after}`,
    `${before}${second}${after}`,
    `${before}${first}${first}${second}${after}`,
  ]);
}
