import { countPairs, type PairSpace } from '../pairs/pair-space';

/** Random numbers from 0 to 1 that are the same for the same seed (mulberry32 by Tommy Ettinger, public domain). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Pairs drawn at random, with replacement. */
export function randomPairs(space: PairSpace, wanted: number, seed: number): { left: Uint32Array; right: Uint32Array } {
  const { people, boundary } = space;
  const next = seeded(seed);
  const draw = (from: number, to: number): number => from + Math.floor(next() * (to - from));
  const size = countPairs(space) === 0 ? 0 : wanted;
  const [left, right] = [new Uint32Array(size), new Uint32Array(size)];
  for (let pair = 0; pair < size; pair += 1) {
    const one = draw(0, boundary ?? people.length);
    let other = draw(boundary ?? 0, people.length);
    while (other === one) other = draw(0, people.length);
    left[pair] = Math.min(one, other);
    right[pair] = Math.max(one, other);
  }
  return { left, right };
}
