import { watchListsDue } from '../../../subgraphs/mash/signals/watcher';

/** Asks once a second, with the mark of that second; gives the seconds in which the lists were worked out. */
function worked(marks: readonly string[]): number[] {
  let second = 0;
  const isDue = watchListsDue(() => second * 1000);
  return marks.flatMap((mark, at) => {
    second = at;
    return isDue(mark) ? [at] : [];
  });
}

test('lists are worked out at once, and until they count for the moment of the mark', () => {
  expect(worked(Array(12).fill('1'))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
});

test('while nothing is marked they are worked out every ten seconds, since days begin and emergencies end without a mark', () => {
  expect(worked(Array(40).fill('1'))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 18, 28, 38]);
});

test('a mark has them worked out again at once, however quiet it was', () => {
  const marks = [...Array(20).fill('1'), ...Array(12).fill('2')];
  expect(worked(marks)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 18, 20, 21, 22, 23, 24, 25, 26, 27, 28]);
});

test('where something is marked all the time, they are worked out all the time', () => {
  expect(worked(['1', '2', '3', '4', '5', '6', '7', '8', '9'])).toHaveLength(9);
});
