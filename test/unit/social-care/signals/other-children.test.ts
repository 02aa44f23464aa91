import type { SocialCareFacts } from '../../../../subgraphs/social-care/signals/facts';
import { codes, episode, plan, shown } from './facts';

describe("other children of the child's carers", () => {
  const other = (change: Partial<SocialCareFacts['otherChildren'][number]>) => ({
    sharesParent: true,
    plans: [],
    episodes: [],
    ...change,
  });
  const ended = { startedOn: '2019-02-04', endedOn: '2020-02-03' };

  test('a plan that has ended links the adult to it, one that stands does not', () => {
    expect(shown({ otherChildren: [other({ plans: [plan(ended)] })] })).toEqual([
      expect.objectContaining({ indicator: 'adult_linked_to_past_plan', observedOn: '2019-02-04', confidence: 'CONFIRMED' }),
    ]);
    expect(codes({ otherChildren: [other({ plans: [plan()] })] })).toEqual([]);
  });

  test("a parent's partner brings the past plan of their own child, but nothing of how they cared", () => {
    const partner = other({ sharesParent: false, plans: [plan({ ...ended, latestCategory: 'PHY' })], episodes: [episode('C2')] });
    expect(codes({ otherChildren: [partner] })).toEqual(['adult_linked_to_past_plan']);
  });

  test('a plan for physical or sexual abuse of a brother or sister is unconfirmed harm', () => {
    expect(shown({ otherChildren: [other({ plans: [plan({ latestCategory: 'SAB' })] })] })).toEqual([
      expect.objectContaining({ indicator: 'sibling_previously_harmed', confidence: 'UNCONFIRMED' }),
    ]);
  });

  test.each([
    ['C2', 'previous_child_not_cared_for'],
    ['E1', 'previous_child_not_cared_for'],
    ['V2', 'previous_child_hard_to_care_for'],
  ])('legal status %s of another child of a parent shows %s', (status, indicator) => {
    expect(codes({ otherChildren: [other({ episodes: [episode(status, ended)] })] })).toEqual([indicator]);
  });

  test('care by agreement for a disability, and an interim order, say nothing of how a parent cared', () => {
    expect(codes({ otherChildren: [other({ episodes: [episode('V2', { need: 'N2' }), episode('C1')] })] })).toEqual([]);
  });
});
