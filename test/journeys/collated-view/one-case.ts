import type { Answer } from '../../support/journey';
import { fieldsSeen, keyOf } from '../support/answer-walk';
import { COLLATED, collated, type Looking, openCase, settled } from '../support/collated';
import { type CaseFacts, caseFacts, deviations } from '../support/expected-refusals';
import { journey } from './hub';

const AGENCIES = ['POLICE', 'HEALTH', 'EDUCATION', 'SOCIAL_CARE'];
const PERSONAS = [
  'mash-analyst',
  'decision-maker',
  'education-lead',
  'early-help-worker',
  'screening-officer',
  'ig-auditor',
  'police-researcher',
  'health-navigator',
  'social-care-lead',
];

describe('one child under one case', () => {
  let levelFour: Looking & { facts: CaseFacts };
  let levelTwo: Looking & { facts: CaseFacts };

  beforeAll(async () => {
    const { childId, caseId } = journey.demonstration;
    const other = await openCase(journey, {
      ...{ subjects: [childId], purpose: 'EARLY_HELP', basis: 'CONSENT', level: 2 },
      teams: ['early-help', 'agency-leads', 'front-door', 'decision-makers', 'audit'],
    });
    await settled(journey, { childId, caseId, purpose: 'SECTION_47' });
    levelFour = { childId, caseId, purpose: 'SECTION_47', facts: await caseFacts(journey, caseId) };
    levelTwo = { childId, caseId: other, purpose: 'EARLY_HELP', facts: await caseFacts(journey, other) };
  }, 120_000);

  const roleOf = (persona: string) => persona.replaceAll('-', '_');
  /** How many values an answer holds: leaves that are not null. */
  const valuesIn = ({ data }: Answer) =>
    fieldsSeen(COLLATED, data).filter(({ value }) => value !== null && typeof value !== 'object').length;

  test('an analyst with a case at level 4 sees a child collated from all four agencies in one query', async () => {
    const { data, errors, status } = await collated(journey.as('mash-analyst'), levelFour);
    expect({ status, errors }).toEqual({ status: 200, errors: [] });
    const { child } = data;
    expect(child.names).toEqual(
      expect.arrayContaining([expect.objectContaining({ given: expect.arrayContaining(['Amelia']), family: 'Hartley' })]),
    );
    expect(child.household.map(({ person }: { person: { __typename: string } }) => person.__typename)).toEqual(
      expect.arrayContaining(['Child', 'Adult']),
    );
    expect(child.household.every(({ address }: { address: unknown }) => address !== null)).toBe(true);
    expect(child.sources.map(({ agency }: { agency: string }) => agency)).toEqual(AGENCIES);
    expect(child.sources.map(({ state }: { state: string }) => state)).toEqual(AGENCIES.map(() => 'RECORDS_FOUND'));
    expect(new Set(child.chronology.edges.map(({ node }: { node: { agency: string } }) => node.agency))).toEqual(
      new Set(AGENCIES),
    );
    expect(child.police.domesticAbuseIncidents.map(({ dashGrade }: { dashGrade: string }) => dashGrade)).toContain('HIGH');
    expect(child.police.incidents[0].summary).toEqual(expect.stringContaining('shouting'));
    expect(child.health.wasNotBrought.length).toBeGreaterThan(0);
    expect(child.education.safeguardingConcerns.length).toBeGreaterThan(0);
    expect(child.socialCare.contacts.length).toBeGreaterThan(0);
  });

  test('the suggested level comes with its reasons, each with evidence from several agencies', async () => {
    const { data } = await collated(journey.as('mash-analyst'), levelFour);
    const { level, couldReach, complete, modelVersion, digest, rules, missing } = data.child.threshold;
    expect(level).toBeGreaterThanOrEqual(3);
    expect(couldReach).toBeGreaterThanOrEqual(level);
    // Every agency answered: what is missing is a person's judgement, which no agency can give.
    expect(complete).toBe(true);
    expect(missing.filter(({ agency }: { agency: string | null }) => agency !== null)).toEqual([]);
    expect(modelVersion).not.toBe('');
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
    const met = rules.filter(({ state }: { state: string }) => state === 'MET');
    expect(Math.max(...met.map((rule: { level: number }) => rule.level))).toBe(level);
    expect(met.every(({ wording }: { wording: string }) => wording.length > 0)).toBe(true);
    const evidence = met.flatMap((rule: { evidence: { agency: string }[] }) => rule.evidence);
    expect(new Set(evidence.map(({ agency }: { agency: string }) => agency)).size).toBeGreaterThan(1);
  });

  describe.each(PERSONAS)('%s', (persona) => {
    test('sees at level 4 what the lines of the agreements say, field by field, and has every other field listed as withheld', async () => {
      const answer = await collated(journey.as(persona), levelFour);
      expect(answer.errors).toEqual([]);
      expect(answer.data.child).not.toBeNull();
      expect(deviations(COLLATED, answer, roleOf(persona), () => levelFour.facts)).toEqual([]);
    });

    test('sees at level 2 what the lines say, and less than at level 4', async () => {
      const two = await collated(journey.as(persona), levelTwo);
      expect(two.errors).toEqual([]);
      expect(deviations(COLLATED, two, roleOf(persona), () => levelTwo.facts)).toEqual([]);
      const four = await collated(journey.as(persona), levelFour);
      if (persona === 'early-help-worker') return;
      expect(valuesIn(two)).toBeLessThanOrEqual(valuesIn(four));
    });
  });

  test('a case at level 2 shows an analyst clearly less than one at level 4', async () => {
    const [two, four] = await Promise.all([levelTwo, levelFour].map((looking) => collated(journey.as('mash-analyst'), looking)));
    const seen = (answer: Answer | undefined) =>
      fieldsSeen(COLLATED, answer?.data)
        .filter(({ value }) => value !== null)
        .map(({ path }) => keyOf(path));
    expect(seen(two).length).toBeLessThan(seen(four).length * 0.8);
    expect(two?.data.child.police.intelligence).toBeNull();
  });

  test('an auditor learns who was looked at and nothing of what is known about them', async () => {
    const { text, data } = await collated(journey.as('ig-auditor'), levelFour);
    expect(data.child.id).toBe(levelFour.childId);
    expect(text).not.toMatch(/Hartley|Amelia|shouting|Westholme/);
  });

  test('a publisher opens no child at all', async () => {
    const { data, withheld } = await collated(journey.as('police-publisher'), levelFour);
    expect(data).toEqual({ child: null });
    expect(withheld).toEqual([expect.objectContaining({ path: ['child'], agency: 'MASH' })]);
  });

  describe('withheld entries stand at their exact place', () => {
    const MIXED = `query Mixed { me { id } one: cases(first: 30) { edges { node { id ref: reference subjects {
      ident: id ...Known
      lives: household { relation who: person { __typename ... on Child { id ...Known } ...Grown } }
    } } } } }
    fragment Known on Child { id p: police { i: incidents { when: occurredAt said: summary } intelligence { summary } }
      health { conditions { began: onsetOn } } education { enrolments { placed: school } } sex }
    fragment Grown on Adult { id p: police { i: incidents { said: summary } markers: warningMarkers { marker detail } } health { conditions { began: onsetOn } }
      socialCare { open: openNow } named: names { family } }`;

    test.each(PERSONAS)('in lists of cases, children and adults, through aliases and fragments, for %s', async (persona) => {
      const answer = await journey.as(persona).query(MIXED);
      expect(answer.errors).toEqual([]);
      const cases = answer.data.one?.edges ?? [];
      const facts = new Map<string, CaseFacts>();
      for (const { node } of cases) facts.set(node.id, await caseFacts(journey, node.id));
      const wrong = deviations(MIXED, answer, roleOf(persona), ({ path }) => {
        const found = facts.get(cases[path[2] as number]?.node.id);
        if (found === undefined) throw new Error(`No case around ${keyOf(path)}`);
        return found;
      });
      expect(wrong).toEqual([]);
    });
  });
});
