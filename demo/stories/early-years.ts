import { addDays, at, daysBefore, earlier } from '../calendar';
import type { Story } from './story';
import { enrol, immunise, register, review } from './routine';

/** A baby who cannot yet move has bruises; each attendance was treated alone. */
export const injuredInfant: Story = {
  name: 'injured-infant',
  weight: 1,
  wish: () => ({ ages: [0], father: true }),
  case: { purpose: 'SECTION_47', basis: 'PUBLIC_TASK', level: 4, reason: 'Bruising in a baby who is not yet mobile' },
  tell({ children, mother, father, random, today }, facts) {
    const [baby] = children;
    if (!baby?.dateOfBirth) throw new Error('The story needs a baby');
    for (const person of [mother, ...(father ? [father] : []), baby]) register(facts, person, random);
    for (const [index, [age, reason]] of (
      [
        [35, 'Vomiting'],
        [62, 'Bruise of cheek'],
        [80, 'Fracture of clavicle'],
      ] as const
    ).entries()) {
      const day = addDays(baby.dateOfBirth, age);
      if (day > today) continue;
      facts.health.push({
        kind: 'attendance',
        key: `${baby.id}-ED${index}`,
        person: baby.id,
        data: {
          setting: 'EMERGENCY_DEPARTMENT',
          unscheduled: true,
          at: at(day, 19),
          reason: { display: reason },
          outcome: 'Discharged',
        },
      });
    }
    immunise(facts, baby, today, 0.3);
    review(facts, baby, today, 'Weight below the line expected');
    facts.health.push({
      kind: 'condition',
      key: `${mother.id}-PND`,
      person: mother.id,
      data: {
        code: '58703003',
        system: 'http://snomed.info/sct',
        display: 'Postnatal depression',
        status: 'active',
        recordedOn: earlier(addDays(baby.dateOfBirth, 40), today),
        safeguarding: false,
      },
    });
  },
};

/** A first child was removed; the mother is pregnant again, on a pre-birth plan. */
export const unborn: Story = {
  name: 'unborn',
  weight: 1,
  wish: (random, today) => ({ ages: [random.whole(3, 6)], unborn: addDays(today, random.whole(60, 120)) }),
  case: { purpose: 'SECTION_47', basis: 'PUBLIC_TASK', level: 4, reason: 'Pregnancy; a previous child is looked after' },
  tell({ family, children, mother, random, today }, facts) {
    const elder = children.find(({ stage }) => stage === 'CHILD');
    const expected = family.people.find(({ stage }) => stage === 'UNBORN');
    if (!elder || !expected) throw new Error('The story needs an elder child and an unborn one');
    for (const person of [mother, elder]) register(facts, person, random);
    facts.health.push({
      kind: 'pregnancy',
      key: `${mother.id}-PREG`,
      person: mother.id,
      data: { expectedDate: expected.expectedDate, bookedOn: daysBefore(today, 20) },
    });
    immunise(facts, elder, today, 1);
    facts.socialCare.push({
      kind: 'care-episode',
      key: `${elder.id}-CE`,
      person: elder.id,
      data: {
        startedOn: daysBefore(today, 800),
        startReason: 'S',
        legalStatus: 'C2',
        need: 'N1',
        placementType: 'U4',
        placementProvider: 'PR1',
      },
    });
    facts.socialCare.push({
      kind: 'care-review',
      key: `${elder.id}-CR`,
      person: elder.id,
      data: { on: daysBefore(today, 100), participation: 'PN0' },
    });
    facts.socialCare.push({
      kind: 'referral',
      key: `${expected.id}-R`,
      person: expected.id,
      data: { referredOn: daysBefore(today, 18), source: '3A', primaryNeed: 'N1' },
    });
    facts.socialCare.push({
      kind: 'protection-plan',
      key: `${expected.id}-CPP`,
      person: expected.id,
      data: {
        referral: `${expected.id}-R`,
        startedOn: daysBefore(today, 4),
        initialCategory: 'NEG',
        latestCategory: 'NEG',
        previousPlans: 0,
      },
    });
  },
};

/** Neglect that no single fact shows: overdue checks, dental pain, low attendance, a cold house. */
export const neglect: Story = {
  name: 'neglect',
  weight: 3,
  wish: (random) => ({ ages: [random.whole(8, 11), random.whole(5, 7), random.whole(2, 4)] }),
  case: { purpose: 'CHILD_IN_NEED', basis: 'CONSENT', level: 3, reason: 'Chronic neglect; parent agrees to an assessment' },
  tell({ children, mother, random, today }, facts) {
    register(facts, mother, random);
    for (const [index, child] of children.entries()) {
      register(facts, child, random);
      immunise(facts, child, today, 0.4);
      for (const ago of [150, 90, 40]) {
        facts.health.push({
          kind: 'was-not-brought',
          key: `${child.id}-WNB-${ago}`,
          person: child.id,
          data: {
            at: at(daysBefore(today, ago), 11),
            service: index === 0 ? 'Dental extraction clinic' : 'Health visitor review',
          },
        });
      }
      if (index < 2) enrol(facts, child, random, today, { absence: 22, unauthorised: 0.7, sen: index === 0 ? 'K' : undefined });
    }
    const [eldest] = children;
    if (!eldest) throw new Error('The story needs children');
    facts.education.push({
      kind: 'safeguarding-concern',
      key: `${eldest.id}-DSL`,
      person: eldest.id,
      data: {
        raisedOn: daysBefore(today, 35),
        category: 'NEGLECT',
        summary: 'Often hungry and in the same clothes; says that the boiler is broken and they all sleep downstairs.',
        action: 'Food parcel; spoke with mother',
      },
    });
    facts.socialCare.push({
      kind: 'referral',
      key: `${eldest.id}-R1`,
      person: eldest.id,
      data: {
        referredOn: daysBefore(today, 600),
        source: '2A',
        primaryNeed: 'N5',
        noFurtherAction: true,
        closedOn: daysBefore(today, 598),
        closureReason: 'RC8',
      },
    });
    facts.socialCare.push({
      kind: 'referral',
      key: `${eldest.id}-R2`,
      person: eldest.id,
      data: { referredOn: daysBefore(today, 33), source: '2A', primaryNeed: 'N1' },
    });
    facts.socialCare.push({
      kind: 'child-in-need-plan',
      key: `${eldest.id}-CIN`,
      person: eldest.id,
      data: { referral: `${eldest.id}-R2`, startedOn: daysBefore(today, 10) },
    });
  },
};
