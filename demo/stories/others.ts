import { at, daysBefore, yearsBefore } from '../calendar';
import type { Story } from './story';
import { enrol, immunise, register, review } from './routine';

/** Mother and children fled; where they live now must not be learned, through anybody's record. */
export const fled: Story = {
  name: 'fled',
  weight: 1,
  wish: (random) => ({ ages: [random.whole(7, 9), random.whole(5, 6)], fled: true }),
  case: {
    purpose: 'SECTION_47',
    basis: 'PUBLIC_TASK',
    level: 4,
    reason: 'Family moved away from a violent former partner; address protected',
  },
  tell({ children, mother, father, random, today }, facts) {
    if (!father) throw new Error('The story needs the father');
    const key = `${mother.id}-DA`;
    facts.police.push({
      kind: 'incident',
      key,
      data: {
        reference: `DA/${mother.id}`,
        type: 'DOMESTIC_ABUSE',
        occurredAt: at(daysBefore(today, 260), 20),
        summary: 'Threats to kill; weapon seen.',
        outcome: 'Non-molestation order',
      },
    });
    facts.police.push({
      kind: 'domestic-abuse',
      key,
      data: { incident: key, dashGrade: 'HIGH', dashScore: 19, maracReferral: true, childrenPresent: true },
    });
    facts.police.push({ kind: 'involvement', key: `${key}-V`, person: mother.id, data: { incident: key, role: 'VICTIM' } });
    facts.police.push({ kind: 'involvement', key: `${key}-S`, person: father.id, data: { incident: key, role: 'SUSPECT' } });
    for (const child of children) {
      facts.police.push({
        kind: 'involvement',
        key: `${key}-${child.id}`,
        person: child.id,
        data: { incident: key, role: 'PRESENT' },
      });
      immunise(facts, child, today, 1);
      enrol(facts, child, random, today, { absence: 9 });
    }
    for (const person of [mother, father, ...children]) register(facts, person, random);
    const [elder] = children;
    if (elder)
      facts.socialCare.push({
        kind: 'referral',
        key: `${elder.id}-R`,
        person: elder.id,
        data: {
          referredOn: daysBefore(today, 258),
          source: '6',
          primaryNeed: 'N1',
          closedOn: daysBefore(today, 120),
          closureReason: 'RC9',
        },
      });
  },
};

/** Twins: the same birthday, school and address; one has a record the other must not be given. */
export const twins: Story = {
  name: 'twins',
  weight: 1,
  wish: (random) => {
    const age = random.whole(6, 12);
    return { ages: [age, age], twins: true };
  },
  case: { purpose: 'EARLY_HELP', basis: 'CONSENT', level: 2, reason: 'One twin struggles at school; family asked for help' },
  tell({ children, mother, random, today }, facts) {
    register(facts, mother, random);
    for (const [index, child] of children.entries()) {
      register(facts, child, random);
      immunise(facts, child, today, 1);
      enrol(facts, child, random, today, { absence: index === 0 ? 14 : 3, sen: index === 0 ? 'K' : undefined });
    }
    const [first] = children;
    if (!first) throw new Error('The story needs twins');
    facts.health.push({
      kind: 'mental-health-contact',
      key: `${first.id}-MH`,
      person: first.id,
      data: {
        at: at(daysBefore(today, 50), 10),
        team: 'School nurse emotional health clinic',
        crisis: false,
        reason: { display: 'Anxiety' },
      },
    });
    facts.education.push({
      kind: 'exclusion',
      key: `${first.id}-EX`,
      person: first.id,
      data: { category: 'LUNCHTIME', startedOn: daysBefore(today, 100), sessions: 2, reasons: ['DB'] },
    });
  },
};

/** A young carer on early help. */
export const earlyHelp: Story = {
  name: 'early-help',
  weight: 3,
  wish: (random) => ({ ages: [random.whole(10, 14), random.whole(5, 9)] }),
  case: {
    purpose: 'EARLY_HELP',
    basis: 'CONSENT',
    level: 2,
    reason: 'Young carer; parent has a long-term illness and asked for help',
  },
  tell({ children, mother, random, today }, facts) {
    register(facts, mother, random);
    facts.health.push({
      kind: 'condition',
      key: `${mother.id}-MS`,
      person: mother.id,
      data: {
        code: '24700007',
        system: 'http://snomed.info/sct',
        display: 'Multiple sclerosis',
        status: 'active',
        recordedOn: daysBefore(today, 1_400),
        safeguarding: false,
      },
    });
    for (const [index, child] of children.entries()) {
      register(facts, child, random);
      immunise(facts, child, today, 1);
      enrol(facts, child, random, today, { absence: index === 0 ? 12 : 5, youngCarer: index === 0 });
    }
  },
};

/** Looked after for years, with reviews and times away from the placement. */
export const lookedAfter: Story = {
  name: 'looked-after',
  weight: 1,
  wish: (random) => ({ ages: [random.whole(11, 15)] }),
  case: { purpose: 'LOOKED_AFTER', basis: 'LEGAL_OBLIGATION', level: 4, reason: 'Looked after; missing from placement' },
  tell({ children, random, today }, facts) {
    const [child] = children;
    if (!child) throw new Error('The story needs a child');
    register(facts, child, random);
    immunise(facts, child, today, 0.8);
    enrol(facts, child, random, today, { absence: 17, sen: 'E' });
    facts.socialCare.push({
      kind: 'care-episode',
      key: `${child.id}-CE1`,
      person: child.id,
      data: {
        startedOn: daysBefore(today, 1_100),
        startReason: 'S',
        legalStatus: 'C1',
        need: 'N1',
        placementType: 'U6',
        placementProvider: 'PR1',
        endedOn: daysBefore(today, 300),
        endReason: 'X1',
        placementChangeReason: 'CARPL',
      },
    });
    facts.socialCare.push({
      kind: 'care-episode',
      key: `${child.id}-CE2`,
      person: child.id,
      data: {
        startedOn: daysBefore(today, 300),
        startReason: 'P',
        legalStatus: 'C2',
        need: 'N1',
        placementType: 'K2',
        placementProvider: 'PR4',
        homePostcode: child.addresses[0]?.postcode,
      },
    });
    for (const ago of [280, 190, 20])
      facts.socialCare.push({
        kind: 'care-review',
        key: `${child.id}-CR-${ago}`,
        person: child.id,
        data: { on: daysBefore(today, ago), participation: ago === 20 ? 'PN4' : 'PN1' },
      });
    for (const ago of [90, 45, 12])
      facts.socialCare.push({
        kind: 'missing-from-care',
        key: `${child.id}-MFC-${ago}`,
        person: child.id,
        data: { type: 'M', from: daysBefore(today, ago), to: daysBefore(today, ago - 1) },
      });
    facts.socialCare.push({
      kind: 'care-outcomes',
      key: `${child.id}-OC2`,
      person: child.id,
      data: { sdqScore: 24, healthCheck: true, immunisations: false, dentalCheck: false, healthAssessment: true },
    });
    facts.socialCare.push({
      kind: 'allocated-worker',
      key: `${child.id}-AW`,
      person: child.id,
      data: { worker: 'SW1010', team: 'Children looked after team', from: daysBefore(today, 1_090) },
    });
    facts.police.push({
      kind: 'missing-episode',
      key: `${child.id}-M`,
      person: child.id,
      data: { reportedAt: at(daysBefore(today, 12), 22), returnedAt: at(daysBefore(today, 11), 7), riskGrade: 'MEDIUM' },
    });
  },
};

/** Known to health alone: not yet of school age, and nobody else has a record. */
export const oneAgency: Story = {
  name: 'one-agency',
  weight: 2,
  wish: (random) => ({ ages: [random.whole(0, 2)] }),
  unknownTo: ['police', 'education', 'socialCare'],
  tell({ children, mother, random, today }, facts) {
    register(facts, mother, random);
    for (const child of children) {
      register(facts, child, random);
      review(facts, child, today);
      if (child.dateOfBirth && child.dateOfBirth < yearsBefore(today, 1)) immunise(facts, child, today, 1);
    }
  },
};
