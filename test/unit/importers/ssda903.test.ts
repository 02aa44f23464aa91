import { ssda903 } from '../../../importers/ssda903';
import { readFiles, recordsOf, told, unexplained } from './support';

const HEADER = 'CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n1001,2,27/03/2008,WROM,H801200001001,,\n';

const read = (files: Record<string, string | Uint8Array>) => readFiles(ssda903, files);

test('the header becomes people: no names, sex in either coding, a UPN only when it is one', async () => {
  const rows = await read({
    'header.csv': `${HEADER}1002,F,1/4/2009,,UN3,,\n1003,9,01/04/2010,XXXX,B801200001001,,\n`,
  });
  expect(
    recordsOf(rows, 'person').map(({ person, data }) => [
      person,
      data.lifeStage,
      data.dateOfBirth,
      data.sex,
      data.upn,
      data.ethnicity,
    ]),
  ).toEqual([
    ['1001', 'CHILD', '2008-03-27', 'F', 'H801200001001', 'WROM'],
    ['1002', 'CHILD', '2009-04-01', 'F', undefined, undefined],
    ['1003', 'CHILD', '2010-04-01', 'U', undefined, undefined],
  ]);
  expect(told(rows)).toEqual(['warning 4 invalid-upn upn', 'warning 4 unknown-code ethnic']);
});

test('each module becomes records about the child', async () => {
  const rows = await read({
    'header.csv': HEADER,
    'episodes.csv':
      'CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n1001,15/02/2016,S,C2,N3,U1,PR0,14/08/2017,X1,,bb17aa,BB1 7AB,4244474\n',
    'reviews.csv': 'CHILD,DOB,REVIEW,REVIEW_CODE\n1001,27/03/2008,30/08/2017,PN6\n',
    'missing.csv': 'CHILD,DOB,MISSING,MIS_START,MIS_END\n1001,27/03/2008,A,13/11/2017,25/11/2017\n',
    'oc2.csv':
      'CHILD,DOB,SDQ_SCORE,SDQ_REASON,CONVICTED,HEALTH_CHECK,IMMUNISATIONS,TEETH_CHECK,HEALTH_ASSESSMENT,SUBSTANCE_MISUSE,INTERVENTION_RECEIVED,INTERVENTION_OFFERED\n1001,27/03/2008,39,,1,0,0,0,0,1,0,0\n',
    'placed_for_adoption.csv':
      'CHILD,DOB,DATE_PLACED,DATE_PLACED_CEASED,REASON_PLACED_CEASED\n1001,27/03/2008,22/11/2015,07/04/2017,XXX\n',
    'uasc.csv': 'CHILD,SEX,DOB,DUC\n1001,2,27/03/2008,27/03/2028\n',
    'sw.csv': 'CHILD,DOB,SW_ID,SW_DECOM,SW_DEC,SW_REASON\n1001,27/03/2008,SW9,01/04/2020,,\n',
  });
  expect(told(rows)).toEqual([]);
  expect(recordsOf(rows, 'care-episode')[0]?.data).toMatchObject({
    startedOn: '2016-02-15',
    startReason: 'S',
    legalStatus: 'C2',
    need: 'N3',
    placementType: 'U1',
    endedOn: '2017-08-14',
    endReason: 'X1',
    homePostcode: 'BB1 7AA',
    placementPostcode: 'BB1 7AB',
  });
  expect(recordsOf(rows, 'care-review')[0]?.data).toEqual({ on: '2017-08-30', participation: 'PN6' });
  expect(recordsOf(rows, 'missing-from-care')[0]?.data).toEqual({ type: 'A', from: '2017-11-13', to: '2017-11-25' });
  expect(recordsOf(rows, 'care-outcomes')[0]?.data).toMatchObject({
    sdqScore: 39,
    convicted: true,
    healthCheck: false,
    substanceMisuse: true,
  });
  expect(recordsOf(rows, 'adoption-placement')[0]?.data).toEqual({
    placedOn: '2015-11-22',
    ceasedOn: '2017-04-07',
    ceasedReason: undefined,
  });
  expect(recordsOf(rows, 'unaccompanied')[0]?.data).toEqual({ until: '2028-03-27' });
  expect(recordsOf(rows, 'allocated-worker')[0]?.data).toMatchObject({ worker: 'SW9', from: '2020-04-01' });
  expect(rows.every(({ records }) => records.every(({ person }) => person === '1001'))).toBe(true);
});

test('the modules may come in any order: the header is read first', async () => {
  const reviews = 'CHILD,DOB,REVIEW,REVIEW_CODE\n1001,27/03/2008,30/08/2017,PN6\n';
  const forward = await read({ 'header.csv': HEADER, 'reviews.csv': reviews });
  const backward = await read({ 'reviews.csv': reviews, 'header.csv': HEADER });
  expect(backward).toEqual(forward);
});

test('a row about a child whom the header does not have, or whose row there was rejected, is rejected', async () => {
  const rows = await read({
    'header.csv': `${HEADER}1002,F,32/13/2009,,,,\n`,
    'reviews.csv': 'CHILD,DOB,REVIEW,REVIEW_CODE\n1001,,30/08/2017,PN6\n1002,,30/08/2017,PN6\n9999,,30/08/2017,PN6\n',
  });
  expect(told(rows)).toEqual(['error 3 invalid-date dob', 'error 3 unknown-child child', 'error 4 unknown-child child']);
  expect(recordsOf(rows, 'care-review')).toHaveLength(1);
});

test('without a header in the publication, rows are about children published before', async () => {
  const rows = await read({ 'reviews.csv': 'CHILD,DOB,REVIEW,REVIEW_CODE\n1001,,30/08/2017,PN6\n' });
  expect(told(rows)).toEqual([]);
  expect(recordsOf(rows, 'care-review')).toHaveLength(1);
});

test('what a record needs rejects it when it is wrong; anything else is left out and reported', async () => {
  const rows = await read({
    'header.csv': HEADER,
    'episodes.csv':
      'CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n' +
      '1001,,S,C2,,,,,,,,,\n1001,15/02/2028,S,C2,,,,,,,,,\n1001,15/02/2016,S,ZZ,,,,,,,,,\n' +
      '1001,15/02/2016,?,C2,N0,??,PR9,14/02/2016,??,??,nowhere,??,\n',
    'missing.csv': 'CHILD,DOB,MISSING,MIS_START,MIS_END\n1001,,X,13/11/2017,\n1001,,,13/11/2017,\n',
    'oc2.csv': 'CHILD,DOB,SDQ_SCORE,CONVICTED\n1001,,41,maybe\n',
  });
  expect(told(rows)).toEqual([
    'error 2 missing-value decom',
    'error 3 date-in-future decom',
    'error 4 unknown-code ls',
    'warning 5 dates-out-of-order dec',
    'warning 5 unknown-code rne',
    'warning 5 unknown-code place',
    'warning 5 unknown-code place_provider',
    'warning 5 unknown-code rec',
    'warning 5 unknown-code reason_place_change',
    'warning 5 invalid-postcode home_post',
    'warning 5 invalid-postcode pl_post',
    'error 2 unknown-code missing',
    'error 3 missing-value missing',
    'warning 2 invalid-number sdq_score',
    'warning 2 unknown-code convicted',
  ]);
});

test('keys come from the child and the day, not from the place in the file', async () => {
  const reviews = (...lines: string[]): string => `CHILD,DOB,REVIEW,REVIEW_CODE\n${lines.join('\n')}\n`;
  const [a, b] = ['1001,,30/08/2017,PN6', '1001,,30/08/2016,PN1'];
  const keys = async (text: string) => recordsOf(await read({ 'reviews.csv': text }), 'care-review').map(({ key }) => key);
  expect([...(await keys(reviews(a, b)))].reverse()).toEqual(await keys(reviews(b, a)));
});

test('columns are found by name, in any order and case, and others are passed over', async () => {
  const rows = await read({ 'reviews.csv': 'review_code,Extra,Review,child\nPN6,x,30/08/2017,1001\n' });
  expect(recordsOf(rows, 'care-review')[0]).toMatchObject({ person: '1001', data: { on: '2017-08-30', participation: 'PN6' } });
});

test('a table without rows is set aside; one that is no module is refused', async () => {
  const rows = await read({
    'header.csv': HEADER,
    'missing.csv': 'CHILD,DOB,MISSING,MIS_START,MIS_END\n',
    'shoes.csv': 'SIZE,COLOUR\n39,red\n',
  });
  expect(told(rows)).toEqual(['warning 1 no-records file', 'error 1 unknown-table file']);
});

test('a column that stands twice stops its table: the wrong one may be somebody else’s number', async () => {
  const rows = await read({ 'header.csv': 'CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,CHILD\n1001,2,27/03/2008,,,,1002\n' });
  expect(told(rows)).toEqual(['error 1 repeated-column file']);
});

test('rows with too few or too many cells are rejected one by one', async () => {
  const rows = await read({
    'reviews.csv': 'CHILD,DOB,REVIEW,REVIEW_CODE\n1001,,30/08/2017\n1001,,30/08/2017,PN6,x\n1001,,30/08/2018,PN6\n',
  });
  expect(told(rows)).toEqual(['error 2 wrong-number-of-cells file', 'error 3 wrong-number-of-cells file']);
  expect(rows[0]?.problems[0]?.problem).toBe('The row has 3 cells where the header has 4');
  expect(recordsOf(rows, 'care-review')).toHaveLength(1);
});

test('half a file keeps its whole rows', async () => {
  const whole = `${HEADER}1002,1,01/04/2009,WBRI,,,\n1003,1,01/04/2010,WBRI,,,\n`;
  for (let length = 0; length < whole.length; length += 1) {
    const rows = await read({ 'header.csv': whole.slice(0, length) });
    expect(unexplained(rows)).toEqual([]);
    const lines = whole.slice(0, length).split('\n').length - 2;
    expect(recordsOf(rows, 'person').length).toBeGreaterThanOrEqual(Math.max(0, lines));
  }
});
