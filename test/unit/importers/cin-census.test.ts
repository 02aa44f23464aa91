import { recordsOf, told } from './support';
import { census, child, details, read } from './census-file';

test('a child becomes a person without a name, with the identifiers the census has', async () => {
  const identifiers =
    '<LAchildID>C1</LAchildID><UPN>A123456789123</UPN><FormerUPN>T325400008001</FormerUPN><UPNunknown>UN3</UPNunknown>' +
    '<PersonBirthDate>2015-03-27</PersonBirthDate><PersonDeathDate>2024-01-02</PersonDeathDate><Sex>F</Sex>';
  const rows = await read(census(child('<ChildCharacteristics><Ethnicity>WBRI</Ethnicity></ChildCharacteristics>', identifiers)));
  expect(recordsOf(rows, 'person')).toMatchObject([
    {
      person: 'C1',
      data: {
        lifeStage: 'CHILD',
        names: [],
        dateOfBirth: '2015-03-27',
        sex: 'F',
        ethnicity: 'WBRI',
        addresses: [],
        deceasedOn: '2024-01-02',
      },
    },
  ]);
  expect(told(rows)).toContain('warning 3 invalid-upn UPN');
});

test('a UPN is kept when its check letter is right, left out and reported when it is wrong', async () => {
  const upn = (text: string): string =>
    `<LAchildID>C1</LAchildID><UPN>${text}</UPN><PersonBirthDate>2015-03-27</PersonBirthDate>`;
  const right = await read(census(child('', upn('H801200001001'))));
  expect(recordsOf(right, 'person')[0]?.data.upn).toBe('H801200001001');
  expect(told(right)).toEqual([]);
  const wrong = await read(census(child('', upn('A801200001001'))));
  expect(recordsOf(wrong, 'person')[0]?.data.upn).toBeUndefined();
  expect(told(wrong)).toEqual(['warning 3 invalid-upn UPN']);
});

test('sex is read as coded now and as coded before 2024/25', async () => {
  const coded = async (element: string): Promise<string | undefined> => {
    const rows = await read(
      census(child('', `<LAchildID>C1</LAchildID><PersonBirthDate>2015-03-27</PersonBirthDate>${element}`)),
    );
    return recordsOf(rows, 'person')[0]?.data.sex;
  };
  expect(await coded('<Sex>M</Sex>')).toBe('M');
  expect(await coded('<GenderCurrent>2</GenderCurrent>')).toBe('F');
  expect(await coded('<Gender>9</Gender>')).toBe('U');
  expect(await coded('<Sex>X</Sex>')).toBeUndefined();
});

test('an unborn child has an expected date, which may lie ahead, and no date of birth', async () => {
  const rows = await read(
    census(child('', '<LAchildID>U1</LAchildID><ExpectedPersonBirthDate>2027-02-01</ExpectedPersonBirthDate><Sex>U</Sex>')),
  );
  const [unborn] = recordsOf(rows, 'person');
  expect(unborn?.data).toMatchObject({ lifeStage: 'UNBORN', expectedDate: '2027-02-01' });
  expect(unborn?.data.dateOfBirth).toBeUndefined();
  expect(told(rows)).toEqual([]);
});

test('disabilities are kept as codes, once each; NONE beside another is a contradiction', async () => {
  const disabled = (...codes: string[]): string =>
    `<ChildCharacteristics><Ethnicity>WBRI</Ethnicity><Disabilities>${codes.map((code) => `<Disability>${code}</Disability>`).join('')}</Disabilities></ChildCharacteristics>`;
  const rows = await read(census(child(disabled('HAND', 'HEAR', 'HAND', 'XXX'))));
  expect(recordsOf(rows, 'characteristics')[0]?.data).toEqual({ disabilities: ['HAND', 'HEAR'] });
  expect(told(rows)).toEqual(['warning 3 unknown-code Disability']);
  const contradicting = await read(census(child(disabled('NONE', 'AUT'))));
  expect(recordsOf(contradicting, 'characteristics')[0]?.data).toEqual({ disabilities: ['AUT'] });
  expect(told(contradicting)).toEqual(['warning 3 contradiction Disability']);
});

test('each module of the census becomes a record of its own, tied to its referral', async () => {
  const rows = await read(
    census(
      child(
        details(
          '<ReferralSource>1A</ReferralSource><PrimaryNeedCode>N4</PrimaryNeedCode><ReferralNFA>0</ReferralNFA>' +
            '<Assessments><AssessmentActualStartDate>2022-10-07</AssessmentActualStartDate><FactorsIdentifiedAtAssessment><AssessmentFactors>1C</AssessmentFactors><AssessmentFactors>6B</AssessmentFactors></FactorsIdentifiedAtAssessment></Assessments>' +
            '<CINPlanDates><CINPlanStartDate>2023-01-24</CINPlanStartDate></CINPlanDates>' +
            '<Section47><S47ActualStartDate>2022-11-02</S47ActualStartDate><InitialCPCtarget>2027-01-04</InitialCPCtarget><ICPCnotRequired>false</ICPCnotRequired></Section47>' +
            '<ChildProtectionPlans><CPPstartDate>2022-12-01</CPPstartDate><InitialCategoryOfAbuse>PHY</InitialCategoryOfAbuse><LatestCategoryOfAbuse>NEG</LatestCategoryOfAbuse><NumberOfPreviousCPP>1</NumberOfPreviousCPP>' +
            '<Reviews><CPPreviewDate>2023-02-15</CPPreviewDate><CPPreviewDate>2023-06-15</CPPreviewDate></Reviews></ChildProtectionPlans>' +
            '<PreProceedingsandFGDM><PPStartDate>2023-03-01</PPStartDate><FGDMMeetingOffer>1</FGDMMeetingOffer><ReviewMeetingsCount>2</ReviewMeetingsCount></PreProceedingsandFGDM>',
        ),
      ),
    ),
  );
  expect(told(rows)).toEqual([]);
  expect(rows.map(({ records }) => records.map(({ kind }) => kind).join())).toEqual([
    'person',
    'referral',
    'assessment',
    'child-in-need-plan',
    'section-47',
    'protection-plan',
    'protection-plan-review',
    'protection-plan-review',
    'pre-proceedings',
  ]);
  const [referral] = recordsOf(rows, 'referral');
  expect(referral).toMatchObject({
    person: 'C1',
    data: { referredOn: '2022-10-06', source: '1A', primaryNeed: 'N4', noFurtherAction: false },
  });
  expect(recordsOf(rows, 'assessment')[0]?.data).toMatchObject({
    referral: referral?.key,
    startedOn: '2022-10-07',
    factors: ['1C', '6B'],
  });
  expect(recordsOf(rows, 'section-47')[0]?.data).toMatchObject({
    conferenceTargetOn: '2027-01-04',
    conferenceNotRequired: false,
  });
  const [plan] = recordsOf(rows, 'protection-plan');
  expect(plan?.data).toMatchObject({ initialCategory: 'PHY', latestCategory: 'NEG', previousPlans: 1 });
  expect(recordsOf(rows, 'protection-plan-review').map(({ data }) => data)).toEqual([
    { plan: plan?.key, on: '2023-02-15' },
    { plan: plan?.key, on: '2023-06-15' },
  ]);
  expect(recordsOf(rows, 'pre-proceedings')[0]?.data).toMatchObject({ groupMeetingOffered: true, reviewMeetings: 2 });
});

test('keys stay the same when other children or referrals are added before', async () => {
  const one = details('<Section47><S47ActualStartDate>2022-11-02</S47ActualStartDate></Section47>');
  const other = details('', '<CINreferralDate>2019-01-01</CINreferralDate>');
  const keys = async (text: string): Promise<Set<string>> =>
    new Set(
      (await read(text))
        .flatMap(({ records }) => records)
        .filter(({ person }) => person === 'C1')
        .map(({ kind, key }) => `${kind} ${key}`),
    );
  const before = await keys(census(child(one)));
  const after = await keys(
    census(child('', '<LAchildID>C0</LAchildID><PersonBirthDate>2015-01-01</PersonBirthDate>') + child(other + one)),
  );
  for (const key of before) expect(after).toContain(key);
});

test('two records of a child on the same day have two keys', async () => {
  const twice = '<Section47><S47ActualStartDate>2022-11-02</S47ActualStartDate></Section47>'.repeat(2);
  const keys = recordsOf(await read(census(child(details(twice)))), 'section-47').map(({ key }) => key);
  expect(new Set(keys).size).toBe(2);
});
