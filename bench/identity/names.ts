/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const STARTS = [
  'b',
  'c',
  'd',
  'f',
  'g',
  'h',
  'j',
  'k',
  'l',
  'm',
  'n',
  'p',
  'r',
  's',
  't',
  'v',
  'w',
  'y',
  'sh',
  'ch',
  'th',
  'br',
  'st',
  'a',
  'e',
  'o',
];
const MIDDLES = ['a', 'e', 'i', 'o', 'u', 'ee', 'ai', 'ou'];
const ENDS = [
  'n',
  'm',
  'l',
  'r',
  's',
  't',
  'd',
  'k',
  'th',
  'ng',
  'na',
  'la',
  'ra',
  'by',
  'ley',
  'son',
  'man',
  'ton',
  'sha',
  'mir',
];

/** Made-up names of two or three syllables, no two alike. */
export function madeUpNames(count: number, seed: number): string[] {
  const next = random(seed);
  const pick = (list: readonly string[]): string => list[Math.floor(next() * list.length)] as string;
  const names = new Set<string>();
  while (names.size < count) {
    const name = pick(STARTS) + pick(MIDDLES) + (next() < 0.5 ? pick(STARTS) + pick(MIDDLES) : '') + pick(ENDS);
    names.add(name.charAt(0).toUpperCase() + name.slice(1));
  }
  return [...names];
}

/**
 * Draws so that few are common and most are rare, as names are: with the sizes used here the commonest family name is borne by one in
 * a hundred and the commonest given name by one in seventy, about as in England.
 */
export function zipf<T>(values: readonly T[], next: () => number): () => T {
  const sums: number[] = [];
  let total = 0;
  for (let rank = 0; rank < values.length; rank += 1) {
    total += 1 / (rank + 8) ** 0.9;
    sums.push(total);
  }
  return () => {
    const wanted = next() * total;
    let [low, high] = [0, sums.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sums[middle] as number) < wanted) low = middle + 1;
      else high = middle;
    }
    return values[low] as T;
  };
}
