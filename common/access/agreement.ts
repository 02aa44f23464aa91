import type { RetentionRule } from '../retention/rule';
import type { Basis, Relation } from './subject';

/**
 * A sharing agreement: the custodian's own document, `policy/agreements/<name>.yaml`, compiled at start.
 *
 * Each field of the custodian's types belongs to exactly one category. There is no wildcard, no inheritance and no role
 * that sees all; a field without a category, or a category that names a field that does not exist, stops the start.
 */
export interface Agreement {
  /** Registry code of the custodian, or `MASH` for the hub's own fields. */
  readonly agency: string;
  readonly version: string;
  readonly title: string;
  readonly validFrom: string;
  readonly validUntil: string;
  readonly categories: ReadonlyMap<string, Category>;
  /** `Type.field` to the id of its category. */
  readonly categoryOf: ReadonlyMap<string, string>;
}

export interface Category {
  readonly id: string;
  readonly title: string;
  /** `Type.field`, each named once across the agreement. */
  readonly fields: readonly string[];
  /** Who may see the content. */
  readonly content: readonly Line[];
  /** Who may know that records of this category exist, or do not. Content implies existence. */
  readonly existence: readonly Line[];
  /** Roles of the custodian's own staff who may read it through their own subgraph (`OWN_RECORDS`). */
  readonly own: readonly string[];
  /** How it may influence the threshold: evidence and level, level only, or not at all. */
  readonly threshold: 'full' | 'level_only' | 'none';
  /** Whether signals derived from it may be fed to the hub, and on which lawful basis; absent means never. */
  readonly feed?: { readonly basis: Basis };
  /** How long its records are kept, and after what; for each category that stores records, and no other. */
  readonly retention?: RetentionRule;
  /** True when its content can reveal where a person lives, learns or is treated (withheld under LOCATION protection). */
  readonly locating: boolean;
  /** True when its content can reveal who a person is (withheld under IDENTITY protection). */
  readonly identifying: boolean;
  /** What staff read when it is withheld. */
  readonly tell: string;
  readonly owner: string;
  readonly reviewed: string;
}

/** One line of an agreement. Every condition must hold; every list is exhaustive. */
export interface Line {
  /** Stable and unique within its list: `<n>`, counted from 1, unless the document names it. */
  readonly id: string;
  readonly roles: readonly string[];
  readonly purposes: readonly string[];
  /** Lowest level of need of the case at which the line applies. */
  readonly fromLevel: number;
  readonly bases: readonly Basis[];
  readonly relations: readonly Relation[];
}

/** What `decide` answers. `rule` names the line or the refusal; screen, log and test use the same name. */
export interface Decision {
  readonly state: 'CONTENT' | 'EXISTENCE' | 'WITHHELD';
  /** e.g. `police/incidents/content/1`, `police/incidents/no-line`, `police/incidents/protect-location`. */
  readonly rule: string;
}
