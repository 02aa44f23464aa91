import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PublishedRecord } from '../../../common/publishing/record';
import { definition as socialCare } from '../../../subgraphs/social-care';
import { loadDefinition } from '../../../subgraphs/load-definition';
import { AGENCIES } from '../../../subgraphs/registry';
import { type AgencyUnderTest, startAgencyUnderTest } from '../../support/agency-caller';
import { storeRecords } from '../education/support/store';
import { type OpenRetention, openRetention } from './support/retention';

const agreementOf = (name: string) => readFileSync(join(__dirname, '../../../policy/agreements', `${name}.yaml`), 'utf8');

test.each(AGENCIES.map(({ name }) => name))('%s can say of every kind what is due, and delete it', async (name) => {
  const definition = loadDefinition(name);
  const under = await startAgencyUnderTest(definition, agreementOf(name));
  const open = await openRetention(under, definition, agreementOf(name));
  try {
    const { kinds } = await open.retention.report();
    expect(kinds.map(({ kind }) => kind).sort()).toEqual(definition.kinds.map(({ kind }) => kind).sort());
    expect(kinds.at(-1)?.kind).toBe('person');
    expect((await open.retention.apply()).total).toBe(0);
  } finally {
    await open.close();
    await under.close();
  }
});

describe("children's social care", () => {
  let under: AgencyUnderTest;
  const opened: OpenRetention[] = [];
  beforeEach(async () => {
    under = await startAgencyUnderTest(socialCare, agreementOf('social-care'));
  });
  afterEach(async () => {
    for (const open of opened.splice(0)) await open.close();
    await under.close();
  });

  const on = async (today: string): Promise<OpenRetention> => {
    const open = await openRetention(under, socialCare, agreementOf('social-care'), { today });
    opened.push(open);
    return open;
  };
  const person = (key: string, dateOfBirth: string) => ({
    ...{ kind: 'person', key, person: key },
    data: { lifeStage: 'CHILD', names: [{ use: 'USUAL', given: ['Ada'], family: 'Example' }], dateOfBirth, addresses: [] },
  });
  const record = (kind: string, key: string, of: string, data: object) => ({ kind, key, person: of, data });
  const store = async (...records: readonly PublishedRecord[]) => {
    const { database } = await on('2026-11-22');
    await storeRecords(under, database, socialCare, records);
  };
  const plan = { startedOn: '2009-01-01', endedOn: '2010-06-01', initialCategory: 'NEG', latestCategory: 'NEG' };

  test('protection plans go 35 years after the case was closed, and not while anything is open', async () => {
    await store(
      ...[person('closed', '2005-01-01'), person('open', '2005-01-01')],
      ...[record('protection-plan', 'p1', 'closed', plan), record('protection-plan', 'p2', 'open', plan)],
      record('referral', 'r1', 'closed', { referredOn: '2008-12-01', closedOn: '2011-03-01' }),
      record('referral', 'r2', 'open', { referredOn: '2008-12-01', closedOn: '2011-03-01' }),
      record('referral', 'r3', 'open', { referredOn: '2019-12-01' }),
    );
    const plansOn = async (today: string) => {
      const { kinds } = await (await on(today)).retention.report();
      return kinds.find(({ kind }) => kind === 'protection-plan')?.due;
    };
    // The case was closed with the referral, nine months after the plan had ended.
    expect(await plansOn('2046-03-01')).toBe(0);
    expect(await plansOn('2046-03-02')).toBe(1);
    expect(await plansOn('2070-01-01')).toBe(1);
  });

  test('what was deleted earlier still tells when the case was closed', async () => {
    await store(
      ...[person('1', '1990-01-01'), record('protection-plan', 'p1', '1', plan)],
      record('referral', 'r1', '1', { referredOn: '2008-12-01', closedOn: '2011-03-01' }),
    );
    // A referral goes seven years after the eighteenth birthday, or after itself when that is later.
    expect((await (await on('2020-01-01')).retention.apply()).kinds.filter(({ deleted }) => deleted > 0)).toMatchObject([
      { kind: 'referral', deleted: 1 },
    ]);
    const dueOn = async (today: string) =>
      (await (await on(today)).retention.report()).kinds.find(({ kind }) => kind === 'protection-plan');
    expect(await dueOn('2046-03-01')).toMatchObject({ due: 0 });
    expect(await dueOn('2046-03-02')).toMatchObject({ due: 1 });
  });

  test('a child whose birthday is not known is reported and never deleted', async () => {
    const { dateOfBirth: _, ...unborn } = person('u', '2000-01-01').data;
    await store(
      { ...person('u', ''), data: { ...unborn, lifeStage: 'UNBORN', expectedDate: '2010-01-01' } },
      record('contact', 'k1', 'u', { receivedOn: '2009-12-01' }),
      record('referral', 'r1', 'u', { referredOn: '2009-12-01', closedOn: '2010-02-01' }),
    );
    const { retention } = await on('2200-01-01');
    const { kinds } = await retention.report();
    expect(kinds.find(({ kind }) => kind === 'referral')).toMatchObject({ records: 1, due: 0, undated: 1 });
    expect(kinds.find(({ kind }) => kind === 'contact')).toMatchObject({ due: 1 });
    expect((await retention.apply()).total).toBe(1);
  });
});
