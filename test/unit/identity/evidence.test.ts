import fc from 'fast-check';
import type { Evidence, LinkRecord, MatchEdge, PairDecision } from '../../../subgraphs/mash/identity/linking/records';
import { recordKey } from '../../../subgraphs/mash/identity/linking/records';
import { partition } from '../../../subgraphs/mash/identity/partition';

const NHS = ['9990000018', '9990000026'] as const;

function record(agency: string, person: string, fields: Partial<LinkRecord> = {}): LinkRecord {
  return { agency, person, birth: 'born:2015-05-05', nhsNumber: null, upns: [], given: ['amy'], ...fields };
}

const [health, education, police] = [record('health', 'h'), record('education', 'e'), record('police', 'p')];

function edge(left: LinkRecord, right: LinkRecord, verdict: MatchEdge['verdict'], rest: Partial<MatchEdge> = {}): MatchEdge {
  return { left: recordKey(left), right: recordKey(right), verdict, weight: 20, apart: false, ...rest };
}

function said(left: LinkRecord, right: LinkRecord, kind: PairDecision['kind']): PairDecision {
  return { left: recordKey(left), right: recordKey(right), kind };
}

function groupsOf(records: readonly LinkRecord[], evidence: Partial<Evidence> = {}): string[] {
  const { groups } = partition(records, { edges: [], decisions: [], ...evidence });
  return groups.map((group) => group.map(({ person }) => person).join('')).sort();
}

function waiting(records: readonly LinkRecord[], evidence: Partial<Evidence>): string[] {
  const { reviews } = partition(records, { edges: [], decisions: [], ...evidence });
  return reviews.map(({ left, right }) => `${left} ${right}`).sort();
}

describe('what comparing said', () => {
  test('a sure comparison links; a doubtful one waits for a person, and is a doubt on both sides', () => {
    expect(groupsOf([health, education], { edges: [edge(health, education, 'AUTO')] })).toEqual(['he']);
    const doubtful = { edges: [edge(health, education, 'REVIEW')], decisions: [] };
    const { groups, doubts, reviews } = partition([health, education], doubtful);
    expect(groups).toHaveLength(2);
    expect(doubts.map((one) => [...one])).toEqual([['education'], ['health']]);
    expect(reviews).toEqual([{ left: 'education/e', right: 'health/h' }]);
  });

  test('a rival in the same agency leaves both to a person', () => {
    const rival = record('education', 'r');
    const edges = [edge(health, education, 'AUTO'), edge(health, rival, 'REVIEW')];
    expect(groupsOf([health, education, rival], { edges })).toEqual(['e', 'h', 'r']);
    expect(waiting([health, education, rival], { edges })).toEqual(['education/e health/h', 'education/r health/h']);
  });

  test('a duplicate of the same agency is no rival', () => {
    const twice = record('education', 'd');
    const edges = [edge(health, education, 'AUTO'), edge(health, twice, 'REVIEW'), edge(education, twice, 'AUTO')];
    expect(groupsOf([health, education, twice], { edges })).toEqual(['hed']);
  });

  test('a possible match at a third agency is no rival of the second: one child is known to several', () => {
    const edges = [edge(health, education, 'AUTO'), edge(health, police, 'REVIEW')];
    expect(groupsOf([health, education, police], { edges })).toEqual(['he', 'p']);
  });

  test('a rival whom a person ruled out is none any more', () => {
    const rival = record('education', 'r');
    const edges = [edge(health, education, 'AUTO'), edge(health, rival, 'REVIEW')];
    const decisions = [said(health, rival, 'NOT_SAME')];
    expect(groupsOf([health, education, rival], { edges, decisions })).toEqual(['he', 'r']);
    expect(waiting([health, education, rival], { edges, decisions })).toEqual([]);
  });

  test('a record between two who cannot be one person joins neither', () => {
    const [one, other] = [record('health', 'a', { nhsNumber: NHS[0] }), record('education', 'b', { nhsNumber: NHS[1] })];
    const edges = [edge(one, police, 'AUTO'), edge(other, police, 'AUTO')];
    expect(groupsOf([one, other, police], { edges })).toEqual(['a', 'b', 'p']);
    expect(waiting([one, other, police], { edges })).toHaveLength(2);
  });

  test('what looks like brother and sister is never brought together by a third record', () => {
    const edges = [
      edge(health, police, 'AUTO'),
      edge(education, police, 'AUTO'),
      edge(health, education, 'DIFFERENT', { apart: true }),
    ];
    expect(groupsOf([health, education, police], { edges })).toEqual(['e', 'h', 'p']);
  });

  test('two wholes that hang together by one comparison wait for a person, unless it is very sure', () => {
    const [second, fourth] = [record('police', 'q', { nhsNumber: NHS[0] }), record('social-care', 't', { nhsNumber: NHS[0] })];
    const edges = (weight: number) => [edge(health, education, 'AUTO'), edge(education, second, 'AUTO', { weight })];
    const all = [health, education, second, fourth];
    expect(groupsOf(all, { edges: edges(12) })).toEqual(['he', 'qt']);
    expect(waiting(all, { edges: edges(12) })).toEqual(['education/e police/q']);
    expect(groupsOf(all, { edges: edges(30) })).toEqual(['heqt']);
  });

  test('twins whom one agency keeps apart raise no doubt; others do', () => {
    const twin = record('health', 'z', { given: ['zoe'] });
    const edges = [edge(health, education, 'AUTO'), edge(education, twin, 'REVIEW', { apart: true })];
    expect(waiting([health, education, twin], { edges })).toEqual([]);
    expect(waiting([education, twin], { edges: edges.slice(1) })).toEqual(['education/e health/z']);
  });

  test('a number that was given to the wrong one of two makes no comparison sure that counts it', () => {
    const [amy, ben] = [
      record('health', 'a', { nhsNumber: NHS[0] }),
      record('health', 'b', { nhsNumber: NHS[0], given: ['ben'] }),
    ];
    const seen = record('social-care', 's', { nhsNumber: NHS[0] });
    expect(groupsOf([amy, ben, seen], { edges: [edge(amy, seen, 'AUTO')] })).toEqual(['a', 'b', 's']);
  });
});

describe('what people decided', () => {
  test('linking holds against two NHS numbers, and both numbers are then one person’s', () => {
    const [one, other] = [record('health', 'a', { nhsNumber: NHS[0] }), record('education', 'b', { nhsNumber: NHS[1] })];
    const third = record('police', 'c', { nhsNumber: NHS[1] });
    expect(groupsOf([one, other, third], { decisions: [said(one, other, 'LINK')] })).toEqual(['abc']);
  });

  test.each(['NOT_SAME', 'SEALED'] as const)('%s holds against the same NHS number, and raises no doubt', (kind) => {
    const [one, other] = [record('health', 'a', { nhsNumber: NHS[0] }), record('education', 'b', { nhsNumber: NHS[0] })];
    const { groups, doubts, reviews } = partition([one, other], { edges: [], decisions: [said(one, other, kind)] });
    expect(groups).toHaveLength(2);
    expect(doubts.map(({ size }) => size)).toEqual([0, 0]);
    expect(reviews).toEqual([]);
  });

  test('a new record that fits both of two people who are not the same joins neither, and takes nothing apart', () => {
    const [one, mate, other] = ['a', 'm', 'b'].map((id, index) =>
      record(['health', 'education', 'police'][index] as string, id, { nhsNumber: NHS[0] }),
    ) as [LinkRecord, LinkRecord, LinkRecord];
    const fresh = record('social-care', 'n', { nhsNumber: NHS[0] });
    const decisions = [said(one, other, 'NOT_SAME'), said(mate, other, 'NOT_SAME')];
    expect(groupsOf([one, mate, other, fresh], { decisions })).toEqual(['am', 'b', 'n']);
  });

  test('people who were said not to be the same are not asked about again, through whichever of their records', () => {
    const edges = [edge(health, education, 'AUTO'), edge(education, police, 'REVIEW')];
    expect(waiting([health, education, police], { edges, decisions: [said(health, police, 'NOT_SAME')] })).toEqual([]);
  });
});

const places = fc.tuple(fc.nat(6), fc.nat(6)).filter(([left, right]) => left !== right);
const world = fc.record({
  numbers: fc.array(fc.constantFrom(...NHS, null), { minLength: 7, maxLength: 7 }),
  edges: fc.array(
    fc.tuple(
      places,
      fc.constantFrom('AUTO' as const, 'REVIEW' as const, 'DIFFERENT' as const),
      fc.boolean(),
      fc.integer({ min: 10, max: 30 }),
    ),
    { maxLength: 10 },
  ),
  decisions: fc.array(fc.tuple(places, fc.constantFrom('LINK' as const, 'NOT_SAME' as const, 'SEALED' as const)), {
    maxLength: 4,
  }),
});

function built({ numbers, edges, decisions }: typeof world extends fc.Arbitrary<infer T> ? T : never) {
  const records = numbers.map((nhsNumber, index) =>
    record(['health', 'education', 'police'][index % 3] as string, `${index}`, { nhsNumber, given: [`n${index}`.slice(0, 1)] }),
  );
  const at = (index: number) => records[index] as LinkRecord;
  const once = <T extends { left: string; right: string }>(all: T[]) => [
    ...new Map(all.map((one) => [[one.left, one.right].sort().join(), one])).values(),
  ];
  return {
    records,
    evidence: {
      edges: once(
        edges.map(([[left, right], verdict, apart, weight]) =>
          edge(at(left), at(right), apart && verdict === 'AUTO' ? 'REVIEW' : verdict, { apart, weight }),
        ),
      ),
      decisions: once(decisions.map(([[left, right], kind]) => said(at(left), at(right), kind))),
    },
  };
}

describe('whatever is known and decided', () => {
  test('the order in which it comes decides nothing', () => {
    fc.assert(
      fc.property(world, fc.infiniteStream(fc.nat()), (given, keys) => {
        const { records, evidence } = built(given);
        const shuffle = <T>(all: readonly T[]): T[] =>
          all
            .map((one) => ({ one, key: keys.next().value as number }))
            .sort((a, b) => a.key - b.key)
            .map(({ one }) => one);
        const turned = evidence.edges.map((one) =>
          (keys.next().value as number) % 2 ? one : { ...one, left: one.right, right: one.left },
        );
        const shuffled = { edges: shuffle(turned), decisions: shuffle(evidence.decisions) };
        expect(summary(shuffle(records), shuffled)).toEqual(summary(records, evidence));
      }),
    );
  });

  test('nobody is together with somebody a person said they are not, and nobody is lost or doubled', () => {
    fc.assert(
      fc.property(world, (given) => {
        const { records, evidence } = built(given);
        const { groups } = partition(records, evidence);
        expect(groups.flat().map(recordKey).sort()).toEqual(records.map(recordKey).sort());
        for (const { left, right } of evidence.decisions.filter(({ kind }) => kind !== 'LINK')) {
          expect(groups.some((group) => [left, right].every((key) => group.map(recordKey).includes(key)))).toBe(false);
        }
      }),
    );
  });

  test('two NHS numbers are together only where a person said so', () => {
    fc.assert(
      fc.property(world, (given) => {
        const { records, evidence } = built({ ...given, decisions: given.decisions.filter(([, kind]) => kind !== 'LINK') });
        for (const group of partition(records, evidence).groups) {
          expect(new Set(group.flatMap(({ nhsNumber }) => nhsNumber ?? [])).size).toBeLessThan(2);
        }
      }),
    );
  });
});

function summary(records: readonly LinkRecord[], evidence: Evidence) {
  const { groups, doubts, reviews } = partition(records, evidence);
  return {
    groups: groups.map((group, index) => `${group.map(recordKey).sort()} doubts ${[...(doubts[index] ?? [])].sort()}`).sort(),
    reviews: reviews.map(({ left, right }) => `${left} ${right}`).sort(),
  };
}
