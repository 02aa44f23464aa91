import { schoolCensus } from '../../../importers/school-census';
import { readFiles, recordsOf, told, unexplained } from './support';

const COLUMNS =
  'pupilonrolltableid,NativeId,dob,surname,forename,middlenames,preferredsurname,formersurname,upn,formerupn,sex,entrydate,parttime,termlysessionspossible,termlysessionsauthorised,termlysessionsunauthorised,servicechild,enrolstatus,boarder,senprovision,ncyearactual,youngcarer,ethnicity';
const PUPIL =
  'P1,SCH7,2012-Apr-25 00:00:00,Okafor,Ada,Ngozi,Bell,Lowe,H801200001001,,F,2023-Feb-03 00:00:00,False,134.0,8.0,2.0,Y,C,,K,7,P,WBRI';
const PUPILS = `${COLUMNS}\n${PUPIL}\n`;
const SESSIONS = 'pupilonrolltableid,NativeId,sessions,attendancereason\n';

const read = (files: Record<string, string | Uint8Array>) => readFiles(schoolCensus, files);

test('a pupil becomes a person, an enrolment, a term and a SEN provision', async () => {
  const rows = await read({ '2025_spring_pupilonroll.csv': PUPILS });
  expect(told(rows)).toEqual([]);
  expect(rows).toHaveLength(1);
  expect(recordsOf(rows, 'person')[0]).toMatchObject({
    person: 'P1',
    data: {
      lifeStage: 'CHILD',
      names: [
        { use: 'OFFICIAL', given: ['Ada', 'Ngozi'], family: 'Okafor' },
        { use: 'USUAL', given: ['Ada'], family: 'Bell' },
        { use: 'PREVIOUS', given: ['Ada'], family: 'Lowe' },
      ],
      dateOfBirth: '2012-04-25',
      sex: 'F',
      upn: 'H801200001001',
      ethnicity: 'WBRI',
      addresses: [],
    },
  });
  expect(recordsOf(rows, 'enrolment')[0]?.data).toEqual({
    school: 'SCH7',
    from: '2023-02-03',
    status: 'C',
    year: '7',
    partTime: false,
    boarder: undefined,
    youngCarer: true,
    serviceChild: true,
  });
  expect(recordsOf(rows, 'term')[0]?.data).toEqual({
    academicYear: '2024/25',
    term: 'SPRING',
    sessionsPossible: 134,
    authorised: 8,
    unauthorised: 2,
  });
  expect(recordsOf(rows, 'sen-provision')[0]?.data).toEqual({ provision: 'K' });
});

test('the school year is read from the name of the file: an autumn term begins it', async () => {
  const yearOf = async (name: string) => recordsOf(await read({ [name]: PUPILS }), 'term')[0]?.data;
  expect(await yearOf('2024_autumn_pupilonroll.csv')).toMatchObject({ academicYear: '2024/25', term: 'AUTUMN' });
  expect(await yearOf('LA 2025-Summer pupils.csv')).toMatchObject({ academicYear: '2024/25', term: 'SUMMER' });
  expect(await yearOf('1999_autumn_x.csv')).toMatchObject({ academicYear: '1999/00' });
  expect(told(await read({ 'pupilonroll.csv': PUPILS }))).toEqual(['error 1 unknown-term file']);
});

test('attendance sessions, exclusions and SEN needs are about a pupil of the publication, in whatever order the files come', async () => {
  const rows = await read({
    '2025_spring_termlysessiondetailsonroll.csv': `${SESSIONS}P1,SCH7,135.0,I\nP1,SCH7,2,o\n`,
    '2025_spring_senneeds.csv': 'pupilonrolltableid,sentyperank,sentype\nP1,1.0,SEMH\n',
    '2025_spring_termlyexclusionsonroll.csv':
      'pupilonrolltableid,termlyexclusionsonrolltableid,startdate,sessions,reason1,reason2,reason3,category,senprovision\nP1,X1,2025-Feb-14 00:00:00,10.0,DB,PA,,SUSP,E\nP1,X2,2025-Feb-15,,PP,,,PERM,\n',
    '2025_spring_pupilonroll.csv': PUPILS,
  });
  expect(told(rows)).toEqual([]);
  expect(rows[0]?.file).toBe('2025_spring_pupilonroll.csv');
  expect(recordsOf(rows, 'attendance-sessions').map(({ data }) => data)).toEqual([
    { academicYear: '2024/25', term: 'SPRING', code: 'I', sessions: 135 },
    { academicYear: '2024/25', term: 'SPRING', code: 'O', sessions: 2 },
  ]);
  expect(recordsOf(rows, 'exclusion').map(({ key, data }) => [key, data])).toEqual([
    ['X1', { category: 'SUSPENSION', startedOn: '2025-02-14', sessions: 10, reasons: ['DB', 'PA'], senProvision: 'E' }],
    ['X2', { category: 'PERMANENT', startedOn: '2025-02-15', sessions: undefined, reasons: ['PP'], senProvision: undefined }],
  ]);
  expect(recordsOf(rows, 'sen-need')[0]?.data).toEqual({ type: 'SEMH', rank: 1 });
});

test('the same fact has the same key in whichever file and row it stands', async () => {
  const keys = async (files: Record<string, string>) =>
    new Set((await read(files)).flatMap(({ records }) => records).map(({ kind, key }) => `${kind} ${key}`));
  const once = await keys({ '2025_spring_a.csv': `${SESSIONS}P1,S,1,I\nP1,S,2,O\n` });
  const again = await keys({ '2025_spring_b.csv': `${SESSIONS}P2,S,1,I\nP1,S,5,O\nP1,S,1,I\n` });
  for (const key of once) expect(again).toContain(key);
});

test('a row about a pupil who is not among the pupils, or was rejected there, is rejected', async () => {
  const rows = await read({
    '2025_spring_pupilonroll.csv': `${PUPILS}${PUPIL.replace('P1', 'P2').replace('2012-Apr-25', '2031-Apr-25')}\n`,
    '2025_spring_sessions.csv': `${SESSIONS}P1,S,1,I\nP2,S,1,I\nP3,S,1,I\n`,
  });
  expect(told(rows)).toEqual([
    'error 3 date-in-future dob',
    'error 3 unknown-pupil pupilonrolltableid',
    'error 4 unknown-pupil pupilonrolltableid',
  ]);
});

test('codes that are not of the national list are named; what the row needs rejects it', async () => {
  const wrong = PUPIL.replace(',F,2023', ',X,2023')
    .replace(',C,,K,7,P,WBRI', ',Q,,A,7,Z,ABCD')
    .replace('H801200001001', 'not a UPN');
  const rows = await read({
    '2025_spring_pupilonroll.csv': `${COLUMNS}\n${wrong.replace('134.0', '9999')}\n`,
    '2025_spring_sessions.csv': `${SESSIONS}P1,S,1,H\nP1,S,,I\nP1,S,-1,I\nP1,S,1.5,I\nP1,S,401,I\n`,
    '2025_spring_sen.csv': 'pupilonrolltableid,sentyperank,sentype\nP1,1.0,79a0128e\n',
  });
  expect(told(rows)).toEqual([
    'warning 2 unknown-code sex',
    'warning 2 invalid-upn upn',
    'warning 2 unknown-code ethnicity',
    'warning 2 unknown-code enrolstatus',
    'warning 2 unknown-code youngcarer',
    'warning 2 invalid-number termlysessionspossible',
    'warning 2 unknown-code senprovision',
    'error 2 unknown-code attendancereason',
    'error 3 missing-value sessions',
    'error 4 invalid-number sessions',
    'error 5 invalid-number sessions',
    'error 6 invalid-number sessions',
    'error 2 unknown-code sentype',
  ]);
});

test('a pupil without an id, a school, a name or a date of birth is rejected', async () => {
  const [id, school, dob, family, given] = ['P1', 'SCH7', '2012-Apr-25 00:00:00', 'Okafor', 'Ada'];
  for (const [value, problem] of [
    [id, 'error 2 missing-value pupilonrolltableid'],
    [school, 'error 2 missing-value nativeid'],
    [dob, 'error 2 missing-value dob'],
    [family, 'error 2 missing-value surname'],
    [given, 'error 2 missing-value forename'],
  ] as const) {
    expect(told(await read({ '2025_spring_p.csv': `${COLUMNS}\n${PUPIL.replace(value, '')}\n` }))).toContain(problem);
  }
});

test('a table of another kind and a table without rows say so', async () => {
  expect(told(await read({ '2025_spring_x.csv': 'a,b\n1,2\n' }))).toEqual(['error 1 unknown-table file']);
  expect(told(await read({ '2025_spring_x.csv': SESSIONS }))).toEqual(['warning 1 no-records file']);
});

test('half a file keeps its whole rows', async () => {
  const whole = `${PUPILS}${PUPIL.replace('P1', 'P2')}\n${PUPIL.replace('P1', 'P3')}\n`;
  for (let length = 0; length < whole.length; length += 3) {
    const rows = await read({ '2025_spring_p.csv': whole.slice(0, length) });
    expect(unexplained(rows)).toEqual([]);
    expect(recordsOf(rows, 'person').length).toBeGreaterThanOrEqual(whole.slice(0, length).split('\n').length - 2);
  }
});
