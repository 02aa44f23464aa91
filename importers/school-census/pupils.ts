import type { ImportedRow } from '../../common/publishing/record';
import type { PersonIdentity, PersonName } from '../../common/person';
import { personRecord } from '../records/person-record';
import type { EducationRecordInput } from '../records/education';
import type { CellReader } from '../text/cells';
import { detached } from '../text/detached';
import type { KnownPupils } from './pupil-reference';
import type { CensusTerm } from './tables';

/** A pupil on roll: who they are, where they are enrolled, how many sessions the term had, and their SEN provision. */
export function pupilRow(cells: CellReader, census: CensusTerm, known: KnownPupils): ImportedRow<EducationRecordInput> {
  const pupil = cells.requiredText('pupilonrolltableid', 'The pupil table id');
  const school = cells.requiredText('nativeid', 'The school');
  const identity = identityOf(cells);
  const enrolled = cells.date('entrydate');
  const records: EducationRecordInput[] = [];
  if (pupil !== undefined && school !== undefined) {
    records.push(
      personRecord('school-census', pupil, identity),
      {
        kind: 'enrolment',
        key: `${pupil}|${school}|${enrolled ?? ''}`,
        person: pupil,
        data: {
          school,
          from: enrolled,
          status: cells.choice('enrolstatus', ENROLMENT_STATUS),
          year: cells.text('ncyearactual'),
          partTime: cells.flag('parttime'),
          boarder: cells.text('boarder'),
          youngCarer: youngCarer(cells),
          serviceChild: cells.choice('servicechild', SERVICE_CHILD) === 'yes' ? true : undefined,
        },
      },
      {
        kind: 'term',
        key: `${pupil}|${census.academicYear}|${census.term}`,
        person: pupil,
        data: {
          ...census,
          sessionsPossible: cells.count('termlysessionspossible', { max: 400 }),
          authorised: cells.count('termlysessionsauthorised', { max: 400 }),
          unauthorised: cells.count('termlysessionsunauthorised', { max: 400 }),
        },
      },
    );
    const provision = senProvision(cells);
    if (provision !== undefined) records.push({ kind: 'sen-provision', key: pupil, person: pupil, data: { provision } });
  }
  if (pupil !== undefined && !cells.rejected) known.pupils.add(detached(pupil));
  return cells.result(records);
}

const ENROLMENT_STATUS = { C: 'C', M: 'M', S: 'S', G: 'G', O: 'O', F: 'F' } as const;
const SERVICE_CHILD = { Y: 'yes', N: 'no', U: 'unsure', R: 'refused' } as const;

/** P: the parent said so; S: the school did; N: nobody did, which is not the same as "no". */
const youngCarer = (cells: CellReader): boolean | undefined => {
  const told = cells.choice('youngcarer', { P: 'yes', S: 'yes', N: 'no' } as const);
  return told === undefined ? undefined : told === 'yes';
};

/** A, P and S are codes of the system before 2014; they say nothing that is true today. */
export function senProvision(cells: CellReader): string | undefined {
  return cells.code('senprovision', 'edu.sen_provision');
}

function identityOf(cells: CellReader): PersonIdentity {
  const family = cells.requiredText('surname', 'The surname');
  const forename = cells.requiredText('forename', 'The forename');
  const given = [forename, cells.text('middlenames')].filter((name): name is string => name !== undefined);
  const names: PersonName[] = [{ use: 'OFFICIAL', given, family: family ?? '' }];
  const preferred = cells.text('preferredsurname');
  if (preferred !== undefined && preferred !== family) names.push({ use: 'USUAL', given: given.slice(0, 1), family: preferred });
  const former = cells.text('formersurname');
  if (former !== undefined && former !== family) names.push({ use: 'PREVIOUS', given: given.slice(0, 1), family: former });
  const formerUpn = cells.upn('formerupn');
  return {
    lifeStage: 'CHILD',
    names,
    dateOfBirth: cells.date('dob', { required: true }),
    sex: cells.choice('sex', { M: 'M', F: 'F', U: 'U' } as const),
    upn: cells.upn('upn'),
    ...(formerUpn === undefined ? {} : { formerUpns: [formerUpn] }),
    ethnicity: cells.code('ethnicity', 'dfe.ethnicity'),
    addresses: [],
  };
}
