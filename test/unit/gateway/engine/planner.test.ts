import { parse } from 'graphql';
import { NotPlanned, Planner } from '../../../../gateway/engine/planner/planner';
import { assertSupported, thisPlatform } from '../../../../gateway/engine/planner/platform';
import { normalisedHash, Quarantine } from '../../../../gateway/engine/planner/quarantine';
import { Doomed, DOOMED, FATAL_PLANNER } from './support/doomed';

const NEVER = 'OPERATION_NOT_PLANNABLE';

describe('an operation that ends the planner', () => {
  // One for all: each test has operations of its own.
  let doomed: Doomed;
  beforeAll(async () => {
    doomed = new Doomed({ deadlineMs: 1_000, mostBytes: 300 * 1024 * 1024 });
    await doomed.executor.start();
  });
  afterAll(() => doomed.executor.close());

  test.each([
    ['doomAbort', 'badge'],
    ['doomHang', 'name'],
    ['doomGrow', 'rank'],
  ])('by %s is refused, and the next one is planned by a new process', async (doom, field) => {
    const before = doomed.executor.planner.pid;
    expect(await doomed.refusal(`{ ${doom} }`)).toBe(NEVER);
    expect(await doomed.refusal(`{ me { ${field} } }`)).toBeUndefined();
    const after = doomed.executor.planner.pid;
    expect(after).toBeDefined();
    expect(after).not.toBe(before);
  });

  test('ends it once: it is refused from then on, however it is written', async () => {
    expect(await doomed.refusal('query A { cases(filter: { area: { code: "north" } }) { id } doomAbort }')).toBe(NEVER);
    await doomed.refusal('{ me { salutation } }');
    const pid = doomed.executor.planner.pid;
    for (const query of [
      'query A { cases(filter: { area: { code: "north" } }) { id } doomAbort }',
      'query B { x: cases(filter: { area: { code: "south" } }) { y: id } z: doomAbort }',
      'query C { x: cases(filter: { area: { code: "other" } }) { id } doomAbort me @skip(if: true) { badge } }',
    ]) {
      expect(await doomed.refusal(query)).toBe(NEVER);
    }
    expect(doomed.executor.planner.pid).toBe(pid);
  });

  test('costs nobody else their plan: those that waited are planned by the next process', async () => {
    const queries = Array.from({ length: 40 }, (_, index) =>
      index % 10 === 5
        ? `{ a${index}: doomAbort cases { ${'id reference '.repeat(index)} } }`
        : `{ people(first: ${index}) { __typename } }`,
    );
    const refusals = await Promise.all(queries.map((query) => doomed.refusal(query)));
    expect(refusals).toEqual(queries.map((query) => (query.includes('doom') ? NEVER : undefined)));
  });

  test('is asked of nobody', async () => {
    doomed.calls.length = 0;
    expect(await doomed.refusal('{ me { badge } doomAbort }')).toBe(NEVER);
    expect(doomed.calls).toEqual([]);
  });
});

describe('a process that somebody else ends', () => {
  test('is replaced, and the operation that it had is not blamed', async () => {
    const doomed = new Doomed();
    await doomed.executor.start();
    try {
      for (let round = 0; round < 3; round += 1) {
        const asked = doomed.refusal(`{ people(first: ${round}) { __typename } }`);
        process.kill(doomed.executor.planner.pid as number, 'SIGKILL');
        expect(await asked).toBeUndefined();
      }
    } finally {
      doomed.executor.close();
    }
  });
});

describe('a planner', () => {
  const OPERATION = parse('{ me { badge } }');

  test('that cannot be started says so, to whoever starts it and to whoever asks', async () => {
    const planner = new Planner({ sdl: 'this is no supergraph' });
    await expect(planner.start()).rejects.toThrow('The planner does not start');
    await expect(planner.plan(OPERATION)).rejects.toMatchObject({ code: 'PLANNER_UNAVAILABLE' });
    planner.close();
  });

  test('that is closed answers nobody any more, and those who wait are told', async () => {
    const planner = new Planner({ sdl: DOOMED }, { entry: FATAL_PLANNER });
    await planner.start();
    const waiting = ['{ doomHang }', '{ me { badge } }'].map((query) => planner.plan(parse(query)));
    setTimeout(() => planner.close(), 50);
    for (const one of await Promise.allSettled(waiting))
      expect(one).toMatchObject({ status: 'rejected', reason: expect.any(NotPlanned) });
    await expect(planner.plan(OPERATION)).rejects.toMatchObject({ code: 'PLANNER_UNAVAILABLE' });
  });

  test('has only so many waiting, and refuses the rest at once', async () => {
    const planner = new Planner({ sdl: DOOMED }, { entry: FATAL_PLANNER });
    const all = Array.from({ length: 2_200 }, (_, index) =>
      planner.plan(parse(`{ people(first: ${index}) { __typename } }`)).catch(({ code }: NotPlanned) => code),
    );
    // Those that wait are told of the end; who was refused before it was refused for their number.
    planner.close();
    const codes = await Promise.all(all);
    expect(codes.filter((code) => code === 'PLANNER_BUSY').length).toBeGreaterThan(100);
    expect(codes.filter((code) => code === 'PLANNER_UNAVAILABLE').length).toBeGreaterThan(1_900);
  });

  test('lets nobody wait for long behind operations that hang', async () => {
    const planner = new Planner({ sdl: DOOMED }, { entry: FATAL_PLANNER, deadlineMs: 300, waitMs: 200 });
    await planner.start();
    const [first, second] = ['{ doomHang }', '{ me { badge } }'].map((query) => planner.plan(parse(query)));
    await expect(first).rejects.toMatchObject({ code: NEVER });
    await expect(second).rejects.toMatchObject({ code: 'PLANNER_BUSY' });
    await expect(planner.plan(OPERATION)).resolves.toMatchObject({ kind: 'QueryPlan' });
    planner.close();
  });

  test('refuses an operation whose plan it cannot find, and lives on', async () => {
    const planner = new Planner({ sdl: DOOMED });
    await planner.start();
    const { pid } = planner;
    await expect(planner.plan(parse('{ nothing }'))).rejects.toMatchObject({ code: NEVER });
    expect(planner.pid).toBe(pid);
    planner.close();
  });
});

describe('the quarantine', () => {
  test('keeps what aborts for good, and what hung for a while that doubles', () => {
    let now = 0;
    const quarantine = new Quarantine(() => now);
    quarantine.add('a', 'ABORTED');
    quarantine.add('h', 'HUNG');
    const minutes = (count: number) => {
      now += count * 60_000;
      return [quarantine.find('a'), quarantine.find('h')];
    };
    expect(minutes(0.9)).toEqual(['ABORTED', 'HUNG']);
    expect(minutes(0.2)).toEqual(['ABORTED', undefined]);
    quarantine.add('h', 'HUNG');
    expect(minutes(1.9)).toEqual(['ABORTED', 'HUNG']);
    expect(minutes(0.2)).toEqual(['ABORTED', undefined]);
    expect(quarantine.find('other')).toBeUndefined();
  });

  test('forgets the oldest when it is full', () => {
    const quarantine = new Quarantine();
    for (let index = 0; index <= 10_000; index += 1) quarantine.add(String(index), 'ABORTED');
    expect([quarantine.find('0'), quarantine.find('1'), quarantine.find('10000')]).toEqual([undefined, 'ABORTED', 'ABORTED']);
  });

  test.each([
    ['aliases', '{ a: me { badge } }', '{ me { b: badge } }', true],
    ['names of variables', 'query($a: ID!) { child(id: $a) { id } }', 'query($b: ID!) { child(id: $b) { id } }', true],
    [
      'names of fragments',
      '{ ...A } fragment A on Query { me { badge } }',
      '{ ...B } fragment B on Query { me { badge } }',
      true,
    ],
    ['values', '{ child(id: "c1") { id } }', '{ child(id: "c2") { id } }', true],
    ['fields', '{ me { badge } }', '{ me { rank } }', false],
    ['what is given a value', '{ me { badge(a: 1) } }', '{ me { badge(b: 1) } }', false],
  ])('takes operations that differ in %s for one: %s', (_what, one, other, isSame) => {
    expect(normalisedHash(parse(one)) === normalisedHash(parse(other))).toBe(isSame);
  });
});

describe('a machine for which the planner has no binary', () => {
  test.each([
    [{ os: 'win32', processor: 'x64' }, 'win32 x64'],
    [{ os: 'linux', processor: 'x64', libc: 'musl' as const }, 'linux x64 musl'],
    [{ os: 'linux', processor: 'riscv64', libc: 'glibc' as const }, 'linux riscv64 glibc'],
  ])('is told what to do: %j', (platform, what) => {
    expect(() => assertSupported(platform)).toThrow(what);
    expect(() => assertSupported(platform)).toThrow(/glibc.*container image.*WSL 2/s);
  });

  test('is not this one', () => {
    expect(() => assertSupported(thisPlatform())).not.toThrow();
  });
});
