import type { View } from '../../../common/access/subject';
import type { Category } from '../../../common/access/agreement';
import type { TellingSignal } from '../../../subgraphs/mash/threshold/facts';
import { composeAssessment, NOT_SHOWN, NOTICE } from '../../../subgraphs/mash/threshold/compose-assessment';
import { evidenceFor } from '../../../subgraphs/mash/threshold/evidence-for';
import type { ThresholdAssessment } from '../../../subgraphs/mash/threshold/threshold.types';
import { agreements, CATALOGUE, category, CONTINUUM, facts, MAY_KNOW, NOW, signal, silence, VIEW } from './support';

const CATEGORIES: readonly Category[] = [
  category(),
  category({ id: 'known', ...MAY_KNOW }),
  category({ id: 'secret', threshold: 'level_only', content: [] }),
  category({ id: 'never', threshold: 'none' }),
];
const feeds = new Map([
  ['health', { lastHeardAt: new Date('2026-11-22T11:58:30Z'), lastPublishedAt: null, unavailableSince: null, answeredFor: null }],
]);
const setting = {
  model: CONTINUUM,
  policy: { catalogue: CATALOGUE, derived: new Map([['health', new Set(['fgm_risk', 'diet_poor'])]]) },
  feeds,
  now: NOW,
};

function assessment(
  signals: readonly TellingSignal[],
  over: Parameters<typeof facts>[1] = {},
  view: Partial<View> = {},
): ThresholdAssessment {
  const { signals: _, ...known } = facts([], over);
  return composeAssessment(
    { ...known, weighed: evidenceFor({ ...VIEW, ...view }, signals, agreements(CATEGORIES), NOW) },
    setting,
  );
}

const evidenceIn = ({ rules, strengths }: ThresholdAssessment) => [...rules.flatMap((rule) => rule.evidence), ...strengths];
const need = signal('diet_poor');

test('evidence that may be read is listed with its label, its agency and its age in seconds', () => {
  const shown = assessment([need]);
  expect(shown.rules.find(({ id }) => id === 'RAM-4-SINGLE')).toMatchObject({ state: 'MET', level: 2 });
  expect(evidenceIn(shown)).toEqual([
    {
      ...{ indicator: 'diet_poor', label: 'Poor or inadequate diet', agency: 'HEALTH', observedOn: '2026-11-21' },
      ...{
        recordedOn: '2026-11-21',
        confidence: 'CREDIBLE',
        disputed: false,
        relation: 'SUBJECT',
        source: need.source,
        dataAge: 90,
      },
    },
  ]);
});

test('evidence that may only be known to exist meets its rule and is not listed', () => {
  const shown = assessment([{ ...need, category: 'known' }]);
  expect(shown.rules.find(({ id }) => id === 'RAM-4-SINGLE')).toMatchObject({ state: 'MET', evidence: [] });
  expect(shown.notice).toBe(NOTICE);
});

describe('information that may only move the level', () => {
  const open = assessment([need]);
  const secret = signal('fgm_risk', { category: 'secret' });
  const moved = assessment([need, secret]);

  test('moves it, and says that part of it is not shown', () => {
    expect([open.level, moved.level]).toEqual([2, 4]);
    expect(moved.notice).toBe(`${NOTICE} ${NOT_SHOWN}`);
  });

  test('changes no rule, no evidence, no strength and nothing that is missing', () => {
    const { rules, strengths, missing, coverage } = moved;
    expect({ rules, strengths, missing, coverage }).toEqual({
      ...{ rules: open.rules, strengths: open.strengths, missing: open.missing, coverage: open.coverage },
    });
  });

  test('changes the digest through the level alone', () => {
    const other = signal('injury_patterned', { category: 'secret' });
    expect(assessment([need, other]).digest).toBe(moved.digest);
    expect(moved.digest).not.toBe(open.digest);
  });

  test('tells nothing when it moves nothing', () => {
    expect(assessment([need, signal('sen_support', { category: 'secret' })])).toEqual(open);
  });
});

test('what may never influence the threshold changes no part of the assessment', () => {
  expect(assessment([need, signal('fgm_risk', { category: 'never' }), signal('pf_insight', { category: 'never' })])).toEqual(
    assessment([need]),
  );
});

test('what this viewer may not know of changes no part of the assessment', () => {
  const view = { roles: ['education_lead'] };
  expect(assessment([need, signal('fgm_risk'), signal('pf_insight', { category: 'known' })], {}, view)).toEqual(
    assessment([], {}, view),
  );
});

test('a strength is listed to those who may read it', () => {
  expect(assessment([signal('pf_insight')]).strengths).toMatchObject([{ indicator: 'pf_insight' }]);
  expect(assessment([signal('pf_insight', { category: 'known' })]).strengths).toEqual([]);
});

test('every assessment says that agencies may hold more, which model made it, when, and what nobody derives', () => {
  const { notice, modelVersion, asAt, coverage } = assessment([]);
  expect(notice).toContain('Agencies may hold more');
  expect({ modelVersion, asAt }).toEqual({ modelVersion: 'continuum-of-need 1', asAt: NOW });
  expect(coverage).toMatchObject({ indicators: 156, derived: 2 });
  expect(coverage.notDerived).toHaveLength(154);
});

test('with the agency away its last known signal stays, and the answer says since when nothing newer is known', () => {
  const away = { ...silence('health', 'fgm_risk', 'diet_poor'), since: new Date('2026-11-22T11:58:30Z') };
  const shown = assessment([need], { silences: [away] });
  expect(shown).toMatchObject({ level: 2, couldReach: 4, complete: false });
  expect(shown.missing).toEqual([{ agency: 'HEALTH', reason: 'UNAVAILABLE', since: away.since, indicators: ['fgm_risk'] }]);
  expect(evidenceIn(shown)).toMatchObject([{ indicator: 'diet_poor', dataAge: 90 }]);
});
