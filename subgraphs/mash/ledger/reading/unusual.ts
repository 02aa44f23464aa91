import { londonDate } from '../../../../common/time';
import type { Look } from './looks';

export type UnusualCode = 'NO_CASE' | 'OWN_SURNAME' | 'OWN_POSTCODE' | 'OUT_OF_HOURS' | 'VOLUME';

export interface UnusualReason {
  readonly code: UnusualCode;
  /** For the auditor to read; it names no person. */
  readonly why: string;
}

/** What is known of a member beside the register. */
export interface MemberFacts {
  /** Last word of the display name, in lower case. */
  readonly surname: string | undefined;
  /** Without spaces, in capitals; undefined when it was not told. */
  readonly postcode: string | undefined;
}

/** What the hub knows of a person, for this comparison alone. */
export interface PersonFacts {
  readonly surnames: readonly string[];
  readonly postcodes: readonly string[];
}

export interface UnusualAccess {
  readonly look: Look;
  readonly reasons: readonly UnusualReason[];
}

/** Working hours of the MASH in England: from, up to and without. Out-of-hours teams look at other times, which is for the reader to know. */
const HOURS = { from: 7, to: 20 };
/** More people in one day than this, and more than three times one's own usual day, is unusual. */
const VOLUME = { people: 30, times: 3 };

const CLOCK = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  hour: '2-digit',
  minute: '2-digit',
  weekday: 'short',
});

/**
 * Looks that somebody should look at, each with its reasons. None of them is proof of anything: a common surname, a night duty and
 * a busy day are all innocent. Pure.
 */
export function unusualAccess(
  looks: readonly Look[],
  members: ReadonlyMap<string, MemberFacts>,
  people: ReadonlyMap<string, PersonFacts>,
): UnusualAccess[] {
  const busy = busyDays(looks);
  return looks.flatMap((look) => {
    const reasons = [...reasonsOf(look, members.get(look.member), people), ...volumeOf(look, busy)];
    return reasons.length > 0 ? [{ look, reasons }] : [];
  });
}

function* reasonsOf(
  look: Look,
  member: MemberFacts | undefined,
  people: ReadonlyMap<string, PersonFacts>,
): Generator<UnusualReason> {
  const outside = look.disclosures.filter(isOutsideACase);
  if ((look.kind === 'BREAK_GLASS' && look.persons.length > 0) || outside.length > 0)
    yield { code: 'NO_CASE', why: 'A record was opened outside any case' };
  const facts = look.persons.flatMap((id) => people.get(id) ?? []);
  if (member?.surname !== undefined && facts.some(({ surnames }) => surnames.includes(member.surname as string)))
    yield { code: 'OWN_SURNAME', why: 'Somebody in the answer has the surname of the member of staff' };
  if (member?.postcode !== undefined && facts.some(({ postcodes }) => postcodes.includes(member.postcode as string)))
    yield { code: 'OWN_POSTCODE', why: 'Somebody in the answer has lived at the postcode of the member of staff' };
  const { weekday, hour, minute } = Object.fromEntries(CLOCK.formatToParts(look.at).map(({ type, value }) => [type, value]));
  if (weekday === 'Sat' || weekday === 'Sun' || Number(hour) < HOURS.from || Number(hour) >= HOURS.to)
    yield {
      code: 'OUT_OF_HOURS',
      why: `Looked on ${weekday} at ${hour}:${minute}, outside ${HOURS.from}:00 to ${HOURS.to}:00 on weekdays`,
    };
}

/** Own staff at their own agency's records, or a record without a case; searching, auditing and receipts are none. */
function isOutsideACase({ entry }: Look['disclosures'][number]): boolean {
  if (entry.caseId !== undefined) return false;
  const fields = entry.released.flatMap((one) => one.fields);
  return fields.some((field) => RECORD_FIELD.test(field));
}

/** Fields of records: of the agencies' types, not of the hub's own root fields, of publications and of what auditors read. */
const RECORD_FIELD =
  /^(?!Query\.|Mutation\.|Publication|PublicationProblem|DataQuality|MatchRate|Principal|Colleague|Case|Access|Custodian|Unusual|Subject)/;

interface Busy {
  readonly people: number;
  readonly usual: number;
}

/** Days of members on which they looked at far more people than on others, by member and day. */
function busyDays(looks: readonly Look[]): Map<string, Busy> {
  const days = new Map<string, Map<string, Set<string>>>();
  for (const { member, at, persons } of looks) {
    const own = days.get(member) ?? new Map<string, Set<string>>();
    const day = londonDate(at);
    own.set(day, new Set([...(own.get(day) ?? []), ...persons]));
    days.set(member, own);
  }
  const busy = new Map<string, Busy>();
  for (const [member, own] of days) {
    for (const [day, { size: people }] of own) {
      const others = [...own].filter(([other]) => other !== day).map(([, { size }]) => size);
      const usual = median(others);
      if (people > VOLUME.people && people > usual * VOLUME.times) busy.set(`${member} ${day}`, { people, usual });
    }
  }
  return busy;
}

/** Told once for each day, with the first look of it. */
function volumeOf(look: Look, busy: Map<string, Busy>): UnusualReason[] {
  const key = `${look.member} ${londonDate(look.at)}`;
  const day = busy.get(key);
  if (day === undefined) return [];
  busy.delete(key);
  return [{ code: 'VOLUME', why: `Looked at ${day.people} people on this day; ${day.usual} on a usual one` }];
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
