import { parse, print } from 'graphql';
import { ExternalFields } from '../../../../gateway/engine/external-fields';

const SUPERGRAPH = `
  type Query @join__type(graph: A) { visit: Visit @join__field(graph: A, provides: "to { city } ... on Visit { by { name } }") }
  interface Event @join__type(graph: A) { by: Worker }
  type Visit implements Event @join__type(graph: A, key: "id to { code }") @join__type(graph: B, key: "id") {
    id: ID! @join__field(graph: A, external: true) @join__field(graph: B)
    to: Place @join__field(graph: A)
    by: Worker @join__field(graph: A, external: true, provides: "team") @join__field(graph: B)
  }
  type Place @join__type(graph: A) @join__type(graph: B) {
    code: ID! @join__field(graph: A, external: true) @join__field(graph: B)
    city(of: Int): String @join__field(graph: A, external: true) @join__field(graph: B)
  }
  type Worker @join__type(graph: A) @join__type(graph: B) {
    name(form: Int): String @join__field(graph: A, external: true) @join__field(graph: B)
    team: String @join__field(graph: A, external: true) @join__field(graph: B)
  }`;

const fields = new ExternalFields(
  parse(SUPERGRAPH),
  new Map([
    ['A', 'a'],
    ['B', 'b'],
  ]),
);
const left = (query: string, service = 'a'): string => print(parse(fields.leaveOut(service, query))).replace(/\s+/g, ' ');

test('keys and what is provided on the way are asked, though a subgraph only names them', () => {
  const query = '{ visit { id to { code city } by { name team } } }';
  expect(fields.leaveOut('a', query)).toBe(query);
});

test('what is not provided there is left out, with its variables, and an object is asked for all the same', () => {
  const asked =
    'query ($r: [_Any!]!, $n: Int) { _entities(representations: $r) { ... on Visit { id to { city(of: $n) } by { name } } } }';
  expect(left(asked)).toBe('query ($r: [_Any!]!) { _entities(representations: $r) { ... on Visit { id to { __typename } } } }');
  expect(left(asked, 'b')).toBe(left(asked, 'nobody'));
  expect(left(asked, 'b')).toContain('name');
});

test('a fragment may stand where its field is provided and where it is not', () => {
  const worker = 'fragment W on Worker { name team }';
  expect(left(`{ visit { by { ...W } } event: visit { ... on Event { by { ...W } } } } ${worker}`)).toContain('...W');
  expect(left(`{ visit { by { ...W } } _entities { ... on Event { by { ...W } } } } ${worker}`)).toBe(
    '{ visit { by { ... on Worker { name team } } } _entities { ... on Event { by { ... on Worker { team } } } } }',
  );
});
