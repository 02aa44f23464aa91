import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Journey } from '../../support/journey';
import { published } from '../../journeys/support/publishing';

const REAL = process.env.MASH_REAL_DATA ?? join(__dirname, '../../../../shared/data');
let journey: Journey;
beforeAll(async () => {
  journey = await Journey.start({ children: 0 });
}, 120_000);
afterAll(() => journey?.stop(), 30_000);
const filesIn = (folder: string, pattern: RegExp) => readdirSync(join(REAL, folder)).filter((n) => pattern.test(n)).map((name) => ({ name, bytes: readFileSync(join(REAL, folder, name)) }));
test.each([
  ['social-care', 'cin-census', 'social-care/cin', /CIN_Census_2024/],
  ['education', 'school-census', 'education/school_census', /2025_spring/],
  ['health', 'fhir-r4', 'health/synthea', /json$/],
  ['health', 'fhir-r4', 'health/england', /./],
  ['social-care', 'ssda903', 'social-care/ssda903', /csv$/],
])('%s %s %s', async (agency, format, folder, pattern) => {
  const s = performance.now();
  const r = await published(journey, agency, format, filesIn(folder, pattern));
  console.error(folder, performance.now() - s, JSON.stringify({ ...r, problems: r.problems.slice(0, 2) }, null, 1));
}, 300_000);
