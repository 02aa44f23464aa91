import fc from 'fast-check';
import { loadAgreements } from '../../../common/access/load-agreements';
import { loadPurposes } from '../../../common/access/purposes';
import { factsFromKept, keptFacts } from '../../../subgraphs/mash/decisions/kept-facts';
import { secondPersonFor } from '../../../subgraphs/mash/decisions/second-person';
import { notBefore } from '../../../subgraphs/mash/notices/quiet-hours';
import { judgedOf, standingJudgements } from '../../../subgraphs/mash/threshold/judgements/judged';
import type { JudgementRow } from '../../../subgraphs/mash/threshold/judgements/judgement-store';
import { changesBetween, type Standing } from '../../../subgraphs/mash/threshold/kept/changes';
import { viewpointsOf } from '../../../subgraphs/mash/threshold/kept/viewpoints';
import { weigh } from '../../../subgraphs/mash/threshold/weigh';
import { loadAdvicePolicy } from '../../../subgraphs/mash/threshold/policy/advice-policy';
import { AGENCIES } from '../../../subgraphs/registry';
import { CONTINUUM, facts, signal, silence } from './support';

const POLICY = loadAdvicePolicy('policy/advice.yaml');

describe('quiet hours', () => {
  const at = (text: string) => notBefore(POLICY.notices, 3, new Date(text)).toISOString();
  test.each([
    ['by day at once', '2026-11-22T12:00:00Z', '2026-11-22T12:00:00.000Z'],
    ['at eight in the evening the next morning', '2026-11-22T20:00:00Z', '2026-11-23T07:00:00.000Z'],
    ['after midnight the same morning', '2026-11-22T03:30:30Z', '2026-11-22T07:00:00.000Z'],
    ['by British Summer Time in summer', '2026-07-01T19:00:00Z', '2026-07-02T06:00:00.000Z'],
    ['in the night in which the clocks go back', '2026-10-24T19:30:00Z', '2026-10-25T07:00:00.000Z'],
    ['in the night in which they go forward', '2026-03-28T22:00:00Z', '2026-03-29T06:00:00.000Z'],
  ])('%s', (_, now, then) => {
    expect(at(now)).toBe(then);
  });

  test('nobody waits for the morning with significant harm', () => {
    expect(notBefore(POLICY.notices, 4, new Date('2026-11-22T23:00:00Z')).toISOString()).toBe('2026-11-22T23:00:00.000Z');
  });

  test('a notice is never sent in quiet hours, and never waits for longer than they last', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date('2026-01-01'), max: new Date('2027-01-01'), noInvalidDate: true }), (now) => {
        const then = notBefore(POLICY.notices, 2, now);
        const hour = Number(
          new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', hour: '2-digit', hourCycle: 'h23' }).format(then),
        );
        expect(hour >= 7 && hour < 20).toBe(true);
        expect(then.getTime() - now.getTime()).toBeLessThanOrEqual(12 * 3_600_000);
      }),
    );
  });
});

describe('two people sign', () => {
  const proposed = { level: 2, outcome: 'EARLY_HELP', advice: { level: 2, complete: true }, earlierNoAction: 0 } as const;
  const noAction = { ...proposed, outcome: 'NO_FURTHER_ACTION' } as const;
  test.each([
    ['as advised', proposed, []],
    ['above the advice', { ...proposed, level: 3 }, []],
    ['below the advice', { ...proposed, level: 1 }, ['BELOW_ADVICE']],
    ['no action on what is complete', noAction, []],
    ['no action on what is not', { ...noAction, advice: { level: 2, complete: false } }, ['NO_ACTION_WHILE_INCOMPLETE']],
    ['the second time without action', { ...noAction, earlierNoAction: 1 }, []],
    ['the third time without action', { ...noAction, earlierNoAction: 2 }, ['REPEATED_NO_ACTION']],
    ['help after two times without', { ...proposed, earlierNoAction: 2 }, []],
  ] as const)('%s', (_, one, reasons) => {
    expect(secondPersonFor(one, POLICY.twoPeople)).toEqual(reasons);
  });
});

describe('what was judged of carers', () => {
  const row = (
    carer: string,
    motivation: 'LOW' | 'SUFFICIENT',
    judgedOn = '2026-11-01',
    capacity: 'LOW' | 'SUFFICIENT' = 'SUFFICIENT',
  ): JudgementRow => ({
    ...{
      id: `${carer}-${judgedOn}`,
      carer,
      motivation,
      capacity,
      evidence: 'x',
      judgedOn,
      agency: 'MASH',
      recordedAt: new Date(0),
    },
  });
  test.each<[string, string[], JudgementRow[], object]>([
    ['nobody judged', ['m'], [], {}],
    ['one of two judged able: the other may not be', ['m', 'f'], [row('m', 'SUFFICIENT')], {}],
    ['one of two judged low is enough', ['m', 'f'], [row('m', 'LOW')], { MOTIVATION_OR_CAPACITY_LOW: true }],
    ['low in capacity alone', ['m'], [row('m', 'SUFFICIENT', '2026-11-01', 'LOW')], { MOTIVATION_OR_CAPACITY_LOW: true }],
    ['both judged able', ['m', 'f'], [row('m', 'SUFFICIENT'), row('f', 'SUFFICIENT')], { MOTIVATION_OR_CAPACITY_LOW: false }],
    ['somebody who moved out', ['m'], [row('f', 'LOW')], {}],
    ['nobody is known to care for the child', [], [], {}],
  ])('%s', (_, carers, rows, told) => {
    expect(judgedOf(carers, rows)).toEqual(told);
  });

  test('the latest of each carer stands, for half a year and not from the future', () => {
    const rows = [
      row('m', 'LOW', '2026-06-01'),
      row('m', 'SUFFICIENT', '2026-10-01'),
      row('f', 'LOW', '2026-05-22'),
      row('g', 'LOW', '2026-12-01'),
    ];
    expect(standingJudgements(rows, 183, '2026-11-22')).toEqual([rows[1]]);
    expect(standingJudgements(rows, 184, '2026-11-22')).toEqual([rows[1], rows[2]]);
  });
});

describe('why an assessment differs', () => {
  const listed = (indicator: string, expires?: string) => ({
    ...{ agency: 'police', indicator, source: `s-${indicator}`, relation: 'SUBJECT' },
    ...(expires === undefined ? {} : { expires }),
  });
  const standing = (over: Partial<Standing> = {}): Standing => ({
    ...{ level: 2, couldReach: 2, model: 'm 1', digest: 'd', listed: [listed('a')], silent: [], judged: [] },
    ...over,
  });
  test.each<[string, Partial<Standing>, Partial<Standing>, object[]]>([
    ['told', {}, { listed: [listed('a'), listed('b')] }, [{ kind: 'TOLD', agency: 'police', indicator: 'b' }]],
    ['expired', { listed: [listed('a', '2026-11-21')] }, { listed: [] }, [{ kind: 'EXPIRED', agency: 'police', indicator: 'a' }]],
    [
      'withdrawn',
      { listed: [listed('a', '2026-11-22')] },
      { listed: [] },
      [{ kind: 'WITHDRAWN', agency: 'police', indicator: 'a' }],
    ],
    ['silent', {}, { silent: ['health STALE'] }, [{ kind: 'SILENT', agency: 'health' }]],
    ['still silent, otherwise', { silent: ['health UNAVAILABLE'] }, { silent: ['health STALE'] }, [{ kind: 'NOT_SHOWN' }]],
    ['answered', { silent: ['health STALE'] }, {}, [{ kind: 'ANSWERED', agency: 'health' }]],
    ['another model', {}, { model: 'm 2' }, [{ kind: 'MODEL' }]],
    ['judged', {}, { judged: ['X true'] }, [{ kind: 'JUDGED' }]],
    ['by what may not be read', {}, { level: 4, digest: 'e' }, [{ kind: 'NOT_SHOWN' }]],
  ])('%s', (_, before, after, changes) => {
    expect(changesBetween(standing(before), standing(after), '2026-11-22')).toEqual(changes);
  });

  test('the first has nothing before it', () => {
    expect(changesBetween(undefined, standing(), '2026-11-22')).toEqual([{ kind: 'FIRST' }]);
  });
});

test('facts that were kept and read again give the same digest, whatever they were', () => {
  const { signals: _, ...known } = facts([], {
    silences: [{ ...silence('health', 'diet_poor'), about: new Set(['HOUSEHOLD_ADULT']) }],
  });
  const weighed = (['CONTENT', 'EXISTENCE', 'LEVEL_ONLY'] as const).map((influence) => ({
    influence,
    signal: signal('missing_first'),
  }));
  const before = { ...known, weighed, judgements: { MOTIVATION_OR_CAPACITY_LOW: true } as const };
  const again = factsFromKept(JSON.parse(JSON.stringify(keptFacts(before))) as ReturnType<typeof keptFacts>);
  expect(again).toEqual(before);
  expect(weigh(again, CONTINUUM).digest).toBe(weigh(before, CONTINUUM).digest);
});

describe('viewpoints of a case', () => {
  const agreement = loadAgreements('policy/agreements', ['MASH', ...AGENCIES.map(({ agency }) => agency)]).get('MASH');
  const purposes = loadPurposes('policy/purposes.yaml');
  const row = (purpose: string, level: number, basis = 'PUBLIC_TASK') =>
    ({ id: 'c', reference: 'r', status: 'OPEN', level, purpose, basis, reason: '', openedAt: new Date(0) }) as never;
  const keys = (one: never, ...roles: string[][]) => {
    if (agreement === undefined) throw new Error('The hub has no agreement');
    return viewpointsOf(one, roles, purposes, agreement, new Date('2026-11-22T12:00:00Z')).map(({ key }) => key);
  };

  test('are those of the roles in the register that are shown advice, by the purpose and by review', () => {
    expect(keys(row('SECTION_47', 4), ['mash_analyst'], ['decision_maker'], ['education_lead'], ['ig_auditor'])).toEqual([
      ...['SECTION_47/mash_analyst', 'SECTION_47/decision_maker', 'DECISION_REVIEW/decision_maker'],
    ]);
  });

  test('of two roles of one person, only those that may pursue the purpose count', () => {
    expect(keys(row('SCREENING', 1), ['social_care_lead', 'mash_analyst'])).toEqual(['SCREENING/mash_analyst']);
    expect(keys(row('SECTION_47', 4), ['social_care_lead', 'mash_analyst'])).toEqual([
      'SECTION_47/mash_analyst+social_care_lead',
    ]);
  });

  test('none where the level or the basis does not let anybody', () => {
    expect(keys(row('SECTION_47', 3), ['mash_analyst'])).toEqual([]);
    expect(keys(row('SECTION_47', 4, 'CONSENT'), ['mash_analyst'])).toEqual([]);
  });
});
