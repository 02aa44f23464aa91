import type { PersonIdentity, PersonName } from '../../../../common/person';
import type { Person } from '../../../../matching/person';

/** In the order in which somebody goes by them: comparing takes the first for the name in use. */
const USES: readonly PersonName['use'][] = ['USUAL', 'OFFICIAL', 'ALIAS', 'PREVIOUS'];

/**
 * What an agency says who somebody is, as matching looks at it. A hidden address takes part: leaving it out would keep two records
 * of one hidden child apart, and nothing that is compared here is shown.
 */
export function matchedPerson(identity: PersonIdentity): Person {
  const { names, addresses, dateOfBirth, expectedDate, sex, nhsNumber, upn, formerUpns = [], deceasedOn } = identity;
  return {
    names: [...names]
      .sort((left, right) => USES.indexOf(left.use) - USES.indexOf(right.use))
      .map(({ given, family }) => ({ given, family })),
    addresses: [...addresses]
      .sort((left, right) => (right.from ?? '').localeCompare(left.from ?? ''))
      .map(({ lines, postcode }) => ({ lines, postcode })),
    dateOfBirth,
    expectedDate: dateOfBirth === undefined ? expectedDate : undefined,
    sex: sex === 'U' ? undefined : sex,
    nhsNumber,
    upns: upn === undefined ? formerUpns : [upn, ...formerUpns],
    deceasedOn,
  };
}
