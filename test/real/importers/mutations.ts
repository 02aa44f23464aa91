/** A source of numbers that is the same for the same seed (mulberry32). */
export function randomOf(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

type Random = (below: number) => number;
type Mutation = (bytes: Buffer, random: Random) => Buffer;

/** Pieces that mean something to some format. */
const PIECES = [
  '"',
  "'",
  ',',
  '\n',
  '\r',
  '\r\n',
  '<',
  '>',
  '</',
  '/>',
  '<!--',
  ']]>',
  '<![CDATA[',
  '<!DOCTYPE x [<!ENTITY a "b">]>',
  '&a;',
  '&amp;',
  '&#0;',
  '{',
  '}',
  '[',
  ']',
  ':',
  '\\',
  '\\u0000',
  '\\ud800',
  'null',
  '1e999',
  '-0',
  '__proto__',
  'constructor',
  '\ufeff',
  '\u0000',
  '2027-02-30',
  '31/02/2020',
].map((text) => Buffer.from(text));
const BYTES = [[0xff], [0xfe, 0xff], [0xc3], [0xed, 0xa0, 0x80], [0x80]].map((bytes) => Buffer.from(bytes));

function range(bytes: Buffer, random: Random): [number, number] {
  const start = random(bytes.length + 1);
  return [start, Math.min(bytes.length, start + random(random(4) === 0 ? bytes.length + 1 : 40))];
}

const MUTATIONS: readonly Mutation[] = [
  function flipBit(bytes, random) {
    const copy = Buffer.from(bytes);
    if (copy.length > 0) copy[random(copy.length)]! ^= 1 << random(8);
    return copy;
  },
  function setByte(bytes, random) {
    const copy = Buffer.from(bytes);
    if (copy.length > 0) copy[random(copy.length)] = random(256);
    return copy;
  },
  function remove(bytes, random) {
    const [start, end] = range(bytes, random);
    return Buffer.concat([bytes.subarray(0, start), bytes.subarray(end)]);
  },
  function repeat(bytes, random) {
    const [start, end] = range(bytes, random);
    return Buffer.concat([bytes.subarray(0, end), bytes.subarray(start)]);
  },
  function truncate(bytes, random) {
    return bytes.subarray(0, random(bytes.length + 1));
  },
  function swap(bytes, random) {
    const cuts = [random(bytes.length + 1), random(bytes.length + 1), random(bytes.length + 1)].sort((a, b) => a - b);
    const [a = 0, b = 0, c = 0] = cuts;
    return Buffer.concat([bytes.subarray(0, a), bytes.subarray(b, c), bytes.subarray(a, b), bytes.subarray(c)]);
  },
  function insertPiece(bytes, random) {
    const pieces = random(3) === 0 ? BYTES : PIECES;
    const at = random(bytes.length + 1);
    return Buffer.concat([bytes.subarray(0, at), pieces[random(pieces.length)]!, bytes.subarray(at)]);
  },
  function replaceDigit(bytes, random) {
    const copy = Buffer.from(bytes);
    const from = random(copy.length + 1);
    const at = copy.findIndex((byte, index) => index >= from && byte >= 0x30 && byte <= 0x39);
    if (at >= 0) copy[at] = 0x30 + random(10);
    return copy;
  },
];

/** The bytes with one to four things gone wrong. */
export function mutated(bytes: Buffer, random: Random): Buffer {
  let result = bytes;
  for (let times = 1 + random(4); times > 0; times -= 1) result = MUTATIONS[random(MUTATIONS.length)]!(result, random);
  return result;
}
