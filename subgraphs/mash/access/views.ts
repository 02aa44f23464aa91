import type { CaseSubject, Grant, Principal, View } from '../../../common/access/subject';
import type { CircleMember } from '../cases/case-relation';
import { Adult, Child, type RequiredRecord } from '../child/person.types';
import type { HubPerson } from '../identity/people';
import type { HubLoaders } from './hub-loaders';
import type { ViewTokens } from './view-tokens';

/** Everything of a view but the person: what a case gives whoever holds it. */
export type CaseClaims = Omit<CaseSubject, 'person' | 'relation' | 'protect'>;

/** An entity reference as federation sends it: the key, and what other subgraphs answered. */
export interface PersonReference {
  readonly __typename: string;
  readonly id: unknown;
  readonly view: unknown;
  readonly [field: string]: unknown;
}

/**
 * The only way to a `Child` or an `Adult` (design D2). A view binds principal, purpose and case to one person, and only
 * somebody the case reaches can have one: from a household member nobody walks on to *their* household.
 */
export class ViewFactory {
  readonly #principal: Principal;
  readonly #loaders: HubLoaders;
  readonly #tokens: ViewTokens;
  /** Whom this principal must not look up, through whatever case. */
  readonly #barred: ReadonlySet<string>;
  /** One object a person and case, however often reached: decisions and signatures are then made once. */
  readonly #made = new Map<string, Child | Adult>();
  readonly #signed = new WeakMap<View, Promise<string>>();

  constructor(principal: Principal, loaders: HubLoaders, tokens: ViewTokens, barred: readonly string[] = []) {
    this.#barred = new Set(barred);
    this.#principal = principal;
    this.#loaders = loaders;
    this.#tokens = tokens;
  }

  /** The child of this id inside the case; undefined when unknown, an adult, or not reached by the case. */
  async child(person: string, claims: CaseClaims): Promise<Child | undefined> {
    const [reached] = (await this.reach([person], claims)).values();
    return reached instanceof Child ? reached : undefined;
  }

  /** People as seen through a case, by the id asked for; whoever the case does not reach is left out. */
  async reach(people: readonly string[], claims: CaseClaims): Promise<Map<string, Child | Adult>> {
    const circle = await this.#loaders.circles.load(claims.caseId);
    const known = await Promise.all(people.map((id) => this.#loaders.people.load(id)));
    const reached = new Map<string, Child | Adult>();
    for (const [index, id] of people.entries()) {
      const person = known[index];
      const member = person && !this.#barred.has(person.id) ? circle?.get(person.id) : undefined;
      if (person && member) reached.set(id, this.#make(person, member, claims));
    }
    return reached;
  }

  /** People named by somebody already reached (household, siblings): inside the same case, by the same rule. */
  within(view: View, people: readonly string[]): Promise<Map<string, Child | Adult>> {
    const { kind, person, relation, protect, ...claims } = view;
    return this.reach(people, claims);
  }

  /** The signed view, the `view` part of the key. */
  token(person: Child | Adult): Promise<string> {
    if (person.token !== undefined) return Promise.resolve(person.token);
    const known = this.#signed.get(person.subject);
    if (known !== undefined) return known;
    const token = this.#tokens.signView(person.subject);
    this.#signed.set(person.subject, token);
    return token;
  }

  /** The signed grant for one agency, carrying that agency's own ids. @param agency registry name */
  async grant({ subject }: Child | Adult, agency: string): Promise<string> {
    const links = await this.#loaders.links.load(subject.person);
    const { ids = [], doubtful = false } = links?.[agency] ?? {};
    const grant: Grant = { ...subject, kind: 'grant', aud: agency, ids: doubtful ? [] : ids, doubtful };
    return this.#tokens.signGrant(grant);
  }

  /** A person re-entering through the federation's key; null unless the view is ours, current, theirs and of this person. */
  async restore(reference: PersonReference): Promise<Child | Adult | null> {
    const { __typename, id, view: token, ...fields } = reference;
    if (typeof id !== 'string' || typeof token !== 'string') return null;
    const view = await this.#tokens.verifyView(token, { person: id, principal: this.#principal });
    if (view === undefined) return null;
    const records = fields as Readonly<Record<string, RequiredRecord | null>>;
    return __typename === 'Adult' ? new Adult(view, token, records) : new Child(view, token, records);
  }

  #make(person: HubPerson, { relation, protect }: CircleMember, claims: CaseClaims): Child | Adult {
    const key = JSON.stringify([person.id, claims.caseId, claims.purpose]);
    let made = this.#made.get(key);
    if (made === undefined) {
      const view: View = { ...claims, kind: 'view', person: person.id, relation, protect };
      made = person.lifeStage === 'ADULT' ? new Adult(view) : new Child(view);
      this.#made.set(key, made);
    }
    return made;
  }
}
