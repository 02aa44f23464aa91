import { buildSchema, parse, validate } from 'graphql';
import { pastNeedsAlias } from '../../../gateway/past-alias';

const SCHEMA = buildSchema(`
  scalar DateTime
  type PoliceRecord { id: ID }
  type Child { police(asKnownOn: DateTime): PoliceRecord }
  type Adult { police(asKnownOn: DateTime): PoliceRecord }
  union Person = Child | Adult
  type Query { child: Child  person: Person  policeRecord(asKnownOn: DateTime): PoliceRecord }
`);
const codesOf = (query: string) =>
  validate(SCHEMA, parse(query), [pastNeedsAlias]).map(({ extensions, message }) => [extensions.refusal, message]);
const NEEDED = ['ALIAS_NEEDED', 'Give "police" an alias where it has asKnownOn, such as "policeThen"'];

test.each([
  ['a name of its own', '{ child { then: police(asKnownOn: "2026-01-01T00:00:00Z") { id } police { id } } }'],
  ['no instant', '{ child { police { id } } }'],
  ['a root field of own staff, which nothing requires', '{ policeRecord(asKnownOn: "2026-01-01T00:00:00Z") { id } }'],
])('passes %s', (_, query) => {
  expect(codesOf(query)).toEqual([]);
});

test.each([
  ['no alias', '{ child { police(asKnownOn: "2026-01-01T00:00:00Z") { id } } }'],
  ['its own name for an alias', '{ child { police: police(asKnownOn: "2026-01-01T00:00:00Z") { id } } }'],
  ['a variable, whatever its value', 'query ($at: DateTime) { child { police(asKnownOn: $at) { id } } }'],
  ['a fragment on one of several types', '{ person { ... on Adult { police(asKnownOn: "2026-01-01T00:00:00Z") { id } } } }'],
])('refuses the past with %s', (_, query) => {
  expect(codesOf(query)).toEqual([NEEDED]);
});
