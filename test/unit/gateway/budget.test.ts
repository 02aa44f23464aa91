import fc from 'fast-check';
import { RequestBudget } from '../../../gateway/budget';

const budgetAt = (clock: () => number) => new RequestBudget(1_500, 8_000, 'mash', clock);

test('an agency has its whole time when it is first asked, whenever that is', () => {
  let now = 0;
  const budget = budgetAt(() => now);
  expect(budget.remaining('police')).toBe(1_500);
  now = 5_000;
  expect(budget.remaining('health')).toBe(1_500);
});

test('later hops to it have what is left', () => {
  let now = 0;
  const budget = budgetAt(() => now);
  budget.remaining('police');
  now = 1_200;
  expect(budget.remaining('police')).toBe(300);
  now = 9_000;
  expect(budget.remaining('police')).toBe(0);
});

test('one agency’s time is not another’s, and the hub has more', () => {
  let now = 0;
  const budget = budgetAt(() => now);
  budget.remaining('police');
  now = 1_499;
  expect(budget.remaining('mash')).toBe(8_000);
  budget.fail('police');
  expect(budget.remaining('health')).toBe(1_500);
});

test('whoever failed is not asked again', () => {
  const budget = budgetAt(() => 0);
  budget.remaining('police');
  budget.fail('police');
  expect(budget.remaining('police')).toBe(0);
});

test('however it is asked, what remains never grows, is never negative and never more than the whole', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ after: fc.nat(3_000), fails: fc.boolean() }), { minLength: 1 }), (steps) => {
      let now = 0;
      const budget = budgetAt(() => now);
      let last = Number.POSITIVE_INFINITY;
      for (const { after, fails } of steps) {
        now += after;
        const left = budget.remaining('police');
        expect(left).toBeGreaterThanOrEqual(0);
        expect(left).toBeLessThanOrEqual(Math.min(last, 1_500));
        last = left;
        if (fails) {
          budget.fail('police');
          last = 0;
        }
      }
    }),
  );
});

test('a custodian tells the ledger a million characters of one request at most, whatever the others tell', () => {
  const budget = budgetAt(() => 0);
  expect(budget.disclose('police', 600_000)).toBe(true);
  expect(budget.disclose('health', 600_000)).toBe(true);
  expect(budget.disclose('police', 400_000)).toBe(true);
  expect(budget.disclose('police', 1)).toBe(false);
});
