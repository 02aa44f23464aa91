import type { PersonIdentity } from '../../common/person';
import { madeUpNames, random, zipf } from './names';

/** One agency's record of somebody. */
export interface MadeRecord {
  readonly agency: string;
  readonly person: string;
  readonly identity: PersonIdentity;
}

const AGENCIES = ['police', 'health', 'education', 'social-care'] as const;
const GIVEN_NAMES = 3_000;
const FAMILY_NAMES = 20_000;
/** As many homes as a postcode has on average. */
const HOMES_AT_POSTCODE = 17;
const TWINS = 0.03;

/**
 * Records of families without end, the same for the same seed: two adults and one to four children in a home, brothers and sisters, twins
 * now and then; each person known to one to three agencies, with a slip of the pen now and then and no NHS number for a third.
 */
export function* population(seed: number): Generator<MadeRecord> {
  const next = random(seed);
  const given = zipf(madeUpNames(GIVEN_NAMES, 1), next);
  const family = zipf(madeUpNames(FAMILY_NAMES, 2), next);
  for (let home = 0; ; home += 1) {
    const name = family();
    const address = {
      lines: [`${1 + (home % 97)} ${family()} Road`],
      postcode: postcodeOf(Math.floor(home / HOMES_AT_POSTCODE)),
    };
    const adults = [0, 1].map(() => bornOn(1960 + next() * 40, next));
    const children = Array.from({ length: 1 + Math.floor(next() * 3.2) }, () => bornOn(2008 + next() * 18, next));
    if (children.length > 1 && next() < TWINS * 10) children[1] = children[0] as string;
    for (const [index, dateOfBirth] of [...adults, ...children].entries()) {
      const who: PersonIdentity = {
        lifeStage: index < adults.length ? 'ADULT' : 'CHILD',
        names: [{ use: 'USUAL', given: [given()], family: index === 1 && next() < 0.3 ? family() : name }],
        dateOfBirth,
        sex: next() < 0.5 ? 'F' : 'M',
        ...(next() < 0.67 ? { nhsNumber: nhsNumber(home * 8 + index) } : {}),
        addresses: [address],
      };
      const from = Math.floor(next() * AGENCIES.length);
      for (let at = 0; at <= next() * 2.4; at += 1) {
        const agency = AGENCIES[(from + at) % AGENCIES.length] as string;
        yield { agency, person: `${home}-${index}`, identity: at === 0 ? who : slipped(who, next) };
      }
    }
  }
}

/** As another agency might hold them. */
function slipped(who: PersonIdentity, next: () => number): PersonIdentity {
  const [name] = who.names;
  const word = name?.given[0] ?? '';
  const at = 1 + Math.floor(next() * (word.length - 1));
  const wrong = next() < 0.1 ? word.slice(0, at) + word.slice(at + 1) : word;
  const date = who.dateOfBirth ?? '';
  const [year, month, day] = date.split('-');
  const { nhsNumber: number, ...rest } = who;
  return {
    ...rest,
    ...(number !== undefined && next() < 0.7 ? { nhsNumber: number } : {}),
    names: [{ use: 'USUAL', given: [wrong], family: name?.family ?? '' }],
    dateOfBirth: next() < 0.02 && Number(day) <= 12 ? `${year}-${day}-${month}` : date,
    addresses: next() < 0.15 ? [] : who.addresses,
  };
}

function bornOn(year: number, next: () => number): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${Math.floor(year)}-${two(1 + Math.floor(next() * 12))}-${two(1 + Math.floor(next() * 28))}`;
}

const LETTERS = 'ABDEFGHJLNPQRSTUWXYZ';

function postcodeOf(number: number): string {
  const letter = (value: number): string => LETTERS[value % LETTERS.length] as string;
  const rest = Math.floor(number / 400);
  return `${letter(Math.floor(rest / 900))}${letter(Math.floor(rest / 90))}${1 + (rest % 9)} ${1 + (Math.floor(rest / 9) % 9)}${letter(number)}${letter(Math.floor(number / 20))}`;
}

/** Of the range that is never issued; undefined where no check digit fits. */
function nhsNumber(number: number): string | undefined {
  const nine = `999${String(number % 1_000_000).padStart(6, '0')}`;
  const sum = [...nine].reduce((total, digit, place) => total + Number(digit) * (10 - place), 0);
  const check = (11 - (sum % 11)) % 11;
  return check === 10 ? undefined : `${nine}${check}`;
}
