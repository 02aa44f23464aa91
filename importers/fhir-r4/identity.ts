import { normalisePostcode } from '../../common/identifiers';
import type { LifeStage, PersonAddress, PersonIdentity, PersonName } from '../../common/person';
import { dfeEthnicityOf } from '../../common/codes';
import { type FhirNode, first, valueAt } from './node';
import type { ResourceReader } from './reader';

const NAME_USE: ReadonlyMap<string, PersonName['use']> = new Map([
  ['official', 'OFFICIAL'],
  ['usual', 'USUAL'],
  ['old', 'PREVIOUS'],
  ['maiden', 'PREVIOUS'],
  ['nickname', 'ALIAS'],
  ['temp', 'ALIAS'],
]);
const SEX = { male: 'M', female: 'F', other: 'U', unknown: 'U' } as const;

/** HL7 confidentiality codes under which a record's whereabouts must not be disclosed. */
const RESTRICTED = new Set(['R', 'V', 'S']);

/** Who a Patient or RelatedPerson is. PDS does not send a restricted record's address; where another source does, it is marked. */
export function identityOf(reader: ResourceReader, stage?: LifeStage): PersonIdentity {
  const { resource } = reader;
  const dateOfBirth = reader.date(first(resource, 'birthDate'), 'birthDate');
  const gender = valueAt(resource, 'gender');
  if (gender !== undefined && !Object.hasOwn(SEX, gender)) {
    reader.warn('unknown-code', 'gender', 'This is not a gender that FHIR has', `Give one of ${Object.keys(SEX).join(', ')}`);
  }
  const restricted = resource
    .all('meta')
    .flatMap((meta) => meta.all('security'))
    .some((label) => RESTRICTED.has(valueAt(label, 'code') ?? ''));
  return {
    lifeStage: stage ?? lifeStageOf(dateOfBirth, reader.today),
    names: resource.all('name').flatMap(nameOf),
    dateOfBirth,
    sex: gender !== undefined && Object.hasOwn(SEX, gender) ? SEX[gender as keyof typeof SEX] : undefined,
    nhsNumber: reader.nhsNumber(),
    ethnicity: ethnicityOf(resource),
    addresses: resource
      .all('address')
      .flatMap((address) => addressOf(address, reader))
      .map((address) => (restricted ? { ...address, protected: true } : address)),
    ...(restricted ? { protect: ['LOCATION'] as const } : {}),
    deceasedOn: reader.date(first(resource, 'deceasedDateTime'), 'deceasedDateTime'),
  };
}

function lifeStageOf(dateOfBirth: string | undefined, today: string): LifeStage {
  if (dateOfBirth === undefined) return 'UNKNOWN';
  const eighteenth = `${Number(dateOfBirth.slice(0, 4)) + 18}${dateOfBirth.slice(4)}`;
  return today < eighteenth ? 'CHILD' : 'ADULT';
}

function nameOf(name: FhirNode): PersonName[] {
  const given = name.all('given').flatMap((part) => part.value ?? []);
  const parts = { given, family: valueAt(name, 'family') ?? '' };
  // Somebody whose source gives the name in one piece is not nameless.
  if (given.length === 0 && parts.family === '') parts.family = valueAt(name, 'text') ?? '';
  if (given.length === 0 && parts.family === '') return [];
  return [{ use: NAME_USE.get(valueAt(name, 'use') ?? '') ?? 'USUAL', ...parts }];
}

function addressOf(address: FhirNode, reader: ResourceReader): PersonAddress[] {
  const lines = [...address.all('line'), ...address.all('city'), ...address.all('district')].flatMap((line) => line.value ?? []);
  const text = valueAt(address, 'postalCode');
  const postcode = text === undefined ? undefined : normalisePostcode(text);
  if (text !== undefined && postcode === undefined) {
    reader.warn('invalid-postcode', 'address.postalCode', 'This is not a United Kingdom postcode', 'Give it as in BB1 7AA');
  }
  if (lines.length === 0 && postcode === undefined) return [];
  const old = valueAt(address, 'use') === 'old';
  const to = reader.date(first(address, 'period', 'end'), 'address.period.end', { future: true });
  return [
    {
      lines,
      postcode,
      from: reader.date(first(address, 'period', 'start'), 'address.period.start'),
      to: to ?? (old ? reader.today : undefined),
    },
  ];
}

/** The UK Core ethnic category (NHS codes A to Z), as the DfE code that says the same. */
function ethnicityOf(resource: FhirNode): string | undefined {
  const extension = resource.all('extension').find((candidate) => /EthnicCategory$/.test(valueAt(candidate, 'url') ?? ''));
  const code = valueAt(first(extension, 'valueCodeableConcept', 'coding'), 'code');
  return code === undefined ? undefined : dfeEthnicityOf(code);
}
