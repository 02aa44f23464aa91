import { InvalidModel, loadModel, shippedModel, withPrior } from '../../../matching';
import england from '../../../matching/models/england-1.json';
import report from '../../../matching/models/england-1.report.json';
import { digestOf } from '../../../matching/shipped-model';

test('the shipped model is the one that its report speaks of, learned without labels from a seed', () => {
  expect(report).toMatchObject({ model: shippedModel().name, digest: digestOf(england), labels: 'none' });
  expect(Number.isInteger(report.options.seed)).toBe(true);
});

test('a changed chance is another model', () => {
  const changed = structuredClone(england);
  changed.fields.given.exact.m = 0.5;
  expect(digestOf(changed)).not.toBe(digestOf(england));
});

test('agreeing always weighs more than differing', () => {
  for (const [field, levels] of Object.entries(shippedModel().weights)) {
    const [first = 'same'] = levels.keys();
    expect([field, (levels.get(first) as number) > 0, (levels.get('different') as number) < 0]).toEqual([field, true, true]);
  }
});

test('the prior is that of the index', () => {
  expect(withPrior(shippedModel(), 0.5, 0.1).priorWeight).toBe(0);
});

test.each<[string, (file: typeof england) => void, RegExp]>([
  [
    'a chance of 0',
    (file) => {
      file.fields.given.exact.m = 0;
    },
    /given.exact has no chances/,
  ],
  ['a missing level', (file) => void Reflect.deleteProperty(file.fields.birth, 'exact'), /birth.exact has no chances/],
  [
    'an unknown level',
    (file) => void Object.assign(file.fields.sex, { perhaps: { m: 0.1, u: 0.1 } }),
    /sex.perhaps is not a level/,
  ],
  [
    'a prior that is none',
    (file) => {
      file.prior = 1;
    },
    /prior/,
  ],
])('%s is refused', (_, change, message) => {
  const file = structuredClone(england);
  change(file);
  expect(() => loadModel(file)).toThrow(InvalidModel);
  expect(() => loadModel(file)).toThrow(message);
});
