import { readFileSync } from 'node:fs';
import { CommandFailed } from '../command-line';

/** Our fields that a column can fill, with other words that are understood for them. */
const FIELDS = {
  given: ['givenname', 'givennames', 'firstname', 'forename', 'forenames', 'first'],
  middle: ['middlename', 'middlenames', 'secondname'],
  family: ['familyname', 'surname', 'lastname', 'last'],
  name: ['fullname'],
  previousFamily: ['previousfamilyname', 'previoussurname', 'maidenname', 'formerfamily', 'formersurname', 'formername'],
  dateOfBirth: ['birth', 'dob', 'birthdate', 'born'],
  expectedDate: ['expecteddateofbirth', 'edd', 'duedate'],
  sex: ['gender'],
  address: ['addresses', 'addresslines', 'lines', 'street', 'address1'],
  town: ['city', 'suburb', 'locality', 'place', 'birthplace'],
  postcode: ['postalcode', 'zip', 'zipcode', 'postcodes'],
  previousPostcode: ['previouspostcodes', 'formerpostcode'],
  contact: ['contacts', 'email', 'mail', 'phone', 'telephone', 'mobile'],
  nhsNumber: ['nhs', 'nhsno'],
  upn: ['upns'],
  localId: ['localids', 'id', 'socsecid', 'ssn'],
  deceasedOn: ['dateofdeath', 'deceased', 'died', 'dod'],
} as const;

export type MappedField = keyof typeof FIELDS;

/** Columns of each field, in order. */
export type Columns = Readonly<Partial<Record<MappedField, readonly string[]>>>;

const plain = (word: string): string => word.toLowerCase().replace(/[^a-z0-9]/g, '');

const byWord = new Map<string, MappedField>(
  (Object.keys(FIELDS) as MappedField[]).flatMap((field) =>
    [plain(field), ...FIELDS[field]].map((word): [string, MappedField] => [word, field]),
  ),
);

/** Reads `--columns`: JSON itself, or the name of a file with it. @throws CommandFailed that says what is wrong */
export function readColumns(given: string): Columns {
  const mapping = parse(given);
  if (typeof mapping !== 'object' || mapping === null || Array.isArray(mapping)) {
    throw new CommandFailed('--columns takes a JSON object like {"given": "first_name", "address": ["street", "town"]}');
  }
  const columns: Partial<Record<MappedField, string[]>> = {};
  for (const [word, value] of Object.entries(mapping)) {
    const field = byWord.get(plain(word));
    if (field === undefined) {
      throw new CommandFailed(`--columns: there is no field "${word}". There are: ${Object.keys(FIELDS).join(', ')}`);
    }
    const names: unknown[] = Array.isArray(value) ? value : [value];
    if (names.length === 0 || !names.every((name) => typeof name === 'string' && name.trim() !== '')) {
      throw new CommandFailed(`--columns: "${word}" takes the name of a column, or a list of names`);
    }
    columns[field] = [...(columns[field] ?? []), ...(names as string[])];
  }
  if (Object.keys(columns).length === 0) throw new CommandFailed('--columns names no field');
  return columns;
}

function parse(given: string): unknown {
  const text = given.trim();
  try {
    return JSON.parse(/^[[{"]/.test(text) ? text : readFileSync(text, 'utf8'));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new CommandFailed(
      code === undefined ? '--columns is not JSON' : `--columns is neither JSON nor a file that can be read (${code})`,
    );
  }
}
