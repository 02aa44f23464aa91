import type { Decision } from './agreement';
import type { Subject } from './subject';

/** One rule's share of what a request learned about one person: names of fields, never their values. */
export interface DisclosedCategory {
  readonly category: string;
  readonly rule: string;
  /** `Type.field`, sorted. */
  readonly fields: readonly string[];
}

/** What one request released and withheld about one person, through one case. */
export interface DisclosureEntry {
  /** The hub's id of the person; absent when own staff read their own agency's records. A custodian's own log leaves it out. */
  readonly person?: string;
  readonly caseId?: string;
  readonly purpose: string;
  /** ISO date-time that the records were read at, when it was not the moment of the request. */
  readonly asKnownOn?: string;
  /** Version of the custodian's agreement that was decided by. */
  readonly agreement?: string;
  readonly released: readonly DisclosedCategory[];
  readonly withheld: readonly DisclosedCategory[];
}

/** A disclosure with what only its custodian knows of it. */
export interface OwnDisclosure {
  readonly entry: DisclosureEntry;
  /** The custodian's own ids of the people it is about. */
  readonly persons: readonly string[];
}

interface Group {
  readonly subject: Subject;
  /** `Type.field` to its decision: one per field and person, however many rows were read. */
  readonly fields: Map<string, { category: string; decision: Decision }>;
}

/** Collects, through one request, what was released and withheld. The guard writes it; the gateway's ledger row is made of it. */
export class DisclosureTally {
  readonly #groups = new Map<string, Group>();
  /** Subjects are few and rows are many: the group's key is worked out once a subject. */
  readonly #bySubject = new WeakMap<Subject, Group>();
  readonly #ownPeople = new Set<string>();

  /** @param agreement version of the agreement that is decided by */
  constructor(private readonly agreement?: string) {}

  /** Whose record the agency's own staff asked for, by its own id: no grant says so. */
  noteOwnPerson(id: string): void {
    this.#ownPeople.add(id);
  }

  /** Notes the decision on one field. Only `CONTENT` released anything; a release is never covered by a refusal. */
  note(subject: Subject, category: string, field: string, decision: Decision): void {
    const { fields } = this.#groupOf(subject);
    const earlier = fields.get(field);
    if (earlier === undefined || (decision.state === 'CONTENT' && earlier.decision.state !== 'CONTENT')) {
      fields.set(field, { category, decision });
    }
  }

  /** In the order in which people were first asked about. */
  entries(): DisclosureEntry[] {
    return this.owned().map(({ entry }) => entry);
  }

  /** As `entries`, each with the custodian's own ids. */
  owned(): OwnDisclosure[] {
    return [...this.#groups.values()].map(({ subject, fields }) => {
      const noted = [...fields].map(([field, { category, decision }]) => ({ field, category, decision }));
      const entry = {
        ...(subject.kind === 'principal'
          ? { purpose: 'OWN_RECORDS' }
          : { person: subject.person, caseId: subject.caseId, purpose: subject.purpose }),
        ...(subject.asKnownOn === undefined ? {} : { asKnownOn: subject.asKnownOn.toISOString() }),
        ...(this.agreement === undefined ? {} : { agreement: this.agreement }),
        released: byRule(noted.filter(({ decision }) => decision.state === 'CONTENT')),
        withheld: byRule(noted.filter(({ decision }) => decision.state !== 'CONTENT')),
      };
      const persons = subject.kind === 'grant' ? subject.ids : subject.kind === 'principal' ? [...this.#ownPeople].sort() : [];
      return { entry, persons };
    });
  }

  #groupOf(subject: Subject): Group {
    const known = this.#bySubject.get(subject);
    if (known !== undefined) return known;
    const about = subject.kind === 'principal' ? ['own'] : [subject.person, subject.caseId, subject.purpose];
    const key = JSON.stringify([...about, subject.asKnownOn?.getTime()]);
    const group = this.#groups.get(key) ?? { subject, fields: new Map() };
    this.#groups.set(key, group);
    this.#bySubject.set(subject, group);
    return group;
  }
}

function byRule(noted: readonly { field: string; category: string; decision: Decision }[]): DisclosedCategory[] {
  const rules = new Map<string, { category: string; rule: string; fields: string[] }>();
  for (const { field, category, decision } of noted) {
    const one = rules.get(decision.rule) ?? { category, rule: decision.rule, fields: [] };
    one.fields.push(field);
    rules.set(decision.rule, one);
  }
  return [...rules.values()].map((one) => ({ ...one, fields: one.fields.sort() })).sort((a, b) => (a.rule < b.rule ? -1 : 1));
}
