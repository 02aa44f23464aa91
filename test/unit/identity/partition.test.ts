import fc from 'fast-check';
import { assignHubIds } from '../../../subgraphs/mash/identity/hub-ids';
import { type LinkRecord, partition } from '../../../subgraphs/mash/identity/partition';

const NHS = ['9449305552', '9434765919', '9990000018'] as const;
const UPN = ['H243278544154', 'A801200001001'] as const;

let next = 0;
function record(fields: Partial<LinkRecord> = {}): LinkRecord {
  next += 1;
  return { agency: 'health', person: `p${next}`, birth: 'born:2015-05-05', nhsNumber: null, upns: [], given: [], ...fields };
}

function groupOf(records: readonly LinkRecord[], one: LinkRecord): readonly LinkRecord[] {
  return partition(records).groups.find((group) => group.includes(one)) ?? [];
}

function doubtsAbout(records: readonly LinkRecord[], one: LinkRecord): string[] {
  const { groups, doubts } = partition(records);
  return [...(doubts[groups.findIndex((group) => group.includes(one))] ?? [])].sort();
}

describe('linking records', () => {
  test('one NHS number and one date of birth make one person', () => {
    const [a, b] = [record({ nhsNumber: NHS[0] }), record({ agency: 'police', nhsNumber: NHS[0] })];
    expect(groupOf([a, b], a)).toEqual([a, b]);
    expect(doubtsAbout([a, b], a)).toEqual([]);
  });

  test('a UPN links as an NHS number does, also through a former one', () => {
    const [a, b] = [record({ upns: [UPN[0]] }), record({ agency: 'education', upns: [UPN[1], UPN[0]] })];
    expect(groupOf([a, b], a)).toEqual([a, b]);
  });

  test('an unborn child is linked by the expected date', () => {
    const birth = 'expected:2027-01-01';
    const [a, b] = [record({ birth, nhsNumber: NHS[0] }), record({ agency: 'social-care', birth, nhsNumber: NHS[0] })];
    expect(groupOf([a, b], a)).toHaveLength(2);
  });

  test.each([['born:2015-05-06'], ['expected:2015-05-05'], [null]])('one number and birth %s instead leave a doubt', (birth) => {
    const [a, b] = [record({ nhsNumber: NHS[0] }), record({ agency: 'police', nhsNumber: NHS[0], birth })];
    expect(groupOf([a, b], a)).toEqual([a]);
    expect(doubtsAbout([a, b], a)).toEqual(['police']);
    expect(doubtsAbout([a, b], b)).toEqual(['health']);
  });

  test('two people without dates are not linked, whatever number they share', () => {
    const [a, b] = [record({ birth: null, nhsNumber: NHS[0] }), record({ birth: null, nhsNumber: NHS[0] })];
    expect(groupOf([a, b], a)).toEqual([a]);
  });

  test('twins share a date of birth and nothing that links', () => {
    const [a, b] = [record({ nhsNumber: NHS[0], given: ['amy'] }), record({ nhsNumber: NHS[1], given: ['ben'] })];
    expect(groupOf([a, b], a)).toEqual([a]);
    expect(doubtsAbout([a, b], a)).toEqual([]);
  });

  test('a number that one agency gave to both twins links nobody', () => {
    const [amy, ben] = [record({ nhsNumber: NHS[0], given: ['amy'] }), record({ nhsNumber: NHS[0], given: ['ben'] })];
    const seen = record({ agency: 'social-care', nhsNumber: NHS[0], given: ['amy'] });
    expect(partition([amy, ben, seen]).groups).toHaveLength(3);
    expect(doubtsAbout([amy, ben, seen], seen)).toEqual(['health']);
  });

  test('a duplicate within an agency, under a variant of the name or none yet, is the same person', () => {
    const given = [['mohammed'], ['mohamed', 'ali'], []];
    const records = given.map((words) => record({ nhsNumber: NHS[0], given: words }));
    expect(partition(records).groups).toHaveLength(1);
  });

  test('a UPN never joins two NHS numbers, and what hangs between them joins neither', () => {
    const a = record({ nhsNumber: NHS[0], upns: [UPN[0]] });
    const b = record({ agency: 'police', nhsNumber: NHS[1], upns: [UPN[1]] });
    const between = record({ agency: 'education', upns: [...UPN] });
    const sure = record({ agency: 'social-care', nhsNumber: NHS[0] });
    const all = [a, b, between, sure];
    expect(groupOf(all, a)).toEqual([a, sure]);
    expect(groupOf(all, between)).toEqual([between]);
    expect(doubtsAbout(all, a)).toEqual(['education']);
    expect(doubtsAbout(all, between)).toEqual(['health', 'police']);
  });

  test('an identifier that an agency gave to very many is a placeholder', () => {
    const many = Array.from({ length: 30 }, () => record({ nhsNumber: NHS[0] }));
    expect(partition(many).groups).toHaveLength(30);
  });
});

const records = fc.array(
  fc.record({
    agency: fc.constantFrom('police', 'health', 'education'),
    birth: fc.constantFrom('born:2015-05-05', 'born:2016-06-06', 'expected:2027-01-01', null),
    nhsNumber: fc.constantFrom(...NHS, null),
    upns: fc.subarray([...UPN]),
    given: fc.subarray(['amy', 'ben']),
  }),
  { maxLength: 12 },
);

describe('whatever the records', () => {
  test('the order in which they come decides nothing', () => {
    fc.assert(
      fc.property(records, fc.infiniteStream(fc.nat()), (fields, keys) => {
        const all = fields.map((one) => record(one));
        const shuffled = all.map((one) => ({ one, key: keys.next().value as number })).sort((a, b) => a.key - b.key);
        expect(summary(shuffled.map(({ one }) => one))).toEqual(summary(all));
      }),
    );
  });

  test('no person has two NHS numbers, or two birth dates, and nobody is lost or doubled', () => {
    fc.assert(
      fc.property(records, (fields) => {
        const all = fields.map((one) => record(one));
        const { groups } = partition(all);
        expect(
          groups
            .flat()
            .map(({ person }) => person)
            .sort(),
        ).toEqual(all.map(({ person }) => person).sort());
        for (const group of groups) {
          expect(new Set(group.flatMap(({ nhsNumber }) => nhsNumber ?? [])).size).toBeLessThan(2);
          expect(new Set(group.map(({ birth }) => birth)).size).toBe(1);
        }
      }),
    );
  });
});

function summary(all: readonly LinkRecord[]) {
  const { groups, doubts } = partition(all);
  return groups
    .map((group, index) => `${group.map(({ person }) => person).sort()} doubts ${[...(doubts[index] ?? [])].sort()}`)
    .sort();
}

describe('naming the people', () => {
  const hub = (age: number) => ({ id: `hub-${age}`, age });
  const placed = (own: number, at = own) => ({ own: hub(own), hub: hub(at) });

  test('a merge keeps the older id and redirects the other', () => {
    const { ids, redirects } = assignHubIds([[placed(2), placed(1)]]);
    expect(ids).toEqual(['hub-1']);
    expect([...redirects]).toEqual([['hub-2', 'hub-1']]);
  });

  test('a split gives each part its own id back', () => {
    const { ids, redirects } = assignHubIds([[placed(1)], [placed(2, 1)]]);
    expect(ids).toEqual(['hub-1', 'hub-2']);
    expect(redirects.size).toBe(0);
  });

  test('an id whose own record was withdrawn stays with the oldest of those who bear it', () => {
    const { ids, redirects } = assignHubIds([[placed(3, 1)], [placed(2, 1)]]);
    expect(ids).toEqual(['hub-3', 'hub-1']);
    expect([...redirects]).toEqual([['hub-2', 'hub-1']]);
  });
});
