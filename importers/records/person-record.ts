import type { PersonIdentity } from '../../common/person';
import type { PersonRecord } from './person';

/** The key of a person is the agency's own id within a format, so that formats do not overwrite each other. */
export const personKey = (format: string, person: string): string => `${format}|${person}`;

/** A person as one format holds them. */
export const personRecord = (format: string, person: string, data: PersonIdentity): PersonRecord => ({
  kind: 'person',
  key: personKey(format, person),
  person,
  data,
});
