import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { openCase, settled } from '../../journeys/support/collated';
import { tablesDigest } from '../../journeys/support/publishing';
import { eventually } from '../../support/eventually';
import { Journey, type Json } from '../../support/journey';
import { count, holds, iso, realFiles, table } from './support';

/** The files of issue 2, published by the command into a running hub, then found and looked at as the front door does. */

const CIN = realFiles('social-care/cin', /^CIN_Census_2024\.xml$/);
const CENSUS = realFiles('education/school_census', /2025_spring/);
const SYNTHEA = realFiles('health/synthea', /\.json$/);
const ENGLAND = realFiles('health/england', /./);
const SSDA903 = realFiles('social-care/ssda903', /\.csv$/);

let journey: Journey;
beforeAll(async () => {
  journey = await Journey.start({ children: 0 });
}, 120_000);
afterAll(() => journey?.stop(), 30_000);

async function publish(...args: string[]): Promise<Json> {
  const child = spawn(process.execPath, [join(__dirname, '../../../dist/tools/publish.js'), ...args, '--json'], {
    env: { PATH: process.env.PATH, MASH_DATA: journey.dataDir },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  if ((await ended) !== 0) throw new Error(err);
  return JSON.parse(out);
}

const sum = ({ accepted, corrected, unchanged, rejected, ignored }: Json): number =>
  accepted + corrected + unchanged + rejected + ignored;
const problems = (receipt: Json, code: string): number => receipt.problemCounts[code]?.count ?? 0;

/** Publishes, checks the receipt against itself, and that doing it again changes nothing. */
async function publishTwice(agency: string, format: string, files: readonly { path: string }[]): Promise<Json> {
  const args = [agency, format, ...files.map(({ path }) => path)];
  const receipt = await publish(...args);
  expect(receipt).toMatchObject({ agency, format, state: 'COMPLETE', failure: null });
  expect(sum(receipt.rows)).toBe(receipt.rows.read);
  expect(receipt.files).toHaveLength(files.length);
  const digest = await tablesDigest(journey, agency);
  const again = await publish(...args);
  expect(again).toMatchObject({ state: 'ALREADY_PUBLISHED', id: receipt.id, rows: receipt.rows, records: receipt.records });
  expect(await tablesDigest(journey, agency)).toBe(digest);
  return receipt;
}

/** The child whom a search finds best, when the feeds have told the hub of them: nobody else fits as well. */
async function find(search: object): Promise<string> {
  const { data, text: said } = await eventually(
    () =>
      journey
        .as('mash-analyst')
        .query('query Find($search: PersonSearch!) { findChildren(search: $search, purpose: SCREENING) { id score } }', {
          search,
        }),
    (answer) => answer.data?.findChildren?.length > 0,
    60_000,
  );
  const [best, next] = data.findChildren;
  if (best === undefined || best.score === next?.score) throw new Error(`Not one child: ${said}`);
  return best.id;
}

/** A child as an analyst sees them after taking a contact about them at level 4. */
async function lookAt(childId: string, what: string): Promise<Json> {
  const caseId = await openCase(journey, {
    subjects: [childId],
    purpose: 'SECTION_47',
    basis: 'PUBLIC_TASK',
    level: 4,
    teams: [],
  });
  // From then on the agencies' tables change only with what is published.
  await settled(journey, { childId, caseId, purpose: 'SECTION_47' });
  const { data, errors } = await journey
    .as('mash-analyst')
    .query(
      `query Look($id: ID!, $caseId: ID!) { child(id: $id, purpose: SECTION_47, caseId: $caseId) { dateOfBirth sources { agency state } ${what} } }`,
      { id: childId, caseId },
    );
  expect(errors).toEqual([]);
  return data.child;
}
const stateOf = ({ sources }: Json, agency: string): string => sources.find((one: Json) => one.agency === agency).state;

test('the children in need census of 2024: every child, referral and plan of the file; a child is found by date of birth', async () => {
  const [{ text: xml } = { text: '' }] = CIN;
  const receipt = await publishTwice('social-care', 'cin-census', CIN);
  expect(receipt.records).toMatchObject({
    person: count(xml, /<Child>/),
    referral: count(xml, /<CINdetails>/),
    'section-47': count(xml, /<Section47>/),
    'child-in-need-plan': count(xml, /<CINPlanDates>/),
    'protection-plan': count(xml, /<ChildProtectionPlans>/),
    'protection-plan-review': count(xml, /<Reviews>/),
  });
  // One assessment starts in 2028 and is rejected.
  expect(receipt.records.assessment + problems(receipt, 'date-in-future')).toBe(count(xml, /<Assessments>/));

  const child = await lookAt(
    await find({ dateOfBirth: '2015-03-27' }),
    'socialCare { referrals { referredOn closedOn noFurtherAction } protectionPlans { startedOn previousPlans latestCategory { code } } section47Enquiries { startedOn } disabilities { code } }',
  );
  expect(child.dateOfBirth).toBe('2015-03-27');
  expect(stateOf(child, 'SOCIAL_CARE')).toBe('RECORDS_FOUND');
  expect(child.socialCare).toEqual({
    referrals: [{ referredOn: '2022-10-06', closedOn: '2023-02-27', noFurtherAction: false }],
    protectionPlans: [{ startedOn: '2022-02-17', previousPlans: 10, latestCategory: { code: 'PHY' } }],
    section47Enquiries: [{ startedOn: '2022-06-02' }],
    disabilities: [{ code: 'HAND' }, { code: 'HEAR' }],
  });
}, 180_000);

test('the looked-after children return: every table to the row; a child is found by UPN', async () => {
  const tables = new Map(SSDA903.map(({ name, text: csv }) => [name, table(csv)]));
  const rowsIn = (name: string) => tables.get(name) ?? [];
  const receipt = await publishTwice('social-care', 'ssda903', SSDA903);
  expect(receipt.rows.read).toBe([...tables.values()].reduce((total, rows) => total + rows.length, 0));
  expect(receipt.records).toMatchObject({
    person: new Set(rowsIn('header.csv').map(({ CHILD }) => CHILD)).size,
    'care-episode': rowsIn('episodes.csv').length,
    'missing-from-care': rowsIn('missing.csv').length,
    'adoption-placement': rowsIn('placed_for_adoption.csv').length,
    unaccompanied: rowsIn('uasc.csv').length,
    'care-outcomes': rowsIn('oc2.csv').length,
  });
  const today = new Date().toISOString().slice(0, 10);
  const future = rowsIn('reviews.csv').filter(({ REVIEW }) => iso(REVIEW ?? '') > today).length;
  expect(receipt.records['care-review']).toBe(rowsIn('reviews.csv').length - future);
  expect(receipt.rows.rejected).toBe(future);
  expect(problems(receipt, 'invalid-upn')).toBe(rowsIn('header.csv').filter(({ UPN }) => UPN !== '' && !holds(UPN ?? '')).length);

  const seventeenAgo = `${Number(today.slice(0, 4)) - 16}${today.slice(4)}`;
  const known = rowsIn('header.csv').filter(({ UPN, DOB }) => holds(UPN ?? '') && iso(DOB ?? '') > seventeenAgo);
  expect(known.length).toBeGreaterThan(0);
  const [{ CHILD, UPN, DOB } = {}] = known;
  const child = await lookAt(
    await find({ upn: UPN }),
    'socialCare { careEpisodes { startedOn } careReviews { on } careOutcomes { id } }',
  );
  expect(child.dateOfBirth).toBe(iso(DOB ?? ''));
  const theirs = (name: string) => rowsIn(name).filter((row) => row.CHILD === CHILD);
  expect(child.socialCare.careEpisodes.map(({ startedOn }: Json) => startedOn).sort()).toEqual(
    theirs('episodes.csv')
      .map(({ DECOM }) => iso(DECOM ?? ''))
      .sort(),
  );
  expect(child.socialCare.careOutcomes).toHaveLength(theirs('oc2.csv').length);
  const reviewed = theirs('reviews.csv').map(({ REVIEW }) => iso(REVIEW ?? ''));
  expect(child.socialCare.careReviews.map(({ on }: Json) => on).sort()).toEqual(reviewed.filter((day) => day <= today).sort());
}, 300_000);

test('six patients in FHIR: every resource counted by type; a child is found by name', async () => {
  const bundles = SYNTHEA.map(({ text: json }) => JSON.parse(json) as { entry: { resource: Json }[] });
  const resources = bundles.flatMap(({ entry }) => entry.map(({ resource }) => resource));
  const of = (type: string, from = resources) => from.filter(({ resourceType }) => resourceType === type);
  const receipt = await publishTwice('health', 'fhir-r4', SYNTHEA);
  expect(receipt.rows.read).toBe(resources.length);
  expect(receipt.rows.rejected).toBe(0);
  expect(receipt.records).toMatchObject({
    person: of('Patient').length,
    immunisation: of('Immunization').length,
    condition: of('Condition').length,
  });
  const taken = ['Patient', 'Immunization', 'Condition', 'Encounter', 'Observation'];
  expect(receipt.rows.ignored).toBe(resources.filter(({ resourceType }) => !taken.includes(resourceType)).length);
  const { attendance, observation } = receipt.records;
  expect(attendance + receipt.records['health-check']).toBe(of('Encounter').length);
  expect(observation).toBe(of('Observation').length);

  const youngest = bundles
    .map(({ entry }) => entry.map(({ resource }) => resource))
    .sort((one, other) => (of('Patient', one)[0].birthDate < of('Patient', other)[0].birthDate ? 1 : -1))[0] as Json[];
  const [patient] = of('Patient', youngest);
  const [{ given, family }] = patient.name;
  const child = await lookAt(
    await find({ name: `${given[0]} ${family}`, dateOfBirth: patient.birthDate }),
    'names { given family } health { immunisations { on vaccine { code } } conditions { onsetOn } }',
  );
  expect(child.dateOfBirth).toBe(patient.birthDate);
  expect(child.names).toContainEqual({ given, family });
  expect(child.health.immunisations.map(({ on, vaccine }: Json) => `${on} ${vaccine?.code}`).sort()).toEqual(
    of('Immunization', youngest)
      .map((one) => `${one.occurrenceDateTime.slice(0, 10)} ${one.vaccineCode.coding[0].code}`)
      .sort(),
  );
  expect(child.health.conditions).toHaveLength(of('Condition', youngest).length);
}, 180_000);

test('the England examples, XML and JSON together: every resource has its row, and the adults among them are no children', async () => {
  // A bundle holds its entries; an empty one is told of in a row of its own.
  const resourcesIn = ({ name, text: content }: { name: string; text: string }): number => {
    if (name.endsWith('.json')) {
      const { resourceType, entry = [] } = JSON.parse(content) as { resourceType: string; entry?: unknown[] };
      return resourceType === 'Bundle' ? Math.max(1, entry.length) : 1;
    }
    return /^\s*(<\?xml[^>]*>\s*)?<Bundle/.test(content) ? Math.max(1, count(content, /<entry>/)) : 1;
  };
  const receipt = await publishTwice('health', 'fhir-r4', ENGLAND);
  expect(receipt.rows.read).toBe(ENGLAND.reduce((total, file) => total + resourcesIn(file), 0));
  expect(receipt.records['health-flag']).toBeGreaterThan(0);
  const { data } = await journey
    .as('mash-analyst')
    .query('query Find($search: PersonSearch!) { findChildren(search: $search, purpose: SCREENING) { id } }', {
      search: { name: 'Alan Mann', dateOfBirth: '1970-01-01' },
    });
  expect(data.findChildren).toEqual([]);
}, 180_000);

test('the school census of a term: every pupil and every session row; a pupil is found by name and date of birth', async () => {
  const tables = new Map(CENSUS.map(({ name, text: csv }) => [name.replace('2025_spring_', ''), table(csv)]));
  const rowsIn = (name: string) => tables.get(name) ?? [];
  const pupils = rowsIn('pupilonroll.csv');
  const sessions = rowsIn('termlysessiondetailsonroll.csv');
  const receipt = await publishTwice('education', 'school-census', CENSUS);
  expect(receipt.rows.read).toBe([...tables.values()].reduce((total, rows) => total + rows.length, 0));
  const distinct = new Set(pupils.map((row) => row.pupilonrolltableid)).size;
  expect(receipt.records).toMatchObject({
    person: distinct,
    enrolment: distinct,
    term: distinct,
    exclusion: rowsIn('termlyexclusionsonroll.csv').length,
  });
  // Today's codes; those of before 2014 (A, P, S) are warned of and left out.
  expect(receipt.records['sen-provision']).toBe(
    pupils.filter(({ senprovision = '' }) => ['N', 'K', 'E'].includes(senprovision)).length,
  );
  // Types of need are masked in these files: none is a code, each row is rejected and told.
  expect(receipt.rows.rejected).toBe(rowsIn('senneeds.csv').length + sessions.length - receipt.records['attendance-sessions']);

  const eighteenAgo = `${new Date().getFullYear() - 17}`;
  const byBirth = new Map<string, Record<string, string>[]>();
  for (const pupil of pupils) byBirth.set(pupil.dob ?? '', [...(byBirth.get(pupil.dob ?? '') ?? []), pupil]);
  const [alone] = [...byBirth].filter(([dob, those]) => those.length === 1 && dob > eighteenAgo).flatMap(([, those]) => those);
  const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
  const [year, month, day] = (alone?.dob ?? '').slice(0, 11).split('-');
  const dateOfBirth = `${year}-${String(months.indexOf(month ?? '') + 1).padStart(2, '0')}-${day}`;
  const child = await lookAt(
    await find({ dateOfBirth, name: `${alone?.forename} ${alone?.surname}` }),
    'names { given family } education { enrolments { from year } attendance { sessions { sessions } } exclusions { startedOn } }',
  );
  expect(child.dateOfBirth).toBe(dateOfBirth);
  expect(child.education.enrolments).toHaveLength(1);
  expect(child.education.exclusions).toHaveLength(
    rowsIn('termlyexclusionsonroll.csv').filter((row) => row.pupilonrolltableid === alone?.pupilonrolltableid).length,
  );
  const theirs = sessions.filter((row) => row.pupilonrolltableid === alone?.pupilonrolltableid).length;
  expect(child.education.attendance.flatMap((term: Json) => term.sessions).length).toBeLessThanOrEqual(theirs);
}, 300_000);
