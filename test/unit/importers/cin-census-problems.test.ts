import { recordsOf, told, unexplained } from './support';
import { census, child, details, read } from './census-file';

test('an event dated in the future is rejected, one that is not the record’s own date is left out', async () => {
  const rows = await read(
    census(
      child(
        details(
          '<CINclosureDate>2028-01-01</CINclosureDate><Assessments>\n<AssessmentActualStartDate>2028-04-28</AssessmentActualStartDate></Assessments>',
        ),
      ),
    ),
  );
  expect(told(rows)).toEqual(['warning 3 date-in-future CINclosureDate', 'error 3 date-in-future AssessmentActualStartDate']);
  expect(recordsOf(rows, 'referral')[0]?.data.closedOn).toBeUndefined();
  expect(recordsOf(rows, 'assessment')).toEqual([]);
});

test('unknown codes are reported and left out, and the record is kept', async () => {
  const rows = await read(
    census(
      child(
        details(
          '<ReferralSource>1Z</ReferralSource><PrimaryNeedCode>N99</PrimaryNeedCode><ReasonForClosure>RC0</ReasonForClosure><ReferralNFA>maybe</ReferralNFA>',
        ),
      ),
    ),
  );
  expect(told(rows)).toEqual([
    'warning 3 unknown-code ReferralSource',
    'warning 3 unknown-code PrimaryNeedCode',
    'warning 3 unknown-code ReferralNFA',
    'warning 3 unknown-code ReasonForClosure',
  ]);
  expect(recordsOf(rows, 'referral')).toHaveLength(1);
});

test('an assessment that was authorised before it started is kept and questioned', async () => {
  const rows = await read(
    census(
      child(
        details(
          '<Assessments><AssessmentActualStartDate>2022-10-07</AssessmentActualStartDate><AssessmentAuthorisationDate>2020-09-19</AssessmentAuthorisationDate></Assessments>',
        ),
      ),
    ),
  );
  expect(told(rows)).toEqual(['warning 3 dates-out-of-order AssessmentAuthorisationDate']);
});

test('a child without an id, or without any date of birth, is rejected, and so is each record about the child', async () => {
  const inside = details(
    '<Section47><S47ActualStartDate>2022-11-02</S47ActualStartDate></Section47><ChildProtectionPlans><CPPstartDate>2022-12-01</CPPstartDate></ChildProtectionPlans>',
  );
  for (const [identifiers, problem] of [
    ['<PersonBirthDate>2015-03-27</PersonBirthDate>', 'error 3 missing-value LAchildID'],
    ['<LAchildID>C1</LAchildID>', 'error 3 missing-value PersonBirthDate'],
  ] as const) {
    const rows = await read(census(child(inside, identifiers)));
    expect(rows.flatMap(({ records }) => records)).toEqual([]);
    expect(told(rows)).toEqual([problem, ...Array<string>(3).fill('error 3 child-rejected CINdetails')]);
  }
  expect(told(await read(census('<Child><ChildCharacteristics/></Child>')))).toEqual([
    'error 3 missing-element ChildIdentifiers',
  ]);
});

test('when a referral is rejected, what followed it stands alone; when a plan is, its reviews are rejected', async () => {
  const rows = await read(
    census(
      child(
        details(
          '<Section47><S47ActualStartDate>2022-11-02</S47ActualStartDate></Section47><ChildProtectionPlans><Reviews><CPPreviewDate>2023-02-15</CPPreviewDate></Reviews></ChildProtectionPlans>',
          '',
        ),
      ),
    ),
  );
  expect(told(rows)).toEqual([
    'error 3 missing-value CINreferralDate',
    'error 3 missing-value CPPstartDate',
    'error 3 plan-rejected CPPreviewDate',
  ]);
  expect(recordsOf(rows, 'section-47')[0]?.data.referral).toBeUndefined();
});

test('elements the census does not have are reported where they stand, also inside lists', async () => {
  const rows = await read(
    census(
      child(
        `<Shoe/><ChildCharacteristics><Disabilities><Disabilty>AUT</Disabilty></Disabilities></ChildCharacteristics>${details(
          '<Hat>x</Hat><Assessments><AssessmentActualStartDate>2022-10-07</AssessmentActualStartDate><FactorsIdentifiedAtAssessment><Factor>1A</Factor></FactorsIdentifiedAtAssessment></Assessments>',
        )}`,
      ),
    ),
  );
  expect(told(rows)).toEqual([
    'warning 3 unknown-element Child',
    'warning 3 unknown-element Disabilities',
    'warning 3 unknown-element CINdetails',
    'warning 3 unknown-element FactorsIdentifiedAtAssessment',
  ]);
});

test('what stands among the children and is no child is a row that is rejected', async () => {
  const rows = await read(census(`${child()}\n<Chlid><ChildIdentifiers/></Chlid>`));
  expect(told(rows)).toEqual(['error 4 unknown-element file']);
  expect(recordsOf(rows, 'person')).toHaveLength(1);
});

test('a value that stands twice is reported and the first is taken; stray text is reported', async () => {
  const rows = await read(
    census(
      child(
        '',
        '<LAchildID>C1</LAchildID><LAchildID>C2</LAchildID>PersonBirthDate<PersonBirthDate>2015-03-27</PersonBirthDate>',
      ) +
        child('', '<LAchildID>C3</LAchildID><PersonBirthDate>2015-03-27</PersonBirthDate>').replace(
          '</Child>',
          '<ChildIdentifiers/></Child>',
        ),
    ),
  );
  expect(told(rows)).toEqual([
    'warning 3 repeated-element ChildIdentifiers',
    'warning 3 stray-text ChildIdentifiers',
    'warning 3 repeated-element Child',
  ]);
  expect(recordsOf(rows, 'person').map(({ person }) => person)).toEqual(['C1', 'C3']);
});

test('an id of more than 200 characters is no id', async () => {
  const rows = await read(
    census(child('', `<LAchildID>${'9'.repeat(201)}</LAchildID><PersonBirthDate>2015-03-27</PersonBirthDate>`)),
  );
  expect(told(rows)).toEqual(['error 3 value-too-long LAchildID']);
});

test('another return, another document and a return without children say so', async () => {
  expect(told(await read(census(child(), 'SSDA903')))).toEqual(['error 1 wrong-format file']);
  expect(told(await read('<Bundle xmlns="http://hl7.org/fhir"/>'))).toEqual(['error 1 wrong-format file']);
  expect(told(await read('CHILD,DOB\n1,01/01/2010'))).toEqual(['error 1 wrong-format file']);
  expect(told(await read(census('')))).toEqual(['error 1 no-records file']);
});

test('half a file keeps the children before the cut and says at which line it broke off', async () => {
  const whole = census(`${child()}\n${child('', '<LAchildID>C2</LAchildID><PersonBirthDate>2016-01-01</PersonBirthDate>')}`);
  for (let length = 0; length < whole.length; length += 1) {
    const rows = await read(whole.slice(0, length));
    expect(unexplained(rows)).toEqual([]);
    const complete = whole.slice(0, length).split('</Child>').length - 1;
    expect(recordsOf(rows, 'person')).toHaveLength(complete);
    expect(rows.at(-1)?.problems.some(({ severity }) => severity === 'error')).toBe(true);
  }
});
