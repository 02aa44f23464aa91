import type { PersonIdentity } from '../../common/person';
import type { PersonRecord } from './person';

/** A person as one format holds them: the key is the agency's own id within that format, so that formats do not overwrite each other. */
export const personRecord = (format: string, person: string, data: PersonIdentity): PersonRecord => ({
  kind: 'person',
  key: `${format}|${person}`,
  person,
  data,
});
