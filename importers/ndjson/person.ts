import { normaliseNhsNumber, normalisePostcode, normaliseUpn } from '../../common/identifiers';
import type { PersonAddress, PersonIdentity } from '../../common/person';
import type { ImportedRow, Problem, PublishedRecord, RowReference } from '../../common/publishing/record';
import { personRecord } from '../records/person-record';
import { isKnownCode } from '../text/code-sets';
import { rejection, warning } from '../text/problems';

/**
 * The checks a schema cannot make about a person: check digits, check letters, postcodes, codes. What fails is reported and left
 * out; the person is kept, because half an identity is still somebody.
 */
export function checkPerson<R extends PublishedRecord>(record: R, at: RowReference, format: string): ImportedRow<R> {
  const problems: Problem[] = [];
  const warn = (code: string, field: string, problem: string, remedy: string): void => {
    problems.push(warning(at, { code, field: `data.${field}`, problem, remedy }));
  };
  const data = record.data as unknown as PersonIdentity;
  if (record.key !== record.person) {
    const problem = 'The key and the person differ';
    return {
      ...at,
      records: [],
      problems: [
        rejection(at, { code: 'key-is-not-person', field: 'key', problem, remedy: 'Give your own id of the person as both' }),
      ],
    };
  }
  const checked = <T>(value: string | undefined, check: (text: string) => T | undefined, refuse: () => void): T | undefined => {
    if (value === undefined) return undefined;
    const result = check(value);
    if (result === undefined) refuse();
    return result;
  };
  const postcodeOf = (address: PersonAddress): PersonAddress => ({
    ...address,
    postcode: checked(address.postcode, normalisePostcode, () =>
      warn('invalid-postcode', 'addresses.postcode', 'This is not a postcode', 'Give it as in BB1 7AA'),
    ),
  });
  const formerUpn = (upn: string): string[] => {
    const valid = normaliseUpn(upn);
    if (valid === undefined)
      warn('invalid-upn', 'formerUpns', 'A former UPN fails its check letter', 'Check it against the school register');
    return valid === undefined ? [] : [valid];
  };
  const identity: PersonIdentity = {
    ...data,
    nhsNumber: checked(data.nhsNumber, normaliseNhsNumber, () =>
      warn(
        'invalid-nhs-number',
        'nhsNumber',
        'The NHS number fails its check digit',
        'Trace it again on the Personal Demographics Service',
      ),
    ),
    upn: checked(data.upn, normaliseUpn, () =>
      warn('invalid-upn', 'upn', 'The UPN fails its check letter', 'Check it against the school register'),
    ),
    ...(data.formerUpns ? { formerUpns: data.formerUpns.flatMap(formerUpn) } : {}),
    ethnicity: checked(
      data.ethnicity,
      (code) => (isKnownCode('dfe.ethnicity', code) ? code : undefined),
      () =>
        warn(
          'unknown-code',
          'ethnicity',
          'This is not a DfE ethnicity code',
          'Map the local code to the national one and publish again',
        ),
    ),
    addresses: data.addresses.map(postcodeOf),
  };
  return { ...at, records: [personRecord(format, record.key, identity) as PublishedRecord as R], problems };
}
