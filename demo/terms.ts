/** A census term that is over. */
export interface Term {
  readonly academicYear: string;
  readonly term: 'AUTUMN' | 'SPRING' | 'SUMMER';
}

/** Terms that ended before a day, the latest first; autumn ends at Christmas, spring at Easter (taken as 31 March), summer on 20 July. */
export function termsBefore(today: string): Term[] {
  const year = Number(today.slice(0, 4));
  const ended = [year, year - 1].flatMap((each) => [
    { end: `${each}-12-20`, term: 'AUTUMN' as const, start: each },
    { end: `${each}-07-20`, term: 'SUMMER' as const, start: each - 1 },
    { end: `${each}-03-31`, term: 'SPRING' as const, start: each - 1 },
  ]);
  return ended
    .filter(({ end }) => end < today)
    .map(({ term, start }) => ({ term, academicYear: `${start}/${String((start + 1) % 100).padStart(2, '0')}` }));
}
