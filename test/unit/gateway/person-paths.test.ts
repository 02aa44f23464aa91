import fc from 'fast-check';
import { pathsOf } from './support';

const person = (typename: string, view: string, more: object = {}) => ({ __typename: typename, view, ...more });
const reference = (__typename: string, view: string) => ({ __typename, view, id: 'x' });

test('each representation is found where the hub put that person', () => {
  const paths = pathsOf({
    child: person('Child', 'a', { household: [{ person: person('Adult', 'b') }, { person: person('Child', 'c') }] }),
  });
  expect(paths.locate(['child'], [reference('Child', 'a')])).toEqual([['child']]);
  expect(paths.locate(['child', 'household', '@', 'person'], [reference('Adult', 'b')])).toEqual([
    ['child', 'household', 0, 'person'],
  ]);
  expect(paths.locate(['child', 'household', '@', 'person'], [reference('Child', 'c')])).toEqual([
    ['child', 'household', 1, 'person'],
  ]);
});

test('the engine’s own pattern may name types and leave out list places', () => {
  const paths = pathsOf({ cases: { edges: [{ node: { subjects: [person('Child', 'a'), person('Child', 'b')] } }] } });
  const found = [
    ['cases', 'edges', 0, 'node', 'subjects', 0],
    ['cases', 'edges', 0, 'node', 'subjects', 1],
  ];
  expect(
    paths.locate(['cases', 'edges', '@', 'node', 'subjects', '@'], [reference('Child', 'a'), reference('Child', 'b')]),
  ).toEqual(found);
  expect(
    paths.locate(['cases', 'edges', 'node', 'subjects|[Child]', '@'], [reference('Child', 'a'), reference('Child', 'b')]),
  ).toEqual(found);
});

test('one person under one view in two places is found at both, in order', () => {
  const paths = pathsOf({ a: [person('Child', 'same'), person('Child', 'same')] });
  expect(paths.locate(['a', '@'], [reference('Child', 'same'), reference('Child', 'same')])).toEqual([
    ['a', 0],
    ['a', 1],
  ]);
});

test('the same child under two views, as two aliases, is two people', () => {
  const paths = pathsOf({ one: person('Child', 'level4'), two: person('Child', 'level2') });
  expect(paths.locate(['two'], [reference('Child', 'level2')])).toEqual([['two']]);
  expect(paths.locate(['two'], [reference('Child', 'level4')])).toEqual([undefined]);
});

test.each([null, undefined, 5, 'text', {}, { __typename: 'Child' }, { __typename: 'Principal', view: 'a' }, { view: 'a' }])(
  'what is no person is found nowhere: %j',
  (representation) => {
    expect(pathsOf({ child: person('Child', 'a') }).locate(['child'], [representation])).toEqual([undefined]);
  },
);

test('in any list of children and adults, every one who is asked about is found at their own place', () => {
  const people = fc.array(fc.record({ typename: fc.constantFrom('Child', 'Adult'), asked: fc.boolean(), there: fc.boolean() }), {
    maxLength: 12,
  });
  fc.assert(
    fc.property(people, (list) => {
      const data = {
        list: list.map(({ typename, there }, index) => (there ? { person: person(typename, `view-${index}`) } : null)),
      };
      const asked = list.flatMap(({ typename, there, asked: wanted }, index) => (there && wanted ? [{ index, typename }] : []));
      // The engine asks an agency about one type at a time, or about both, always in the order of the answer.
      for (const types of [['Child'], ['Adult'], ['Child', 'Adult']]) {
        const sent = asked.filter(({ typename }) => types.includes(typename));
        const found = pathsOf(data).locate(
          ['list', '@', 'person'],
          sent.map(({ index, typename }) => reference(typename, `view-${index}`)),
        );
        expect(found).toEqual(sent.map(({ index }) => ['list', index, 'person']));
      }
    }),
  );
});
