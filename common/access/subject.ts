/**
 * Who is asking, and through what. Every access decision is about one of these two.
 *
 * A *grant* is what `mash` signs for one person's record at one agency, inside one case: it is how other agencies' staff
 * reach a record. A *principal* is a signed-in member of staff without a case: it is how an agency's own staff reach their
 * own records, through their own subgraph's root fields.
 */

/** How the person whose record this is relates to the case through which it is reached. */
export type Relation = 'SUBJECT' | 'HOUSEHOLD_CHILD' | 'HOUSEHOLD_ADULT';

/** What must not be learned about this person, whichever agency raised it: where they are, or who they are. */
export type Protection = 'LOCATION' | 'IDENTITY';

/** Lawful basis for sharing, as `policy/purposes.yaml` names them. */
export type Basis = 'PUBLIC_TASK' | 'LEGAL_OBLIGATION' | 'CONSENT' | 'VITAL_INTERESTS';

/** The instant that records are read at: what was asked, so it stands in no token and in no decision. */
interface ReadAt {
  /** As the agency held its records then; absent, as it holds them now. Everything reached through the subject follows. */
  readonly asKnownOn?: Date;
}

/** A signed-in person or system, as the membership register knows them. Roles and teams are flattened once, here. */
export interface Principal extends ReadAt {
  readonly kind: 'principal';
  /** issuer and subject of the sign-in, joined; opaque. */
  readonly sub: string;
  /** The agency (registry code) or `MASH` that employs them. */
  readonly agency: string;
  readonly roles: readonly string[];
  readonly teams: readonly string[];
  /** At an agency: its own ids of people whom they must not look up, for they are their own. */
  readonly excluded?: readonly string[];
  /** The request this token was minted for. */
  readonly rid: string;
}

/** What a case lets its holder ask about one person; signed by `mash`, verified offline by whoever holds the record. */
export interface CaseSubject extends ReadAt {
  readonly sub: string;
  readonly agency: string;
  readonly roles: readonly string[];
  readonly purpose: string;
  readonly caseId: string;
  /** Level of need of the case, 1 to 4 (Continuum of Need and Response). */
  readonly level: number;
  readonly basis: Basis;
  readonly relation: Relation;
  readonly protect: readonly Protection[];
  /** The hub's id of the person; passes through a subgraph, never stored or logged there. */
  readonly person: string;
  readonly rid: string;
}

/** Binds a principal, a purpose and a case to one person; the `view` part of the `Child` and `Adult` keys. */
export interface View extends CaseSubject {
  readonly kind: 'view';
}

/** A view, addressed to one agency and carrying that agency's own ids for the person. */
export interface Grant extends CaseSubject {
  readonly kind: 'grant';
  /** The agency it is addressed to, by registry name. */
  readonly aud: string;
  /** That agency's own person ids; empty when it is not known to hold this person. */
  readonly ids: readonly string[];
  /** True when a link to this agency exists but is in doubt, so no ids are given (source state NOT_LINKED). */
  readonly doubtful: boolean;
}

export type Subject = Principal | View | Grant;
