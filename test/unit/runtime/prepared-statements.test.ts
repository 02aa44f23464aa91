import { PlanAge, StatementNames } from '../../../common/prepared-statements';

test('a statement gets a name when it comes again, and keeps it', () => {
  const names = new StatementNames();
  expect(names.nameOf('select $1', [1])).toBeUndefined();
  const name = names.nameOf('select $1', [2]);
  expect(name).toMatch(/^\w{1,63}$/);
  expect(names.nameOf('select $1', [3])).toBe(name);
});

test('different statements have different names', () => {
  const names = new StatementNames();
  const given = ['select 1 + $1', 'select 2 + $1'].flatMap((text) => [names.nameOf(text, [1]), names.nameOf(text, [1])]);
  expect(new Set(given.filter((name) => name !== undefined)).size).toBe(2);
});

test('a statement over thousands of keys is planned afresh, whatever name it has', () => {
  const names = new StatementNames();
  const text = 'select from person where id = any($1)';
  names.nameOf(text, [['a']]);
  expect(names.nameOf(text, [['a']])).toBeDefined();
  expect(names.nameOf(text, [Array.from({ length: 1_000 }, String)])).toBeUndefined();
  expect(names.nameOf(text, [['a']])).toBeDefined();
});

test('texts that never come again neither fill the names nor the memory', () => {
  const names = new StatementNames();
  for (let row = 0; row < 10_000; row += 1) expect(names.nameOf(`insert into t values ($1) /* ${row} */`, [1])).toBeUndefined();
  names.nameOf('select $1', [1]);
  expect(names.nameOf('select $1', [1])).toBeDefined();
});

test('there is an end to the names: a connection keeps a plan for each', () => {
  const names = new StatementNames();
  const given = Array.from({ length: 1_000 }, (_, index) => [1, 2].map(() => names.nameOf(`select ${index} + $1`, [1]))[1]);
  expect(given.filter((name) => name !== undefined)).toHaveLength(500);
});

test('long texts fill the room sooner, since their plans take more of it; short ones still find some', () => {
  const names = new StatementNames();
  const named = (text: string) => [1, 2].map(() => names.nameOf(text, [1]))[1] !== undefined;
  const long = Array.from({ length: 100 }, (_, index) => named(`select ${index} + $1 /* ${'x'.repeat(7_000)} */`));
  expect(long.filter(Boolean).length).toBeGreaterThan(30);
  expect(long.filter(Boolean).length).toBeLessThan(50);
  expect(named('select $1')).toBe(true);
});

describe('A plan is kept', () => {
  const aged = () => {
    let now = 0;
    const age = new PlanAge(() => now);
    const plans = age.begin();
    return { age, isOver: () => age.isOver(plans), wait: (ms: number) => (now += ms) };
  };

  test('while little was written and little time went by', () => {
    const { age, isOver, wait } = aged();
    age.wrote(500);
    wait(10_000);
    expect(isOver()).toBe(false);
  });

  test('no longer than a minute: other processes write as well', () => {
    const { isOver, wait } = aged();
    wait(60_000);
    expect(isOver()).toBe(true);
  });

  test('not over a load, in however many parts it comes', () => {
    const { age, isOver } = aged();
    for (let part = 0; part < 10; part += 1) age.wrote(200);
    expect(isOver()).toBe(true);
  });

  test('anew from then on', () => {
    const { age } = aged();
    age.wrote(5_000);
    expect(age.isOver(age.begin())).toBe(false);
  });
});
