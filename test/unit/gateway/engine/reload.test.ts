import { ApolloServer } from '@apollo/server';
import { parse } from 'graphql';
import { createEngine, type Engine } from '../../../../gateway/engine';
import { SupergraphRefused } from '../../../../gateway/engine/supergraph/understood';
import { supergraphOf } from './support/world-graphs';

/** The seam as Apollo Server uses it: another supergraph while requests are under way, and operations planned beforehand. */

const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.5", import: ["@key"])\n';
const sdlWith = (field: string) => supergraphOf({ a: `${LINK} type Query { ${field}: String slow: String }` });

let engine: Engine<object>;
let server: ApolloServer;
let answering: (() => void)[];
let isSlow: boolean;
beforeEach(async () => {
  answering = [];
  isSlow = false;
  engine = createEngine<object>(sdlWith('before'), () => ({
    async process({ request: { query } }) {
      if (isSlow) await new Promise<void>((resolve) => answering.push(resolve));
      const [operation] = parse(query).definitions;
      const fields = operation?.kind === 'OperationDefinition' ? operation.selectionSet.selections : [];
      const said = fields.flatMap((field) =>
        field.kind === 'Field' ? [[(field.alias ?? field.name).value, field.name.value]] : [],
      );
      return { data: Object.fromEntries(said) };
    },
  }));
  server = new ApolloServer({ gateway: engine });
  await server.start();
});
afterEach(() => server.stop());

async function ask(query: string) {
  const { body } = await server.executeOperation({ query });
  if (body.kind !== 'single') throw new Error('An answer in parts');
  const { data, errors } = body.singleResult;
  return { data: data && { ...data }, codes: errors?.map(({ extensions }) => extensions?.['code']) };
}

test('another supergraph is taken while requests are under way, and they are answered over the one they came for', async () => {
  isSlow = true;
  const underWay = Array.from({ length: 20 }, () => ask('{ before slow }'));
  while (answering.length < 20) await new Promise((resolve) => setTimeout(resolve, 5));
  await engine.reload(sdlWith('after'));
  isSlow = false;
  expect((await ask('{ after }')).data).toEqual({ after: 'after' });
  for (const answer of answering) answer();
  for (const { data, codes } of await Promise.all(underWay))
    expect({ data, codes }).toEqual({ data: { before: 'before', slow: 'slow' }, codes: undefined });
  expect((await ask('{ before }')).codes).toEqual(['GRAPHQL_VALIDATION_FAILED']);
});

test('no request that comes meanwhile is dropped', async () => {
  let isDone = false;
  const reloading = engine.reload(sdlWith('after')).finally(() => {
    isDone = true;
  });
  const answers = [];
  while (!isDone) {
    answers.push(await ask('{ slow }'));
    // Otherwise nothing but this would ever happen in this process.
    await new Promise((resolve) => setImmediate(resolve));
  }
  await reloading;
  answers.push(await ask('{ slow }'));
  expect(answers.every(({ data }) => data?.['slow'] === 'slow')).toBe(true);
});

test.each<[string, (sdl: string) => string, string]>([
  [
    'needs a feature for security',
    (sdl) => sdl.replace('schema', 'schema @link(url: "https://specs.apollo.dev/authenticated/v0.1", for: SECURITY)'),
    'authenticated/v0.1',
  ],
  [
    'needs a feature for execution',
    (sdl) => sdl.replace('schema', 'schema @link(url: "https://specs.apollo.dev/connect/v0.1", for: EXECUTION)'),
    'connect/v0.1',
  ],
  ['is of a later join', (sdl) => sdl.replace('join/v0.3', 'join/v0.9'), 'join/v0.9'],
  [
    'renames a feature',
    (sdl) =>
      sdl.replace('link(url: "https://specs.apollo.dev/join/v0.3"', 'link(as: "j", url: "https://specs.apollo.dev/join/v0.3"'),
    'a name of its own',
  ],
  [
    'overrides progressively',
    (sdl) => sdl.replace('before: String', 'before: String @join__field(graph: A, override: "b", overrideLabel: "percent(5)")'),
    'overrideLabel',
  ],
  [
    'sets arguments from a context',
    (sdl) => sdl.replace('before: String', 'before: String @join__field(graph: A, contextArguments: [{ name: "x" }])'),
    'contextArguments',
  ],
  [
    'has a join directive that nobody knows',
    (sdl) => sdl.replace('before: String', 'before: String @join__later'),
    '@join__later',
  ],
  [
    'carries connectors',
    (sdl) => sdl.replace('type Query', 'type Query @join__directive(graphs: [A], name: "connect", args: {})'),
    '@connect',
  ],
])('a supergraph that %s is refused by name, and the one before goes on', async (_what, change, name) => {
  const changed = change(sdlWith('before'));
  expect(changed).not.toBe(sdlWith('before'));
  await expect(engine.reload(changed)).rejects.toThrow(SupergraphRefused);
  await expect(engine.reload(changed)).rejects.toThrow(name);
  expect((await ask('{ before }')).data).toEqual({ before: 'before' });
});

test('every problem is told at once', async () => {
  const sdl = sdlWith('before').replace(
    'before: String',
    'before: String @join__later @join__field(graph: A, overrideLabel: "x")',
  );
  await expect(engine.reload(sdl)).rejects.toMatchObject({
    problems: [expect.stringContaining('join__later'), expect.stringContaining('overrideLabel')],
  });
});

test('a supergraph that names no subgraphs, or cannot be read, is refused', async () => {
  await expect(engine.reload('type Query { before: String }')).rejects.toThrow('names no subgraphs');
  await expect(engine.reload('type Query {')).rejects.toThrow('Syntax Error');
  expect((await ask('{ before }')).data).toEqual({ before: 'before' });
});

test('operations planned beforehand need no planner any more', async () => {
  await engine.prepare(['query($v: Boolean!) { before @include(if: $v) slow }', 'query A { x: before } query B { slow }']);
  process.kill(engine.plannerPid as number, 'SIGKILL');
  while (engine.plannerPid !== undefined) await new Promise((resolve) => setTimeout(resolve, 5));
  expect((await ask('{ y: before }')).data).toEqual({ y: 'before' });
  expect(engine.plannerPid).toBeUndefined();
});

test('one that cannot be planned is told to whoever prepares it', async () => {
  await expect(engine.prepare(['query Listed { nothing }'])).rejects.toMatchObject({
    code: 'OPERATION_NOT_PLANNABLE',
    message: expect.stringContaining('Listed'),
  });
});
