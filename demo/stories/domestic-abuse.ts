import { ageOn, at, daysBefore } from '../calendar';
import type { Story } from './story';
import { enrol, immunise, register, review } from './routine';

/**
 * The household nobody linked: the mother's partner moved in, the police came three times, the school worries, appointments are
 * missed, and social care closed two contacts. No agency alone sees why it matters.
 */
export const domesticAbuse: Story = {
  name: 'domestic-abuse',
  weight: 3,
  wish: (random) => ({ ages: [random.whole(6, 10), random.whole(1, 4)], stepFather: true, halfSibling: true }),
  case: {
    purpose: 'SECTION_47',
    basis: 'PUBLIC_TASK',
    level: 4,
    reason: 'Third domestic abuse incident in six months with children present',
  },
  tell({ children, mother, stepFather, random, today }, facts) {
    const [elder, younger] = children;
    if (!stepFather || !elder || !younger) throw new Error('The story needs two children and the partner');
    const grades = [
      [160, 'MEDIUM', 11],
      [70, 'MEDIUM', 13],
      [9, 'HIGH', 17],
    ] as const;
    for (const [ago, grade, score] of grades) {
      const key = `${mother.id}-DA-${ago}`;
      const day = daysBefore(today, ago);
      facts.police.push({
        kind: 'incident',
        key,
        data: {
          reference: `DA/${ago}/${mother.id}`,
          type: 'DOMESTIC_ABUSE',
          occurredAt: at(day, 22),
          recordedAt: at(day, 23),
          summary:
            'Neighbour reported shouting and a bang. Officers found a woman with a red mark on her neck; two children were upstairs.',
          outcome: grade === 'HIGH' ? 'Suspect arrested' : 'Words of advice',
        },
      });
      facts.police.push({
        kind: 'domestic-abuse',
        key,
        data: {
          incident: key,
          dashGrade: grade,
          dashScore: score,
          childrenPresent: true,
          strangulation: grade === 'HIGH',
          maracReferral: grade === 'HIGH',
        },
      });
      facts.police.push({ kind: 'involvement', key: `${key}-V`, person: mother.id, data: { incident: key, role: 'VICTIM' } });
      facts.police.push({
        kind: 'involvement',
        key: `${key}-S`,
        person: stepFather.id,
        data: { incident: key, role: 'SUSPECT' },
      });
      for (const child of children)
        facts.police.push({
          kind: 'involvement',
          key: `${key}-${child.id}`,
          person: child.id,
          data: { incident: key, role: 'PRESENT' },
        });
    }
    facts.police.push({
      kind: 'warning-marker',
      key: `${stepFather.id}-WM`,
      person: stepFather.id,
      data: { marker: 'VIOLENT', from: daysBefore(today, 900), detail: 'Previous assault on a partner' },
    });
    facts.police.push({
      kind: 'custody',
      key: `${stepFather.id}-C`,
      person: stepFather.id,
      data: {
        arrestedAt: at(daysBefore(today, 9), 23),
        offence: 'Assault occasioning actual bodily harm',
        disposal: 'Bailed with conditions',
      },
    });
    facts.police.push({
      kind: 'intelligence',
      key: `${stepFather.id}-I`,
      person: stepFather.id,
      data: {
        reportedOn: daysBefore(today, 40),
        sourceGrade: '2',
        informationGrade: 'B',
        handling: 'P',
        topic: 'DRUGS',
        summary: 'Reported to deal from the address at weekends while the children are there.',
      },
    });

    for (const adult of [mother, stepFather]) register(facts, adult, random);
    facts.health.push({
      kind: 'attendance',
      key: `${mother.id}-ED`,
      person: mother.id,
      data: {
        setting: 'EMERGENCY_DEPARTMENT',
        unscheduled: true,
        at: at(daysBefore(today, 69), 9),
        reason: { display: 'Injury of face' },
        outcome: 'Discharged',
      },
    });
    for (const child of children) {
      register(facts, child, random);
      immunise(facts, child, today, child === younger ? 0.6 : 1);
      review(facts, child, today);
    }
    for (const ago of [200, 120, 55, 20]) {
      facts.health.push({
        kind: 'was-not-brought',
        key: `${elder.id}-WNB-${ago}`,
        person: elder.id,
        data: { at: at(daysBefore(today, ago), 10), service: 'Community paediatrics' },
      });
    }
    facts.health.push({
      kind: 'attendance',
      key: `${younger.id}-ED1`,
      person: younger.id,
      data: {
        setting: 'EMERGENCY_DEPARTMENT',
        unscheduled: true,
        at: at(daysBefore(today, 68), 21),
        reason: { display: 'Bruising of upper arm' },
        outcome: 'Discharged',
      },
    });

    enrol(facts, elder, random, today, { absence: 19, unauthorised: 0.6, sen: 'K' });
    if (ageOn(younger.dateOfBirth ?? today, today) >= 4) enrol(facts, younger, random, today, { absence: 8 });
    facts.education.push({
      kind: 'safeguarding-concern',
      key: `${elder.id}-DSL1`,
      person: elder.id,
      data: {
        raisedOn: daysBefore(today, 66),
        category: 'DOMESTIC_ABUSE',
        summary: 'Said that the shouting at night makes the baby cry and that there is a hole in the bedroom door.',
        action: 'Spoke with mother',
        disclosure: true,
      },
    });
    facts.education.push({
      kind: 'safeguarding-concern',
      key: `${elder.id}-DSL2`,
      person: elder.id,
      data: {
        raisedOn: daysBefore(today, 8),
        category: 'EMOTIONAL',
        summary: 'Tearful, did not want to go home on Friday.',
        action: 'Referred to the front door',
      },
    });
    facts.education.push({
      kind: 'exclusion',
      key: `${elder.id}-EX`,
      person: elder.id,
      data: { category: 'SUSPENSION', startedOn: daysBefore(today, 90), sessions: 4, reasons: ['PP'] },
    });

    facts.socialCare.push({
      kind: 'referral',
      key: `${elder.id}-R1`,
      person: elder.id,
      data: {
        referredOn: daysBefore(today, 420),
        source: '6',
        primaryNeed: 'N5',
        noFurtherAction: true,
        closedOn: daysBefore(today, 410),
        closureReason: 'RC8',
      },
    });
    facts.socialCare.push({
      kind: 'referral',
      key: `${elder.id}-R2`,
      person: elder.id,
      data: {
        referredOn: daysBefore(today, 158),
        source: '6',
        primaryNeed: 'N1',
        closedOn: daysBefore(today, 100),
        closureReason: 'RC9',
      },
    });
    facts.socialCare.push({
      kind: 'assessment',
      key: `${elder.id}-AS`,
      person: elder.id,
      data: {
        referral: `${elder.id}-R2`,
        startedOn: daysBefore(today, 155),
        authorisedOn: daysBefore(today, 118),
        factors: ['3A', '3B', '4B'],
      },
    });
    facts.socialCare.push({
      kind: 'contact',
      key: `${elder.id}-CO`,
      person: elder.id,
      data: {
        receivedOn: daysBefore(today, 8),
        source: '1A',
        reason: 'Maternal grandmother worried about the partner',
        outcome: 'REFERRAL',
      },
    });
    facts.socialCare.push({
      kind: 'allocated-worker',
      key: `${elder.id}-AW`,
      person: elder.id,
      data: { worker: 'SW1042', team: 'Assessment team 2', from: daysBefore(today, 156), to: daysBefore(today, 100) },
    });
    facts.socialCare.push({
      kind: 'referral',
      key: `${younger.id}-R1`,
      person: younger.id,
      data: {
        referredOn: daysBefore(today, 158),
        source: '6',
        primaryNeed: 'N5',
        closedOn: daysBefore(today, 100),
        closureReason: 'RC9',
      },
    });
  },
};
