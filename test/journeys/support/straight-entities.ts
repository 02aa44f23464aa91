import { randomUUID } from 'node:crypto';
import type { CaseSubject, Principal } from '../../../common/access/subject';
import { signGrant, signView } from '../../../common/tokens/case-tokens';
import { proof } from '../../../common/tokens/dpop';
import { signPrincipal } from '../../../common/tokens/principal-token';
import type { SigningKey } from '../../../common/tokens/keys';
import { calculateJwkThumbprint } from 'jose';
import { AGENCIES, HUB } from '../../../subgraphs/registry';
import type { Journey, Json } from '../../support/journey';

/** A person as `_entities` is asked about them: type, relation to the case and what each agency calls them. */
export interface EntityPerson {
  readonly type: 'Child' | 'Adult';
  readonly id: string;
  readonly about: Pick<CaseSubject, 'relation' | 'protect'>;
  /** By subgraph name. */
  readonly ids: Readonly<Record<string, readonly string[]>>;
}

export type Through = Pick<CaseSubject, 'purpose' | 'caseId' | 'level' | 'basis'>;
export type Asker = Pick<Principal, 'sub' | 'agency' | 'roles' | 'teams'>;

/** `_entities` of one subgraph after another, past the gateway, with tokens as `mash` would sign them. */
export class StraightEntities {
  private constructor(
    private readonly journey: Journey,
    private readonly hub: SigningKey,
    private readonly gateway: SigningKey,
    private readonly jkt: string,
  ) {}

  static async of(journey: Journey): Promise<StraightEntities> {
    const [hub, gateway] = await Promise.all([journey.keyOf('mash'), journey.keyOf('gateway')]);
    return new StraightEntities(journey, hub, gateway, await calculateJwkThumbprint(gateway.publicJwk));
  }

  /** @param selection what is asked of a person, as GraphQL text for both types. */
  async ask(
    subgraph: { readonly name: string; readonly field: string },
    asker: Asker,
    through: Through,
    people: readonly EntityPerson[],
    selection: { readonly Child: string; readonly Adult: string },
  ): Promise<{ data: Json; errors: Json[] }> {
    const now = new Date();
    const principal: Principal = { kind: 'principal', ...asker, rid: randomUUID() };
    const token = await signPrincipal(this.hub, { ...principal, audience: subgraph.name, jkt: this.jkt }, now);
    const representations = await Promise.all(people.map((person) => this.represent(subgraph, principal, through, person, now)));
    const url = `${this.journey.urlOf(subgraph.name)}/graphql`;
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `DPoP ${token}`,
        dpop: await proof(this.gateway, { method: 'POST', url, token }, now),
      },
      body: JSON.stringify({
        query: `query Straight($people: [_Any!]!) { _entities(representations: $people) { __typename ... on Child { ${selection.Child} } ... on Adult { ${selection.Adult} } } }`,
        variables: { people: representations },
      }),
    });
    const { data, errors = [] } = (await response.json()) as Json;
    return { data, errors };
  }

  private async represent(
    { name, field }: { readonly name: string; readonly field: string },
    principal: Principal,
    through: Through,
    { type, id, about, ids }: EntityPerson,
    now: Date,
  ): Promise<object> {
    const { sub, agency, roles, rid } = principal;
    const subject: CaseSubject = { ...{ sub, agency, roles, rid, person: id }, ...through, ...about };
    const view = await signView(this.hub, { kind: 'view', ...subject }, now);
    const grant = { kind: 'grant' as const, ...subject, aud: name, ids: [...(ids[name] ?? [])], doubtful: false };
    const rest = name === HUB.name ? RECORDS : { grants: { [field]: await signGrant(this.hub, grant, now) } };
    return { __typename: type, id, view, ...rest };
  }
}

/** What the gateway would hand the hub of each agency's answer: without it there is no chronology to compare. */
const ENTRY = { id: '1', date: '2026-01-01', kind: 'k', category: 'c', headline: 'h', significance: 'ROUTINE' };
const RECORDS = Object.fromEntries(
  AGENCIES.map(({ field }, index) => [
    field,
    // One that did not answer leaves a gap, which is compared as well.
    index === 0 ? null : { sourceHeader: { state: 'RECORDS_FOUND' }, chronologyEntries: [ENTRY] },
  ]),
);
