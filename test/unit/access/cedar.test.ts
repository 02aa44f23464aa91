import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { loadAgreements } from '../../../common/access/load-agreements';
import { loadPurposes } from '../../../common/access/purposes';
import { decide } from '../../../common/access/decide';
import { nameOf, PURPOSES, ROLES } from '../../../common/access/vocabulary';
import { AGENCIES, HUB } from '../../../subgraphs/registry';
import { cellsOf, cellText, EVERYTHING, viewOf } from '../../../tools/access-proof/cells';
import { influenceAnswers, killMutants, ownAnswers } from '../../../tools/access-proof/kill';
import { Oracle } from '../../../tools/access-proof/oracle';
import { comparePurposes, killPurposeMutants, pursuits } from '../../../tools/access-proof/purposes';
import { print } from '../../support/print';
import { categoryName, compare, oracleTable, saidOf, type Table } from '../../../tools/access-proof/tables';

/** The agreements against policies that somebody wrote in Cedar from their words: not one answer may differ. */

const POLICY = join(__dirname, '../../../policy');
const NOW = new Date('2026-11-22T12:00:00Z');
const CODES = [HUB.name.toUpperCase(), ...AGENCIES.map(({ agency }) => agency)];
const agreements = loadAgreements(join(POLICY, 'agreements'), CODES);
const purposes = loadPurposes(join(POLICY, 'purposes.yaml'));
const oracle = new Oracle(join(POLICY, 'cedar'));
const tables = new Map<string, Table>();

beforeAll(() => {
  for (const agreement of agreements.values()) {
    for (const id of agreement.categories.keys()) {
      const name = categoryName(agreement, id);
      tables.set(name, oracleTable(oracle, name));
    }
  }
}, 600_000);

describe.each(CODES)('the agreement of %s', (code) => {
  const agreement = agreements.get(code);
  if (agreement === undefined) throw new Error(`No agreement of ${code}`);

  test('says what Cedar says of every role, employer, purpose, level, basis, relation, protection and category', () => {
    const { cells, disagreements } = compare(agreement, tables, CODES, NOW);
    expect(disagreements.map((one) => `${one.category}: ${cellText(one.cell)}: ${one.agreement}, Cedar ${one.oracle}`)).toEqual(
      [],
    );
    expect(cells).toBe(agreement.categories.size * [...cellsOf(EVERYTHING)].length * CODES.length);
    print(`${code}: decide and Cedar agree in ${cells} cells`);
  });

  test('says what Cedar says of own staff, and of what may move the suggested level', () => {
    for (const category of agreement.categories.values()) {
      expect(ownAnswers(agreement, category.id, oracle, CODES, NOW)).toEqual([]);
      expect(influenceAnswers(category, categoryName(agreement, category.id), oracle)).toEqual([]);
    }
  });

  test('cannot have one rule turned without Cedar noticing', () => {
    const { killed, total, survivors, same } = killMutants(agreement, tables, { oracle, employers: CODES, now: NOW });
    expect(survivors).toEqual([]);
    expect(killed).toBe(total);
    // Taking a word away must change something: a word without effect misleads whoever reads the agreement.
    expect(same.filter((what) => !/ added$| set$/.test(what))).toEqual([]);
    print(`${code}: ${killed} of ${total} mutants killed; ${same.length} more change no answer`);
  });
});

test('purposes.yaml says what Cedar says, and no rule of it can be turned unnoticed', () => {
  const said = pursuits(oracle, purposes);
  const { cells, wrong } = comparePurposes(purposes, said);
  expect(wrong).toEqual([]);
  const { killed, total, survivors } = killPurposeMutants(purposes, said);
  expect(survivors).toEqual([]);
  print(`purposes: ${cells} cells, ${killed} of ${total} mutants killed`);
});

test('what Cedar is not asked again, because it is the same to it, it answers the same', () => {
  fc.assert(
    fc.property(fc.constantFrom(...tables.keys()), fc.constantFrom(...cellsOf(EVERYTHING)), (category, cell) => {
      expect(oracle.decide(cell, category)).toBe(saidOf(tables.get(category) ?? new Map(), cell));
    }),
    { numRuns: 10_000 },
  );
});

test('a grant for one agency says nothing at another, whatever it carries', () => {
  const grants = [...cellsOf({ ...EVERYTHING, protects: [[]] })].map((cell) => ({
    ...{ ...viewOf(cell), kind: 'grant' as const, ids: ['1'], doubtful: false },
  }));
  for (const { name } of AGENCIES) {
    for (const other of AGENCIES.filter((one) => one.name !== name)) {
      const agreement = agreements.get(other.agency);
      if (agreement === undefined) continue;
      for (const id of agreement.categories.keys()) {
        const shown = grants.filter((grant) => decide({ ...grant, aud: name }, agreement, id, NOW).state !== 'WITHHELD');
        expect(shown).toEqual([]);
      }
    }
  }
});

test('whoever holds two roles is shown what either shows, and nothing that neither does', () => {
  const degree = { WITHHELD: 0, EXISTENCE: 1, CONTENT: 2 };
  const all = [...agreements.values()].flatMap((agreement) => [...agreement.categories.keys()].map((id) => ({ agreement, id })));
  fc.assert(
    fc.property(
      fc.constantFrom(...all),
      fc.constantFrom(...cellsOf({ ...EVERYTHING, roles: [''] })),
      fc.subarray([...ROLES], { minLength: 2, maxLength: 3 }),
      ({ agreement, id }, cell, roles) => {
        const of = (held: readonly string[]) => degree[decide({ ...viewOf(cell), roles: held }, agreement, id, NOW).state];
        expect(of(roles)).toBe(Math.max(...roles.map((role) => of([role]))));
      },
    ),
    { numRuns: 5_000 },
  );
});

describe('the policies themselves', () => {
  const texts = readdirSync(join(POLICY, 'cedar'))
    .filter((name) => name.endsWith('.cedar'))
    .map((name) => readFileSync(join(POLICY, 'cedar', name), 'utf8'));
  const named = (type: string) =>
    new Set(texts.flatMap((text) => [...text.matchAll(new RegExp(`${type}::"([^"]+)"`, 'g'))].map(([, id]) => id)));

  test('name only categories, roles, purposes and agreements that there are, and every category', () => {
    const categories = [...agreements.values()].flatMap((agreement) =>
      [...agreement.categories.keys()].map((id) => categoryName(agreement, id)),
    );
    expect([...named('Category')].filter((id) => !categories.includes(id ?? ''))).toEqual([]);
    expect(categories.filter((id) => !named('Category').has(id) && !named('Agreement').has(id.split('/')[0]))).toEqual([]);
    expect([...named('Role')].filter((id) => !(ROLES as readonly string[]).includes(id ?? ''))).toEqual([]);
    expect([...named('Purpose')].sort()).toEqual([...PURPOSES].sort());
    expect([...named('Agreement')].filter((id) => !CODES.map(nameOf).includes(id ?? ''))).toEqual([]);
  });

  test('are used by nothing that serves a request', () => {
    const files = ['common', 'gateway', 'subgraphs', 'matching', 'importers'].flatMap((folder) =>
      readdirSync(join(POLICY, '..', folder), { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts'))
        .map((name) => join(POLICY, '..', folder, name)),
    );
    expect(files.filter((file) => /cedar|access-proof/i.test(readFileSync(file, 'utf8')))).toEqual([]);
  });
});
