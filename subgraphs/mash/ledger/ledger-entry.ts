import { randomUUID } from 'node:crypto';
import { type CanonicalValue, canonical } from '../../../common/ledger/canonical';
import type { LoggedDisclosure } from './access-log-entry';

/** Everything that can stand in the ledger. A new kind is a line here and a line in `docs/ledger.md`. */
export const LEDGER_KINDS = [
  /** Data left in answer to an operation. */
  'RESPONSE',
  /** The same, and people were searched for. */
  'SEARCH',
  /** What was asked for as a whole was refused. */
  'REFUSAL',
  /** A publisher's receipt, or a list of them. */
  'RECEIPT',
  /** What was wrong with the rows of a publication, as a file. */
  'PROBLEMS_CSV',
  /** Who looked at a person, made up for that person. */
  'SUBJECT_ACCESS',
  /** Who looked at whom, for an auditor. */
  'AUDIT_REPORT',
  /** A case was opened, assigned, changed or closed. */
  'CASE_CHANGE',
  /** A decision on a child was recorded, or signed by a second person. */
  'DECISION',
  /** A carer was judged. */
  'JUDGEMENT',
  /** Identities were linked, unlinked, merged or split. */
  'IDENTITY_CHANGE',
  /** A record was opened in an emergency, or that was reviewed. */
  'BREAK_GLASS',
  /** The database was restored, and the ledger goes on under a new id; what was written after the backup is lost. */
  'LEDGER_RESTORED',
] as const;

export type LedgerKind = (typeof LEDGER_KINDS)[number];

/** A case as it stood when it was looked through. */
export interface CaseTerms {
  readonly id: string;
  readonly reference: string;
  readonly purpose: string;
  readonly basis: string;
  readonly level: number;
}

/** Who did it: one request of one member. */
export interface Actor {
  readonly sub: string;
  readonly agency: string;
  readonly roles: readonly string[];
  readonly rid: string;
}

/**
 * One entry, of whatever kind. It holds hub ids, members' ids, names of fields and rules, codes and instants; never a value of a
 * field and never words that somebody wrote: a reason stays where it was given, and the entry names it by an id.
 */
export interface LedgerEntry {
  readonly kind: LedgerKind;
  readonly at: Date;
  readonly by: Actor;
  /** Hub ids of the people it is about. */
  readonly persons: readonly string[];
  readonly cases?: readonly CaseTerms[];
  readonly disclosures?: readonly LoggedDisclosure[];
  /** Agencies that gave no answer. */
  readonly unavailable?: readonly string[];
  /** Of the client's operation; its text holds no values, they travel as variables. */
  readonly operation?: { readonly name: string | null; readonly hash: string };
  /** What else the kind has to say: codes, ids and counts. */
  readonly detail?: { readonly [name: string]: CanonicalValue };
}

/** An entry that holds something which may be a value. It is not written, and so nothing leaves. */
export class NotLedgerWords extends Error {
  override readonly name = 'NotLedgerWords';

  constructor(where: string) {
    super(`The ledger takes ids and codes only, and ${where} is something else`);
  }
}

/** Ids, codes, rules and field names have no spaces. What has is something else, perhaps a value. */
const WORD = /^[\w.:/|@+=()-]{0,200}$/;

/**
 * The canonical text that is stored, hashed and signed for. Each entry has an id of its own: two that are otherwise alike differ,
 * and one that is copied shows.
 *
 * @throws NotLedgerWords
 */
export function entryText({ kind, at, by, persons, cases = [], disclosures = [], ...entry }: LedgerEntry): string {
  const { sub, agency, roles, rid } = by;
  const agreements = Object.fromEntries(disclosures.map(({ custodian, entry: { agreement } }) => [custodian, agreement ?? null]));
  const told = {
    persons,
    ...{ kind, rid, agreements, unavailable: entry.unavailable ?? [] },
    cases: cases.map((one) => ({ ...one })),
    disclosures: disclosures.map(plain),
    operation: entry.operation ?? null,
    ...(entry.detail === undefined ? {} : { detail: entry.detail }),
  };
  assertWords(told, 'entry');
  assertWords([agency, roles], 'by');
  // A member's id is what an identity provider made of it.
  return canonical({ ...told, v: 1, id: randomUUID(), at: at.toISOString(), by: { member: sub, agency, roles } });
}

function plain({ custodian, entry }: LoggedDisclosure): CanonicalValue {
  const { released, withheld, ...about } = entry;
  return {
    custodian,
    entry: { ...about, released: released.map((one) => ({ ...one })), withheld: withheld.map((one) => ({ ...one })) },
  };
}

function assertWords(value: CanonicalValue | undefined, where: string): void {
  if (typeof value === 'string') {
    if (!WORD.test(value)) throw new NotLedgerWords(where);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, one] of Object.entries(value)) {
      if (!WORD.test(key)) throw new NotLedgerWords(where);
      assertWords(one as CanonicalValue, `${where}.${key}`);
    }
  }
}
