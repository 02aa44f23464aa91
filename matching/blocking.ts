import type { Person } from './person';
import { prepare } from './prepare/prepare';
import type { PreparedDate, PreparedName, PreparedPerson } from './prepare/prepared';

/**
 * Keys of which two records share at least one when they are worth comparing: birth date (also with day and month swapped), postcode
 * of any address, both names by sound within a year of birth (also in the other's place), contacts and issued numbers. Each begins with its
 * kind and a colon.
 */
export const blockingKeys = (person: Person): string[] => blockingKeysOf(prepare(person));

export function blockingKeysOf(person: PreparedPerson): string[] {
  const keys = new Set<string>();
  if (person.birth !== undefined) for (const key of birthKeys(person.birth)) keys.add(`birth:${key}`);
  for (const { postcode } of person.addresses) if (postcode !== undefined) keys.add(`postcode:${postcode}`);
  for (const name of person.names) {
    for (const sound of soundKeys(name)) {
      keys.add(`names:${sound}`);
      if (person.birth !== undefined) {
        // Two births within a year share a year or the one after it.
        keys.add(`names-year:${sound}:${person.birth.year}`);
        keys.add(`names-year:${sound}:${person.birth.year + 1}`);
      }
    }
  }
  for (const contact of person.contacts) keys.add(`contact:${contact}`);
  if (person.nhsNumber !== undefined) keys.add(`nhs:${person.nhsNumber.digits}`);
  for (const upn of person.upns) keys.add(`upn:${upn}`);
  for (const id of person.localIds) keys.add(`id:${id}`);
  return [...keys];
}

/**
 * Further keys for going through a file of moderate size once, where nothing must be missed: one name by sound, two parts of the birth
 * date, a line of the address, a mailbox. Too many share them for looking up one person in a large index.
 */
export function wideKeysOf(person: PreparedPerson): string[] {
  const keys = new Set(blockingKeysOf(person));
  for (const name of person.names) {
    for (const sound of [...name.givenSounds, ...name.familySounds]) keys.add(`name:${sound}`);
    for (const word of [...name.given, ...name.familyParts]) keys.add(`start:${[...word.slice(0, 3)].sort().join('')}`);
  }
  if (person.birth !== undefined) {
    const { year, month, day } = person.birth;
    for (const part of [`${year}-${month}`, `${year}--${day}`, `-${month}-${day}`]) keys.add(`date:${part}`);
  }
  for (const { lines } of person.addresses) for (const { text } of lines) if (text.length > 4) keys.add(`line:${text}`);
  for (const contact of person.contacts) for (const part of contact.split('@')) if (part.length > 4) keys.add(`mail:${part}`);
  return [...keys];
}

/** The date, and the date with day and month swapped where that is one: whichever was written, both records have both. */
function birthKeys({ year, month, day, digits }: PreparedDate): string[] {
  if (day > 12 || day === month) return [digits];
  const two = (value: number): string => String(value).padStart(2, '0');
  return [digits, `${year}${two(day)}${two(month)}`];
}

/** Both names by sound, in alphabetical order so that swapped names meet. */
function soundKeys(name: PreparedName): string[] {
  const keys = name.givenSounds.flatMap((given) => name.familySounds.map((family) => [given, family].sort().join('+')));
  return [...new Set(keys)];
}
