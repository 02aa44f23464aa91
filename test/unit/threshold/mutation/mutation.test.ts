import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { InvalidPolicy } from '../../../../common/access/policy-error';
import type { Condition, Rule } from '../../../../subgraphs/mash/threshold/model/model';
import { readModel } from '../../../../subgraphs/mash/threshold/model/read-model';
import { CATALOGUE } from '../support';
import { type Json, mutantsOf } from './mutants';

/** The level of each rule as the partnership adopted it: examples say when a rule holds, this says what it then suggests. */
const LEVELS: Readonly<Record<string, readonly string[]>> = {
  'continuum-of-need-1': [
    ...['RAM-1 4', 'CON-HIGH 3', 'RAM-3 3', 'CON-COMBINED 3', 'CON-UNDERLYING 2', 'RAM-4-SINGLE 2', 'RAM-4-SHARED 2'],
  ],
  'continuum-of-need-2': [
    ...['RAM-1 4', 'CON-HIGH 3', 'RAM-3 3', 'CON-COMBINED 3', 'CON-UNDERLYING 2', 'RAM-4-SINGLE 2', 'RAM-4-SHARED 2'],
    ...['RAM-6 3', 'CON-CUMULATIVE 3', 'CON-UNBORN 4', 'CON-PARTNER 3', 'CON-VISITS 3'],
  ],
  'levels-of-support-1': ['SPECIALIST-HARM 3', 'SPECIALIST-MANY 3', 'EARLY-TEEN 2', 'EARLY-CARERS 2', 'EARLY-ANY 2'],
};

/**
 * Version 1 is frozen, so the examples it lacks stand in version 2, which did not change these rules: a slip in the reader, or
 * in a copy of the file, is caught by both.
 */
const EXAMPLES_ALSO_IN: Readonly<Record<string, string>> = { 'continuum-of-need-1': 'continuum-of-need-2' };

type Written = { readonly rules: readonly { readonly [key: string]: Json }[] } & { readonly [key: string]: Json };
type Examples = Readonly<Record<string, readonly Json[]>>;

interface Fate {
  readonly slip: string;
  readonly fate: 'caught' | 'survived' | 'same';
}

const plain = (condition: Condition): unknown =>
  JSON.parse(JSON.stringify(condition, (_, value: unknown) => (value instanceof Set ? [...value].sort() : value)));

/** The same rule as far as the catalogue goes: a slip that changes nothing is none. */
const isSame = (left: Rule, right: Rule): boolean => JSON.stringify(plain(left.when)) === JSON.stringify(plain(right.when));

function fatesIn(name: string): Fate[] {
  const written = writtenIn(name);
  const also = writtenIn(EXAMPLES_ALSO_IN[name] ?? name).rules;
  const beside = new Map(also.map(({ id, examples }) => [id, examples as Examples]));
  const rules = written.rules.map((rule) => ({
    ...rule,
    examples: joined(rule.examples as Examples, beside.get(rule.id as Json)),
  }));
  // JSON is YAML, and is written in no time.
  const read = (some: readonly Json[]) => readModel(JSON.stringify({ ...written, rules: some }), 'mutant.yaml', CATALOGUE);
  const right = new Map(read(rules).rules.map((rule) => [rule.id, rule]));
  return rules.flatMap((rule) =>
    mutantsOf(rule).flatMap(({ slip, rule: mutant }): Fate[] => {
      const id = String((rule as { id?: Json }).id);
      const one = `${name} ${id} ${slip}`;
      try {
        const [changed] = read([mutant]).rules;
        const [before] = [right.get(id)];
        if (changed === undefined || before === undefined) return [];
        if (!(LEVELS[name] ?? []).includes(`${id} ${changed.level}`)) return [{ slip: one, fate: 'caught' }];
        return [{ slip: one, fate: isSame(changed, before) ? 'same' : 'survived' }];
      } catch (error) {
        if (!(error instanceof InvalidPolicy)) throw error;
        // What the reader refuses outright (a count of one, an empty list) never gets to be a rule.
        const byExample = error.problems.some((problem) => /should be (MET|NOT_MET|CANNOT_TELL)/.test(problem));
        return byExample ? [{ slip: one, fate: 'caught' }] : [];
      }
    }),
  );
}

const writtenIn = (name: string): Written => parse(readFileSync(join('policy/thresholds', `${name}.yaml`), 'utf8')) as Written;

const joined = (own: Examples, more: Examples = {}): Examples =>
  Object.fromEntries(
    [...new Set([...Object.keys(own), ...Object.keys(more)])].map((key) => [key, [...(own[key] ?? []), ...(more[key] ?? [])]]),
  );

const fates = Object.keys(LEVELS).map((name) => [name, fatesIn(name)] as const);

test.each(fates)('every slip in an operator, a number or a list of %s is caught', (name, all) => {
  const real = all.filter(({ fate }) => fate !== 'same');
  const caught = real.filter(({ fate }) => fate === 'caught');
  process.stdout.write(
    `${name}: ${caught.length} of ${real.length} mutants caught (${all.length - real.length} change nothing)\n`,
  );
  expect(real.length).toBeGreaterThan(20);
  expect(real.filter(({ fate }) => fate === 'survived').map(({ slip }) => slip)).toEqual([]);
});

test.each(Object.keys(LEVELS))('every rule of %s has an example that fires and one that does not', (name) => {
  const { rules } = writtenIn(name);
  const without = rules.filter(({ examples }) => {
    const { fires, not } = examples as { fires?: readonly Json[]; not?: readonly Json[] };
    return (fires ?? []).length === 0 || (not ?? []).length === 0;
  });
  expect(without).toEqual([]);
});
