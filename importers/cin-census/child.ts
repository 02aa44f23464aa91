import type { PersonIdentity } from '../../common/person';
import type { ImportContext, ImportedRow } from '../../common/publishing/record';
import { personRecord } from '../records/person-record';
import type { SocialCareRecordInput } from '../records/social-care';
import type { CellReader } from '../text/cells';
import { rejection } from '../text/problems';
import { childrenOf, type XmlElement } from '../text/xml-tree';
import { KeyMaker } from './keys';
import { referralRows } from './referral';
import { type ElementShape, itemsOf, readerOf } from './reader';

type Row = ImportedRow<SocialCareRecordInput>;

const CHILD: ElementShape = {
  values: [],
  sections: ['ChildIdentifiers', 'ChildCharacteristics', 'CINdetails'],
  single: ['ChildIdentifiers', 'ChildCharacteristics'],
};
const IDENTIFIERS: ElementShape = {
  values: [
    'LAchildID',
    'UPN',
    'FormerUPN',
    'UPNunknown',
    'PersonBirthDate',
    'ExpectedPersonBirthDate',
    'PersonDeathDate',
    'Sex',
    'GenderCurrent',
    'Gender',
  ],
};
const CHARACTERISTICS: ElementShape = { values: ['Ethnicity'], sections: ['Disabilities'] };

/** Sex since 2024/25, and the gender codes that returns carried before it. */
const SEX = { M: 'M', F: 'F', U: 'U', '0': 'U', '1': 'M', '2': 'F', '9': 'U' } as const;

/** Every record of one child, in the order of the document. When the child cannot be accepted, nothing about them can. */
export function* childRows(child: XmlElement, file: string, context: ImportContext): Generator<Row> {
  const identifiers = childrenOf(child, 'ChildIdentifiers')[0];
  const identity = identifiers && readerOf(identifiers, file, context, IDENTIFIERS);
  const person = identity?.requiredText('LAchildID', 'The local authority child id');
  if (!identity || person === undefined) {
    yield withoutIdentity(child, file, identity);
    yield* orphans(child, file, context);
    return;
  }
  const row = personRow(child, person, identity, file, context);
  yield { ...row, problems: [...readerOf(child, file, context, CHILD).problems, ...row.problems] };
  if (row.records.length === 0) {
    yield* orphans(child, file, context);
    return;
  }
  const keys = new KeyMaker(person);
  for (const details of childrenOf(child, 'CINdetails')) yield* referralRows(details, { person, keys, file, context });
}

function personRow(child: XmlElement, person: string, identity: CellReader, file: string, context: ImportContext): Row {
  const born = identity.date('PersonBirthDate');
  const expected = identity.date('ExpectedPersonBirthDate', { future: true });
  if (born === undefined && expected === undefined && !identity.rejected) {
    identity.reject(
      'missing-value',
      'PersonBirthDate',
      'The child has neither a date of birth nor an expected date of birth',
      'Give PersonBirthDate, or ExpectedPersonBirthDate for an unborn child',
    );
  }
  const characteristics = childrenOf(child, 'ChildCharacteristics')[0];
  const traits = characteristics && readerOf(characteristics, file, context, CHARACTERISTICS);
  const data: PersonIdentity = {
    lifeStage: born === undefined ? 'UNBORN' : 'CHILD',
    names: [],
    dateOfBirth: born,
    expectedDate: born === undefined ? expected : undefined,
    sex: identity.choice('Sex', SEX) ?? identity.choice('GenderCurrent', SEX) ?? identity.choice('Gender', SEX),
    upn: identity.upn('UPN'),
    formerUpns: definedList(identity.upn('FormerUPN')),
    ethnicity: traits?.code('Ethnicity', 'dfe.ethnicity'),
    addresses: [],
    deceasedOn: identity.date('PersonDeathDate'),
  };
  identity.code('UPNunknown', 'dfe.upn_unknown');
  const records: SocialCareRecordInput[] = [personRecord('cin-census', person, data)];
  const disabilities = characteristics && traits ? disabilitiesOf(characteristics, traits) : [];
  if (disabilities.length > 0) records.push({ kind: 'characteristics', key: person, person, data: { disabilities } });
  const row = identity.result(records);
  return traits ? { ...row, problems: [...row.problems, ...traits.problems] } : row;
}

/** Each known code once; an unknown one is reported and left out. NONE beside another code contradicts itself. */
function disabilitiesOf(characteristics: XmlElement, traits: CellReader): string[] {
  const listed = itemsOf(characteristics, 'Disabilities', 'Disability', traits);
  const codes = listed.map((element) => traits.codeOf(element.text, 'Disability', 'cin.disability'));
  const known = [...new Set(codes.filter((code): code is string => code !== undefined))];
  if (known.includes('NONE') && known.length > 1) {
    traits.warn('contradiction', 'Disability', 'NONE stands beside another disability', 'Remove NONE, or the others');
    return known.filter((code) => code !== 'NONE');
  }
  return known;
}

const definedList = (value: string | undefined): string[] | undefined => (value === undefined ? undefined : [value]);

function withoutIdentity(child: XmlElement, file: string, identity: CellReader | undefined): Row {
  if (identity) return identity.result([]);
  const at = { file, row: child.line };
  const problem = rejection(at, {
    code: 'missing-element',
    field: 'ChildIdentifiers',
    problem: 'The child has no identifiers',
    remedy: 'Give ChildIdentifiers with LAchildID and a date of birth',
  });
  return { ...at, records: [], problems: [problem] };
}

/** Every record of a child that was not accepted, each rejected by name so that the counts match the file. */
function* orphans(child: XmlElement, file: string, context: ImportContext): Generator<Row> {
  const unknown = { person: '', keys: new KeyMaker(''), file, context };
  for (const { row } of childrenOf(child, 'CINdetails').flatMap((details) => [...referralRows(details, unknown)])) {
    const at = { file, row };
    const problem = rejection(at, {
      code: 'child-rejected',
      field: 'CINdetails',
      problem: 'The child it belongs to was rejected',
      remedy: 'Mend the child and publish the file again',
    });
    yield { ...at, records: [], problems: [problem] };
  }
}
