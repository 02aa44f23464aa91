import type { Json } from '../../support/journey';
import { openCase, settled } from '../support/collated';
import { everythingOf } from '../support/open-schema';
import { journey } from './hub';

describe('one child under several cases', () => {
  let childId: string;
  /** The same child under three cases: level 4, level 3 and level 2. */
  let cases: { purpose: string; caseId: string }[];

  beforeAll(async () => {
    childId = journey.demonstration.childId;
    const teams = ['agency-leads', 'front-door', 'decision-makers'];
    const opening = { subjects: [childId], teams };
    cases = [
      { purpose: 'SECTION_47', caseId: journey.demonstration.caseId },
      {
        purpose: 'CHILD_IN_NEED',
        caseId: await openCase(journey, { ...opening, purpose: 'CHILD_IN_NEED', basis: 'CONSENT', level: 3 }),
      },
      {
        purpose: 'EARLY_HELP',
        caseId: await openCase(journey, { ...opening, purpose: 'EARLY_HELP', basis: 'CONSENT', level: 2 }),
      },
    ];
    // Until the agencies have told what they know for a new case, its threshold differs from one moment to the next.
    for (const one of cases) await settled(journey, { childId, ...one });
  }, 120_000);

  const WHAT = `${everythingOf('Child', ['household', 'police', 'health', 'education', 'socialCare'])}
  police { incidents { id summary occurredAt } intelligence { id summary } missingEpisodes { id } }
  health { attendances { id } conditions { id condition { code } } registrations { organisation } }
  education { enrolments { school } safeguardingConcerns { summary } }
  socialCare { contacts { reason receivedOn } referrals { referredOn closureReason { code } } }
  household { relation person { __typename
    ... on Child { id names { family } police { incidents { summary } } sources { agency state } chronology(first: 5) { totalCount } }
    ... on Adult { id names { family } police { incidents { summary } } health { conditions { id } } sources { agency state } } } }`;

  const argumentsFor = ({ purpose, caseId }: { purpose: string; caseId: string }) =>
    `(id: "${childId}", purpose: ${purpose}, caseId: "${caseId}")`;

  /** Moments of the answer itself, and who has looked: the same answer a second later differs in them alone. */
  const timeless = (value: Json): Json =>
    JSON.parse(
      JSON.stringify(value, (key, one) => (['asAt', 'since', 'dataAge', 'seconds', 'accessLog'].includes(key) ? undefined : one)),
    );

  test.each(['mash-analyst', 'police-researcher', 'education-lead', 'screening-officer'])(
    'aliases of one child under cases of different levels, in one query, each get exactly their own case’s answer (%s)',
    async (persona) => {
      const reader = journey.as(persona);
      const together = await reader.query(
        `{ ${cases.map((one, index) => `alias${index}: child${argumentsFor(one)} { ${WHAT} }`).join('\n')} }`,
      );
      expect(together.errors).toEqual([]);
      for (const [index, one] of cases.entries()) {
        const alone = await reader.query(`{ alone: child${argumentsFor(one)} { ${WHAT} } }`);
        expect(timeless(together.data[`alias${index}`])).toEqual(timeless(alone.data.alone));
        const refusals = together.withheld
          .filter(({ path }) => path[0] === `alias${index}`)
          .map(({ path, ...rest }) => ({ ...rest, path: path.slice(1) }));
        const refusedAlone = alone.withheld.map(({ path, ...rest }) => ({ ...rest, path: path.slice(1) }));
        expect(sorted(refusals)).toEqual(sorted(refusedAlone));
      }
      // They do differ for those who may see something, or the comparison would prove nothing.
      if (persona === 'mash-analyst') expect(timeless(together.data.alias0)).not.toEqual(timeless(together.data.alias2));
    },
  );

  test.each([
    'sources { agency state }',
    'chronology(first: 50) { totalCount edges { node { id headline } } }',
    'threshold { level couldReach digest rules { id state evidence { indicator } } }',
    'household { person { ... on Child { id police { incidents { id } } } ... on Adult { id police { incidents { id } } } } }',
  ])('also when nothing else is asked: %s', async (what) => {
    const reader = journey.as('mash-analyst');
    const together = await reader.query(
      `{ ${cases.map((one, index) => `alias${index}: child${argumentsFor(one)} { ${what} }`).join('\n')} }`,
    );
    expect(together.errors).toEqual([]);
    for (const [index, one] of cases.entries()) {
      const alone = await reader.query(`{ alone: child${argumentsFor(one)} { ${what} } }`);
      expect(together.data[`alias${index}`]).toEqual(alone.data.alone);
    }
  });

  test('a child asked for under a case that is not about them is not there, beside the one who is', async () => {
    const { data, errors } = await journey
      .as('mash-analyst')
      .query(
        `{ mine: child${argumentsFor(cases[0] as never)} { id } wrong: child(id: "${childId}", purpose: EARLY_HELP, caseId: "${cases[0]?.caseId}") { id names { family } } }`,
      );
    expect(errors).toEqual([]);
    expect(data).toEqual({ mine: { id: childId }, wrong: null });
  });

  const sorted = (refusals: readonly object[]): string[] => refusals.map((one) => JSON.stringify(one)).sort();
});
