import { at, daysBefore } from '../calendar';
import { enrol, immunise, register } from './routine';
import type { Story } from './story';

/**
 * Five visits in a month, each treated alone, while a partner moved in whom only the police know. The published pattern of a
 * national review; the family is made up.
 */
export const fiveVisits: Story = {
  name: 'five-visits',
  weight: 1,
  wish: () => ({ ages: [1], stepFather: true }),
  case: {
    purpose: 'SECTION_47',
    basis: 'PUBLIC_TASK',
    level: 4,
    reason: 'Health visitor asks what other agencies know of an arm not used',
  },
  tell({ children, mother, stepFather, random, today }, facts) {
    const [toddler] = children;
    if (!toddler || !stepFather) throw new Error('The story needs a toddler and the partner');
    for (const person of [mother, toddler]) register(facts, person, random);
    const visits = [
      [29, 'Will not stop crying'],
      [23, 'Vomiting'],
      [16, 'Off her feeds'],
      [8, 'Unsettled at night'],
      [3, 'Will not use one arm'],
    ] as const;
    for (const [ago, reason] of visits) {
      facts.health.push({
        kind: 'attendance',
        key: `${toddler.id}-V${ago}`,
        person: toddler.id,
        data: {
          ...{ setting: 'EMERGENCY_DEPARTMENT', unscheduled: true, at: at(daysBefore(today, ago), 18) },
          ...{ reason: { display: reason }, outcome: 'Discharged' },
        },
      });
    }
    immunise(facts, toddler, today, 1);
    facts.police.push({
      kind: 'warning-marker',
      key: `${stepFather.id}-WM`,
      person: stepFather.id,
      data: { marker: 'VIOLENT', from: daysBefore(today, 1_200), detail: 'Assault on the child of a former partner' },
    });
  },
};

/** Relatives and neighbours asked for help again and again; each time it was closed without action. */
export const closedEachTime: Story = {
  name: 'closed-each-time',
  weight: 1,
  wish: (random) => ({ ages: [random.whole(5, 8)], father: true }),
  case: { purpose: 'CHILD_IN_NEED', basis: 'PUBLIC_TASK', level: 3, reason: 'Fourth contact in a year, by the grandmother' },
  tell({ children, mother, random, today }, facts) {
    const [child] = children;
    if (!child) throw new Error('The story needs a child');
    for (const person of [mother, child]) register(facts, person, random);
    immunise(facts, child, today, 1);
    enrol(facts, child, random, today, { absence: 6 });
    for (const [ago, source] of [
      [330, '1A'],
      [200, '1C'],
      [70, '1A'],
    ] as const) {
      facts.socialCare.push({
        kind: 'referral',
        key: `${child.id}-R${ago}`,
        person: child.id,
        data: {
          ...{ referredOn: daysBefore(today, ago), source, primaryNeed: 'N5', noFurtherAction: true },
          ...{ closedOn: daysBefore(today, ago - 2), closureReason: 'RC8' },
        },
      });
    }
  },
};
