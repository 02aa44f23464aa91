import { type Comparison, decide } from '../../../matching';

const sure: Comparison = { probability: 0.9999, weight: 13.3, fields: [], conflicts: [], siblings: false, thin: false };

test('what is sure is linked, and the thresholds themselves belong above', () => {
  expect(decide(sure, { hasRival: false })).toBe('AUTO');
  expect(decide({ ...sure, probability: 0.999 }, { hasRival: false })).toBe('AUTO');
  expect(decide({ ...sure, probability: 0.9989 }, { hasRival: false })).toBe('REVIEW');
  expect(decide({ ...sure, probability: 0.05 }, { hasRival: false })).toBe('REVIEW');
  expect(decide({ ...sure, probability: 0.0499 }, { hasRival: false })).toBe('DIFFERENT');
});

test.each<[string, Partial<Comparison>, boolean]>([
  ['a rival', {}, true],
  ['different NHS numbers', { conflicts: ['different-nhs-numbers'] }, false],
  ['a death before the birth', { conflicts: ['deceased-before-born'] }, false],
  ['sex and birth date that both differ', { conflicts: ['sex-and-birth-differ'] }, false],
  ['the look of siblings', { siblings: true }, false],
  ['too few kinds of fact', { thin: true }, false],
])('%s leaves it to a person', (_, doubt, hasRival) => {
  expect(decide({ ...sure, probability: 1, ...doubt }, { hasRival })).toBe('REVIEW');
});
