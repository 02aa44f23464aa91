import { type Entity, find, findAll, ofType, unless } from './world-data';

/** What a field is worked out from: its record, its arguments and, where it requires fields of others, their values. */
// biome-ignore lint/suspicious/noExplicitAny: records of every type, read by name
export type Resolve = (self: any, args: any, required: any) => unknown;

/** Every field that is more than a property of its record, by type. */
export const FIELDS: Readonly<Record<string, Readonly<Record<string, Resolve>>>> = {
  Query: {
    child: (_, { id }) => ofOnly('Child', find(id)),
    person: (_, { id }) => ofOnly(['Child', 'Adult'], find(id)),
    people: (_, { first }) =>
      [...ofType('Adult'), ...ofType('Child')].sort((a, b) => (a.id.slice(1) < b.id.slice(1) ? -1 : 1)).slice(0, first),
    named: (_, { id }) => ofOnly(['Child', 'Adult'], find(id)),
    cases: (_, { filter }) =>
      ofType('Case').filter(({ status, area }) => (filter?.status ?? status) === status && (filter?.area?.code ?? area) === area),
    me: () => find('o1'),
    documents: () => [...ofType('Report'), ...ofType('Letter')],
    officers: () => ofType('Officer'),
    latest: () => [...ofType('Incident')].slice(0, 2),
  },
  Mutation: {
    note: (_, { id }) => ofOnly('Child', find(id)),
    close: (_, { id }) => unless(id === 'k2', 'INTERNAL', ofOnly('Case', find(id))),
    report: (_, { badge }) => ofOnly('Officer', find(badge)),
  },
  Child: {
    name: (self) => unless(self.id === 'c4', 'WITHHELD', self.name),
    siblings: (self) => findAll(self.siblings),
    household: (self) => findAll(self.household),
    guardian: (self) => find(self.guardian),
    police: (self, { since }) => (self.id === 'c3' ? null : { of: self.id, since: since ?? 0 }),
    health: (self) => unless(self.id === 'c4', 'WITHHELD', { of: self.id }),
    header: (self) => (self.id === 'c2' ? null : { state: `state of ${self.id}`, days: self.id.charCodeAt(1) }),
    level: (self, { plus }, { header, born }) => ({
      sum: (header?.days ?? 0) + (born ?? 0) + (plus ?? 0),
      told: header?.state ?? null,
      of: self.id,
    }),
    summary: (self, _, { level }) => (self.id === 'c3' ? null : `level ${level?.sum ?? 'unknown'}`),
  },
  Adult: {
    wards: (self) => findAll(self.wards),
    police: (self, { since }) => ({ of: self.id, since: since ?? 0 }),
    health: (self) => (self.id === 'a2' ? null : { of: self.id }),
  },
  PoliceRecord: {
    incidents: ({ of, since }, { kind }) =>
      ofType('Incident').filter(
        (one) => one['of'] === of && Number(one['at'] ?? 9) >= since && (kind ?? one['kind']) === one['kind'],
      ),
    score: ({ of }) => (of === 'a2' ? null : of.charCodeAt(1) / 4),
    history: ({ of }) => [[1, of === 'c1' ? null : 2], null, []],
  },
  HealthRecord: {
    visits: ({ of }) => ofType('Visit').filter((one) => one['of'] === of),
    findings: ({ of }) =>
      of === 'c2'
        ? null
        : [
            ...ofType('Visit').filter((one) => one['of'] === of),
            ...(of === 'c1' ? [{ __typename: 'Absence', why: 'moved' }] : []),
          ],
  },
  Incident: {
    text: (self) => unless(self.id === 'i2', 'WITHHELD', `about ${self.id}`),
    officer: (self) => find(self.officer),
    others: (self) => findAll(self.others),
    certain: (self) => unless(self.id === 'i4', 'INTERNAL', self.at !== null),
  },
  Visit: { doctor: (self) => unless(self.id === 'h3', 'INTERNAL', `Dr ${self.id}`) },
  Case: {
    area: (self) => find(self.area),
    subjects: (self) => findAll(self.subjects),
    lead: (self) => find(self.lead),
    deadline: (self, { days }) => `${self.reference} of ${self.area} in ${days ?? 10} days`,
    busy: (_, __, { subjects }) => (subjects ?? []).length > 1,
    documents: (self) => [...ofType('Report'), ...ofType('Letter')].filter((one) => one['about'] === self.id),
  },
  Officer: {
    incidents: (self) => ofType('Incident').filter((one) => one['officer'] === self.id),
    salutation: (self, __, { rank }) => `Dear ${rank ?? 'officer'} ${self.badge}`,
  },
  Report: { author: (self) => find(self.author), pages: (self) => self.id.length * 3 },
  Letter: { to: (self) => find(self.to), pages: () => 1 },
  Level: { doubled: ({ sum }) => sum * 2 },
};

/** Fields that are worked out from others, and the names of those. */
export const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  'Child.level': ['header', 'born'],
  'Child.summary': ['level'],
  'Case.busy': ['subjects'],
  'Officer.salutation': ['rank'],
};

function ofOnly(types: string | readonly string[], entity: Entity | null): Entity | null {
  return entity !== null && [types].flat().includes(entity.__typename) ? entity : null;
}
