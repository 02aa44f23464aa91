import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Importer, SourceFile } from '../../../common/publishing/record';
import { cinCensus } from '../../../importers/cin-census';
import { fhirR4 } from '../../../importers/fhir-r4';
import { schoolCensus } from '../../../importers/school-census';
import { TODAY } from '../../unit/importers/support';
import { realFiles, textOf } from './real-files';

const MB = 1_000_000;
/** MASH_LARGE=1: a gigabyte each, in some minutes. */
const isLarge = process.env.MASH_LARGE === '1';
const MOST_GROWTH = 10 * MB;

// What is alive, and not what the engine has yet to sweep: that depends on how busy the machine is.
setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;
const alive = (): number => {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
};

/** A file of about this many bytes that exists only while it is read. `piece` gives its nth part. */
function generated(name: string, bytes: number, head: string, piece: (n: number) => string, tail = ''): SourceFile {
  return {
    name,
    size: bytes,
    async *open() {
      yield Buffer.from(head);
      let written = head.length;
      for (let n = 0; written < bytes; n += 1) {
        const next = Buffer.from(piece(n));
        written += next.length;
        yield next;
      }
      yield Buffer.from(tail);
    },
  };
}

/** Rows read, how many were rejected, and by how much what is alive grew after the first of them. */
async function read(importer: Importer, file: SourceFile) {
  let before = Number.POSITIVE_INFINITY;
  let [rows, rejected, most] = [0, 0, 0];
  for await (const { problems } of importer.read([file], { today: TODAY })) {
    rows += 1;
    if (problems.some(({ severity }) => severity === 'error')) rejected += 1;
    if (rows === 5_000) before = alive();
    if (rows % 50_000 === 0 || rows === 10_000) most = Math.max(most, alive());
  }
  if (most === 0) throw new Error('Too few rows to tell');
  return { rows, rejected, growth: most - before };
}

test('a school census table of 300 MB is read with flat memory', async () => {
  const [path = ''] = realFiles('schoolCensus', /2025_spring_termlysessiondetails/);
  const [header = '', ...lines] = textOf(path).trimEnd().split('\n');
  const parts = Array.from({ length: 40 }, (_part, n) => `${lines.slice(n * 1_000, (n + 1) * 1_000).join('\n')}\n`);
  const file = generated(
    '2025_spring_sessions.csv',
    (isLarge ? 1_000 : 300) * MB,
    `${header}\n`,
    (n) => parts[n % parts.length] ?? '',
  );
  const { rows, rejected, growth } = await read(schoolCensus, file);
  expect(rows).toBeGreaterThan(6_000_000);
  expect(rejected / rows).toBeCloseTo(0.14, 1);
  expect(growth).toBeLessThan(MOST_GROWTH);
}, 600_000);

test('a children in need census of 200 MB is read with flat memory', async () => {
  const [path = ''] = realFiles('cin', /CIN_Census_2024/);
  const text = textOf(path);
  const [start, end] = [text.indexOf('<Child>'), text.lastIndexOf('</Child>') + '</Child>'.length];
  const children = text.slice(start, end);
  const piece = (n: number): string =>
    Array.from({ length: 16 }, (_child, m) => children.replaceAll('DfEX', `L${n * 16 + m}X`)).join('\n');
  const file = generated('census.xml', (isLarge ? 1_000 : 200) * MB, text.slice(0, start), piece, text.slice(end));
  const { rows, rejected, growth } = await read(cinCensus, file);
  expect(rows).toBeGreaterThan(500_000);
  // One assessment in ten rows lies ahead.
  expect(rejected).toBe(rows / 10);
  expect(growth).toBeLessThan(MOST_GROWTH);
}, 600_000);

test('a FHIR bundle in JSON of 40 MB is read with flat memory', async () => {
  const [path = ''] = realFiles('synthea', /\.json$/);
  const { entry } = JSON.parse(textOf(path)) as { entry: object[] };
  const entries = entry.map((each) => JSON.stringify(each));
  const head = `{"resourceType":"Bundle","type":"collection","entry":[${entries[0]}`;
  const piece = (n: number): string => `,${entries[1 + (n % (entries.length - 1))]}`;
  const file = generated('bundle.json', (isLarge ? 1_000 : 40) * MB, head, piece, ']}');
  const { rows, rejected, growth } = await read(fhirR4, file);
  expect(rows).toBeGreaterThan(10_000);
  expect(rejected).toBe(0);
  expect(growth).toBeLessThan(MOST_GROWTH);
}, 600_000);
