import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileAgreement } from '../../../common/access/compile-agreement';
import { assertRetention } from '../../../common/retention/assert-retention';
import { RETENTION_EVENTS } from '../../../common/retention/rule';
import { loadDefinition } from '../../../subgraphs/load-definition';
import { AGENCIES } from '../../../subgraphs/registry';
import { SAMPLE_AGREEMENT, sampleAgency, sampleAgreement } from '../../support/sample-agency';

const read = (name: string) => readFileSync(join(__dirname, '../../../policy/agreements', `${name}.yaml`), 'utf8');

describe.each(AGENCIES.map(({ name }) => name))('the agreement of %s', (name) => {
  const agreement = compileAgreement(read(name), `${name}.yaml`);

  test('has a rule for every category that stores records, and for no other', () => {
    expect(() => assertRetention(loadDefinition(name), agreement)).not.toThrow();
  });

  test('says of every rule where it comes from and that it is to be confirmed', () => {
    const rules = [...agreement.categories.values()].flatMap(({ retention }) => retention ?? []);
    expect(rules.length).toBeGreaterThan(5);
    for (const { basis } of rules) expect(basis).toMatch(/Local policy, to be confirmed\.$/);
  });
});

test('among them they use every event that a rule can count from', () => {
  const used = AGENCIES.flatMap(({ name }) =>
    [...compileAgreement(read(name), `${name}.yaml`).categories.values()].flatMap(({ retention }) => retention?.after ?? []),
  );
  expect(RETENTION_EVENTS.filter((event) => !used.includes(event))).toEqual([]);
});

describe('a retention rule that cannot be read stops the start', () => {
  const rule = 'retention: { keep: 7 years, after: last-contact, basis: Made up }';
  test.each([
    ['retention: { keep: 7 weeks, after: record, basis: Made up }', 'categories.attendance.retention.keep: must be a period'],
    [
      'retention: { keep: 7 years, after: a-while, basis: Made up }',
      'categories.attendance.retention.after: must be one of record',
    ],
    ['retention: { keep: 7 years, after: record }', 'categories.attendance.retention.basis: is missing'],
    ['retention: { keep: 7 years, after: record, basis: B, except: A }', 'categories.attendance.retention.except: is not a key'],
    ['retention: 7 years', 'categories.attendance.retention: must be a set of keys and values'],
  ])('%s', (instead, problem) => {
    expect(() => sampleAgreement(SAMPLE_AGREEMENT.replace(rule, instead))).toThrow(problem);
  });
});

describe('a retention rule that does not fit what is stored stops the start', () => {
  const refused = (text: string, problem: string) =>
    expect(() => assertRetention(sampleAgency, sampleAgreement(text))).toThrow(problem);

  test('and one that fits does not', () => {
    expect(() => assertRetention(sampleAgency, sampleAgreement())).not.toThrow();
  });

  test('when a category with records has none', () => {
    const text = SAMPLE_AGREEMENT.replace('    retention: { keep: 7 years, after: person-18th-birthday, basis: Made up }\n', '');
    refused(text, 'categories.concerns.retention: is missing; concern would be kept for ever');
  });

  test('when no record is stored under the category', () => {
    const text = SAMPLE_AGREEMENT.replace(
      '    locating: true',
      '    retention: { keep: 1 year, after: death, basis: B }\n    locating: true',
    );
    refused(text, 'categories.venue.retention: no kind of record is stored under this category');
  });

  test('when it counts from a day that the records do not carry, or from a closure that there is not', () => {
    refused(
      SAMPLE_AGREEMENT.replace('after: person-18th-birthday', 'after: record'),
      'categories.concerns.retention.after: records of kind concern carry no date',
    );
    refused(
      SAMPLE_AGREEMENT.replace('after: last-contact', 'after: case-closed'),
      'no kind of record of this agency can be closed',
    );
  });
});
