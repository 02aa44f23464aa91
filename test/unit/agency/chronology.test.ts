import { events, happened, readableEntries } from '../../../common/agency/chronology';
import type { AgencyContext } from '../../../common/agency/context';
import type { AgencyRecord, ChronologyEntry } from '../../../common/agency/definition';

const record = {} as AgencyRecord;
const context = { now: () => new Date('2026-01-10T12:00:00Z') } as AgencyContext;

const entry = (category: string, date = '2026-01-05'): ChronologyEntry => ({
  id: `${category}-${date}`,
  date,
  kind: 'event',
  category,
  headline: 'Something happened',
  significance: 'ROUTINE',
});

const source = (...categories: string[]) =>
  events(
    categories,
    async () => categories,
    (category) => entry(category),
  );

const broken = events(
  ['intelligence'],
  async () => ['a value that no vocabulary has'],
  () => {
    throw new Error('not in the vocabulary');
  },
);

const readable = (sources: Parameters<typeof readableEntries>[0], ...categories: string[]) =>
  readableEntries(sources, record, context, (category) => categories.includes(category));

describe('Whoever may read only some of a chronology', () => {
  test('sees entries of the categories that they may read', async () => {
    expect(await readable([source('incidents'), source('custody')], 'incidents')).toEqual([entry('incidents')]);
  });

  test('sees the readable part of a source that has entries of several categories', async () => {
    expect(await readable([source('care_episodes', 'placements')], 'care_episodes')).toEqual([entry('care_episodes')]);
  });

  test('is not told by an error that there is a record that they may not read', async () => {
    expect(await readable([source('incidents'), broken], 'incidents')).toEqual([entry('incidents')]);
  });

  test('is told that something is wrong with a record that they may read', async () => {
    await expect(readable([source('incidents'), broken], 'incidents', 'intelligence')).rejects.toThrow('not in the vocabulary');
  });

  test('causes no reading of what they may not read', async () => {
    const load = jest.fn(async () => ['intelligence']);
    await readable([events(['intelligence'], load, entry)], 'incidents');
    expect(load).not.toHaveBeenCalled();
  });
});

describe('What is planned for a day to come', () => {
  test('is no event yet', async () => {
    const days = ['2026-01-04', '2999-01-01'];
    const planned = happened(
      events(
        ['adoption'],
        async () => days,
        (day) => entry('adoption', day),
      ),
    );
    expect(await readable([planned], 'adoption')).toEqual([entry('adoption', '2026-01-04')]);
  });
});
