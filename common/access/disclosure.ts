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
  readonly released: readonly DisclosedCategory[];
  readonly withheld: readonly DisclosedCategory[];
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
    return [...this.#groups.values()].map(({ subject, fields }) => {
      const noted = [...fields].map(([field, { category, decision }]) => ({ field, category, decision }));
      return {
        ...(subject.kind === 'principal'
          ? { purpose: 'OWN_RECORDS' }
          : { person: subject.person, caseId: subject.caseId, purpose: subject.purpose }),
        released: byRule(noted.filter(({ decision }) => decision.state === 'CONTENT')),
        withheld: byRule(noted.filter(({ decision }) => decision.state !== 'CONTENT')),
      };
    });
  }

  #groupOf(subject: Subject): Group {
    const known = this.#bySubject.get(subject);
    if (known !== undefined) return known;
    const key = subject.kind === 'principal' ? 'own' : JSON.stringify([subject.person, subject.caseId, subject.purpose]);
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
