import { hardCases } from '../../../bench/matching/hard-cases';

test('of 2,000 hard cases none is linked falsely without a person, and those that are one person are not all left to people', () => {
  const figures = hardCases();
  expect(figures.filter(({ id, value }) => id.endsWith('false-auto-links') && value > 0)).toEqual([]);
  expect(figures.find(({ id }) => id === 'hard-cases-auto-recall')?.value).toBeGreaterThan(0.2);
});
