import { basename } from 'node:path';
import type { ImportedRow, Importer } from '../../../common/publishing/record';
import { cinCensus } from '../../../importers/cin-census';
import { fhirR4 } from '../../../importers/fhir-r4';
import { schoolCensus } from '../../../importers/school-census';
import { ssda903 } from '../../../importers/ssda903';
import { SAMPLES } from '../../unit/importers/samples';
import { readFiles, unexplained } from '../../unit/importers/support';
import { mutated, randomOf } from './mutations';
import { realFiles, textOf } from './real-files';

const SEED = Number(process.env.MASH_SEED ?? Date.now() % 1_000_000);
const VERSIONS = 10_000;

/** A format with pieces of its real files, small enough to be read thousands of times. */
interface Excerpts {
  readonly importer: Importer;
  readonly files: readonly { readonly name: string; readonly bytes: Buffer }[];
}

/** All but the line of a fault in XML: the parser may notice what stands where no text may only at its end, or the piece's. */
const whatWasRead = (rows: readonly ImportedRow[]) =>
  rows.map(({ file, records, problems }) => ({ file, records, problems: problems.map(({ code, field }) => `${code} ${field}`) }));

const CSV_LINES = 12;
const firstLines = (path: string) => ({
  name: basename(path),
  bytes: Buffer.from(textOf(path).split('\n').slice(0, CSV_LINES).join('\n')),
});
const whole = (path: string) => ({ name: basename(path), bytes: Buffer.from(textOf(path)) });

/** A bundle with the first resource of each type, without the narrative. */
function firstOfEachType(path: string): { name: string; bytes: Buffer } {
  const bundle = JSON.parse(textOf(path)) as { entry: { resource: { resourceType: string; text?: unknown } }[] };
  const firsts = new Map([...bundle.entry].reverse().map((entry) => [entry.resource.resourceType, entry]));
  for (const { resource } of firsts.values()) delete resource.text;
  const kept = ['Patient', 'Encounter', 'Condition', 'Observation', 'Immunization', 'CarePlan', 'Practitioner'];
  const entry = kept.flatMap((type) => firsts.get(type) ?? []);
  return { name: basename(path), bytes: Buffer.from(JSON.stringify({ ...bundle, entry }, null, 1)) };
}

/** Formats of our own have no real files: samples stand in for them. */
const OWN_FORMATS: readonly Excerpts[] = SAMPLES.filter(({ name }) => name.endsWith('-v1')).map(({ importer, file, text }) => ({
  importer,
  files: [{ name: file, bytes: Buffer.from(text) }],
}));

const FORMATS: readonly Excerpts[] = [
  ...OWN_FORMATS,
  { importer: cinCensus, files: realFiles('cin', /\.xml$/).map(whole) },
  { importer: ssda903, files: realFiles('ssda903', /\.csv$/).map(firstLines) },
  { importer: schoolCensus, files: realFiles('schoolCensus', /\.csv$/).map(firstLines) },
  {
    importer: fhirR4,
    files: [
      ...realFiles('synthea', /\.json$/).map(firstOfEachType),
      ...(['england', 'ukCore', 'pds'] as const).flatMap((folder) => realFiles(folder, /\.(?:json|xml)$/).map(whole)),
    ],
  },
];

test.each(FORMATS.map((format) => [format.importer.format, format] as const))(
  `no mutated version of %s files makes the importer throw or leaves a row unexplained (MASH_SEED=${SEED})`,
  async (_name, { importer, files }) => {
    process.stdout.write(`${importer.format}: MASH_SEED=${SEED}\n`);
    const random = randomOf(SEED);
    for (let version = 0; version < VERSIONS / FORMATS.length; version += 1) {
      const { name, bytes } = files[version % files.length]!;
      // Another file of the set beside it, so that rows refer to each other.
      const beside = files[0]!;
      const given = {
        [name]: mutated(bytes, random),
        ...(random(3) === 0 && beside.name !== name ? { [beside.name]: beside.bytes } : {}),
      };
      const chunk = random(5) === 0 ? 1 + random(50) : undefined;
      let faults: string[];
      try {
        const rows = await readFiles(importer, given);
        faults = unexplained(rows);
        // A publication that is taken up again must find the same rows, however its bytes arrive this time.
        if (chunk !== undefined) expect(whatWasRead(await readFiles(importer, given, chunk))).toEqual(whatWasRead(rows));
      } catch (error) {
        throw new Error(`MASH_SEED=${SEED}, version ${version} of ${name}: ${String(error)}`, { cause: error });
      }
      if (faults.length > 0) throw new Error(`MASH_SEED=${SEED}, version ${version} of ${name}: ${faults[0]}`);
    }
  },
  300_000,
);
