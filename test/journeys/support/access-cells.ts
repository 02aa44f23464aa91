import { join } from 'node:path';
import { decide } from '../../../common/access/decide';
import { loadAgreements } from '../../../common/access/load-agreements';
import type { Protection, Relation } from '../../../common/access/subject';
import { AGENCIES, HUB } from '../../../subgraphs/registry';
import { viewOf } from '../../../tools/access-proof/cells';
import type { Journey, Json } from '../../support/journey';
import { entryOf } from './agreement-lines';
import { fieldsSeen, keyOf } from './answer-walk';
import { PERSONAS as MEMBERS } from '../../../subgraphs/mash/access/development-members';
import { type KindOfCase, openEveryKind, waysThrough } from './cases-of-every-kind';
import { fillEveryTable } from './fill-tables';
import { everythingOf } from './open-schema';
import { type Asker, type EntityPerson, StraightEntities } from './straight-entities';

const SUBGRAPHS = [{ name: HUB.name, field: '' }, ...AGENCIES];
export const PERSONAS: readonly (Asker & { readonly name: string })[] = [
  persona('screening-officer', 'MASH'),
  persona('mash-analyst', 'MASH'),
  persona('decision-maker', 'MASH'),
  persona('early-help-worker', 'MASH'),
  persona('ig-auditor', 'MASH'),
  persona('police-researcher', 'POLICE'),
  persona('health-navigator', 'HEALTH'),
  persona('education-lead', 'EDUCATION'),
  persona('social-care-lead', 'SOCIAL_CARE'),
];
const agreements = loadAgreements(join(__dirname, '../../../policy/agreements'), [
  HUB.name.toUpperCase(),
  ...AGENCIES.map(({ agency }) => agency),
]);

const PEOPLE_FIELDS = ['household', 'relationships'];
const AGENCY_FIELDS = AGENCIES.map(({ field }) => field);
const TIES = `household { ${everythingOf('HouseholdMember')} } relationships { ${everythingOf('Relationship')} }`;
const OWN = {
  Child: `id ${everythingOf('Child', [...PEOPLE_FIELDS, ...AGENCY_FIELDS])} ${TIES}`,
  Adult: `id ${everythingOf('Adult', [...PEOPLE_FIELDS, ...AGENCY_FIELDS])} ${TIES}`,
};
/** What the agencies hold, in operations that stay within the gateway's limits. */
const OF_AGENCIES = [AGENCIES.slice(0, 2), AGENCIES.slice(2, 3), AGENCIES.slice(3)].map((agencies) => {
  const records = agencies.map(({ field, recordType }) => `${field} { ${everythingOf(recordType)} }`).join(' ');
  return { Child: `id ${records}`, Adult: `id ${records}` };
});
type Selection = typeof OWN;

const asked = ({ Child, Adult }: Selection) => `query Cells($id: ID!, $purpose: Purpose!, $caseId: ID) {
  child(id: $id, purpose: $purpose, caseId: $caseId) {
    ...OnChild household { person { __typename ...OnChild ...OnAdult } }
  }
}
fragment OnChild on Child { ${Child} }
fragment OnAdult on Adult { ${Adult} }`;

function persona(name: string, agency: string): Asker & { name: string } {
  const { teams = [] } = MEMBERS.find(({ subject }) => subject === name) ?? {};
  return { name, sub: '', agency, roles: [name.replaceAll('-', '_')], teams: [...teams] };
}

/** A case and the purpose for which somebody goes through it. */
export type Way = Omit<KindOfCase, 'id'> & { readonly caseId: string };
export type Persona = (typeof PERSONAS)[number];

/** One answer per cell, three ways: `decide`, the gateway over HTTP, and `_entities` straight at the subgraph. */
export class AccessCells {
  /** Cells asked of a subgraph, and of these the ones that were asked through the gateway too. */
  readonly counted = new Set<string>();
  readonly byGateway = new Set<string>();

  private constructor(
    private readonly journey: Journey,
    private readonly straight: StraightEntities,
    readonly cases: readonly KindOfCase[],
    private readonly issuer: string,
    private people: readonly EntityPerson[],
  ) {}

  /** Cases of every kind about a family, with a record of every kind about each of three of them. */
  static async of(journey: Journey): Promise<AccessCells> {
    const straight = await StraightEntities.of(journey);
    const { childId } = journey.demonstration;
    const cases = await openEveryKind(journey, childId);
    const family = await journey
      .as('mash-analyst')
      .query(
        'query Family($id: ID!, $caseId: ID) { child(id: $id, purpose: SCREENING, caseId: $caseId) { household { relation person { __typename ... on Child { id } ... on Adult { id } } } } }',
        { id: childId, caseId: cases.find(({ purpose }) => purpose === 'SCREENING')?.id },
      );
    const members = family.data.child.household as {
      relation: Relation;
      person: { __typename: 'Child' | 'Adult'; id: string };
    }[];
    const each = (relation: Relation) => members.filter((member) => member.relation === relation).slice(0, 1);
    const chosen = [
      { relation: 'SUBJECT' as Relation, person: { __typename: 'Child' as const, id: childId } },
      ...each('HOUSEHOLD_CHILD'),
      ...each('HOUSEHOLD_ADULT'),
    ];
    if (chosen.length < 3) throw new Error('The family has no other child, or no adult');
    const ids = await fillEveryTable(
      journey,
      chosen.map(({ person }) => person.id),
    );
    const people: EntityPerson[] = chosen.map(({ relation, person }) => ({
      ...{ type: person.__typename, id: person.id, about: { relation, protect: [] } },
      ids: ids.get(person.id) ?? {},
    }));
    const issuer: string = await journey.inDatabase(
      'mash',
      async (client) => (await client.query('select distinct issuer from member')).rows[0].issuer,
    );
    return new AccessCells(journey, straight, cases, issuer, people);
  }

  get childId(): string {
    return this.people[0]?.id ?? '';
  }

  waysOf({ roles }: Persona): Way[] {
    return waysThrough(this.cases, roles[0] ?? '');
  }

  /** From now on this must not be learned of any of the family. */
  async protect(protect: readonly Protection[]): Promise<void> {
    await this.journey.inDatabase('mash', (client) =>
      client.query('update agency_person set protect_location = $2, protect_identity = $3 where hub = any($1::uuid[])', [
        this.people.map(({ id }) => id),
        protect.includes('LOCATION'),
        protect.includes('IDENTITY'),
      ]),
    );
    this.people = this.people.map((person) => ({ ...person, about: { ...person.about, protect } }));
  }

  /** Everything that the three say differently, for one viewer and one case; nothing when they agree. */
  async check(asker: Persona, way: Way): Promise<string[]> {
    const { purpose, level, basis } = way;
    const said = `${asker.name} ${purpose} level ${level} ${basis}`;
    const overHttp = await this.throughTheGateway(asker.name, way);
    const direct = await this.straightAtTheSubgraphs({ ...asker, sub: `${this.issuer}|${asker.name}` }, way);
    if (overHttp === undefined) return [`${said}: the gateway shows no child`];
    const wrong: string[] = [];
    for (const key of new Set([...direct.keys(), ...overHttp.keys()])) {
      const [relation, field = ''] = key.split(' ');
      const person = this.people.find(({ about }) => about.relation === relation);
      if (person === undefined) throw new Error(`Nobody is ${relation}`);
      const expected = decided(asker.roles, way, person, field);
      const [http, straight] = [overHttp.get(key), direct.get(key)];
      if (straight !== expected) wrong.push(`${said} ${key}: decide ${expected}, the subgraph ${straight}`);
      if (http !== undefined && http !== expected) wrong.push(`${said} ${key}: decide ${expected}, the gateway ${http}`);
      const cell = `${said} ${person.about.protect.join('+')} ${key}`;
      this.counted.add(cell);
      if (http !== undefined) this.byGateway.add(cell);
    }
    return wrong;
  }

  private async throughTheGateway(name: string, through: { caseId: string; purpose: string }): Promise<Said | undefined> {
    const said: Said = new Map();
    for (const fields of [OWN, ...OF_AGENCIES]) {
      const answer = await this.journey.as(name).query(asked(fields), { id: this.childId, ...through });
      const { data, errors, withheld, text } = answer;
      if (errors.length > 0 || data === undefined) throw new Error(`Not answered: ${text.slice(0, 500)}`);
      if (data.child === null) return undefined;
      const refused = new Set(withheld.map(({ path }) => keyOf(path)));
      for (const person of this.people) {
        const index = ((data.child.household ?? []) as Json[]).findIndex((member) => member.person.id === person.id);
        const isSubject = person.about.relation === 'SUBJECT';
        if (!isSubject && index < 0) continue;
        const value = isSubject ? data.child : data.child.household[index].person;
        note(said, person, fields[person.type], value, refused, isSubject ? 'child' : `child.household.${index}.person`);
      }
    }
    return said;
  }
  private async straightAtTheSubgraphs(asker: Asker, through: Way): Promise<Said> {
    const said: Said = new Map();
    const { purpose, caseId, level, basis } = through;
    for (const subgraph of SUBGRAPHS) {
      const record = AGENCIES.find(({ name }) => name === subgraph.name);
      const ofType = (type: 'Child' | 'Adult') =>
        record ? `id ${record.field} { ${everythingOf(record.recordType)} }` : OWN[type];
      const selection = { Child: ofType('Child'), Adult: ofType('Adult') };
      const { data, errors } = await this.straight.ask(
        subgraph,
        asker,
        { purpose, caseId, level, basis },
        this.people,
        selection,
      );
      const wrong = errors.filter(({ extensions }) => extensions?.code !== 'WITHHELD');
      if (wrong.length > 0) throw new Error(`${subgraph.name}: ${JSON.stringify(wrong).slice(0, 500)}`);
      const refused = new Set<string>(errors.map(({ path }) => keyOf(path)));
      for (const [index, person] of this.people.entries()) {
        note(said, person, selection[person.type], data._entities[index], refused, `_entities.${index}`);
      }
    }
    return said;
  }
}

/** What one way of asking said of each field that it reached, wherever it stood; `mixed` when not every place said the same. */
type Said = Map<string, 'shown' | 'withheld' | 'mixed'>;

const cellKey = (person: EntityPerson, field: string): string => `${person.about.relation} ${field}`;

/** Notes every field below one person of an answer. @param at where the person stands in the answer. */
function note(said: Said, person: EntityPerson, selection: string, data: Json, refused: ReadonlySet<string>, at: string): void {
  const operation = `{ child { household { person { __typename ... on ${person.type} { ${selection} } } } } }`;
  const prefix = 'child.household.0.person';
  for (const seen of fieldsSeen(operation, { child: { household: [{ person: { ...data, __typename: person.type } }] } })) {
    const path = keyOf(seen.path);
    if (seen.person === undefined || entryOf(seen.field) === undefined || !path.startsWith(`${prefix}.`)) continue;
    const key = cellKey(person, seen.field);
    const here = refused.has(`${at}${path.slice(prefix.length)}`) ? 'withheld' : 'shown';
    said.set(key, (said.get(key) ?? here) === here ? here : 'mixed');
  }
}

/** What `decide` says of the same cells. */
function decided(roles: readonly string[], way: Way, { about }: EntityPerson, field: string): 'shown' | 'withheld' {
  const entry = entryOf(field);
  const agreement = agreements.get(entry?.agency ?? '');
  if (entry === undefined || agreement === undefined) throw new Error(`${field} stands in no agreement`);
  const { relation, protect } = about;
  const { purpose, level, basis } = way;
  const subject = { ...viewOf({ role: '', purpose, level, basis, relation, protect }), roles: [...roles] };
  return decide(subject, agreement, entry.category, new Date()).state === 'CONTENT' ? 'shown' : 'withheld';
}
