import { cursorOf, page, pageSize, placeAfter } from '../../../common/graphql/paging';
import { shareOfPeople } from '../../../common/publishing/graph/data-quality';

test.each([
  [0, 0, null],
  [4, 4, null],
  [5, 5, 1],
  [0, 5, 0],
  [1, 100, null],
  [4, 100, null],
  [5, 100, 0.05],
  [96, 100, null],
  [95, 100, 0.95],
  [100, 100, 1],
  [7, 21, 0.333],
])('of %i people in %i the share told is %s', (part, whole, share) => {
  expect(shareOfPeople(part, whole)).toBe(share);
});

describe('paging', () => {
  test('gives back the place it gave out, and nothing else', () => {
    expect(placeAfter(cursorOf('17'), /^\d+$/)).toBe('17');
    expect(placeAfter(null, /^\d+$/)).toBeUndefined();
    for (const wrong of ['', 'x', cursorOf('17x'), `${cursorOf('17')}=`, 'A'.repeat(300)]) {
      expect(() => placeAfter(wrong, /^\d+$/)).toThrow('not a cursor');
    }
  });

  test('checks how many are asked for', () => {
    const limits = { usual: 20, most: 100 };
    expect([pageSize(null, limits), pageSize(undefined, limits), pageSize(100, limits)]).toEqual([20, 20, 100]);
    for (const wrong of [0, -1, 101]) expect(() => pageSize(wrong, limits)).toThrow('from 1 to 100');
  });

  test('says whether there is more before and after', () => {
    const placeOf = (value: number) => String(value);
    expect(page([1, 2, 3], 2, false, placeOf)).toEqual({
      edges: [
        { node: 1, cursor: cursorOf('1') },
        { node: 2, cursor: cursorOf('2') },
      ],
      pageInfo: { hasNextPage: true, hasPreviousPage: false, startCursor: cursorOf('1'), endCursor: cursorOf('2') },
    });
    expect(page([], 2, true, placeOf).pageInfo).toEqual({
      hasNextPage: false,
      hasPreviousPage: true,
      startCursor: null,
      endCursor: null,
    });
  });
});
