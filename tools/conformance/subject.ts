import { randomUUID } from 'node:crypto';
import type { Agreement } from '../../common/access/agreement';
import type { Grant, Principal } from '../../common/access/subject';
import { signGrant } from '../../common/tokens/case-tokens';
import { proof } from '../../common/tokens/dpop';
import type { SigningKey } from '../../common/tokens/keys';
import { signPrincipal } from '../../common/tokens/principal-token';
import { signService } from '../../common/tokens/service-token';

/** A named rule that holds or does not; `because` says what was seen, never a value. */
export interface Finding {
  readonly check: string;
  readonly holds: boolean;
  readonly because?: string;
}

export interface SubjectOptions {
  /** Base URL of the subgraph. */
  readonly url: string;
  /** As `subgraphs/registry.ts` has it. */
  readonly registered: { readonly agency: string; readonly name: string; readonly field: string; readonly recordType: string };
  readonly agreement: Agreement;
  /** The subgraph's schema, as published under `schema/`. */
  readonly sdl: string;
  /** The key that the subgraph takes for the hub's in this trial: it has to pin the public half. */
  readonly hubKey: SigningKey;
  /** Stands for the gateway's: principal tokens are bound to it. */
  readonly gatewayKey: SigningKey;
  /** The agency's own id of somebody it holds records of. */
  readonly person: string;
  /** Of what viewers may ask, every how many'th is compared with the agreement; all of it unless told. */
  readonly everyViewer?: number;
  /** The agency's own public keys, that sign its feed. */
  readonly agencyKeys: readonly { readonly kid?: string; readonly [name: string]: unknown }[];
}

export interface ServiceCall {
  readonly scope: string;
  /** The agency's own name unless told. */
  readonly audience?: string;
  /** The hub's unless told. */
  readonly key?: SigningKey;
}

export interface Reply {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
}

export interface GraphReply {
  readonly data?: { readonly _entities?: readonly (Record<string, unknown> | null)[] } | null;
  readonly errors?: readonly { readonly path?: readonly (string | number)[]; readonly extensions?: Record<string, unknown> }[];
  readonly extensions?: { readonly disclosures?: readonly Disclosure[] };
}

export interface Disclosure {
  readonly person?: string;
  readonly purpose?: string;
  readonly released?: readonly { readonly category: string; readonly rule: string; readonly fields: readonly string[] }[];
  readonly withheld?: readonly { readonly category: string; readonly rule: string; readonly fields: readonly string[] }[];
}

const TIMEOUT_MS = 10_000;

/** A subgraph on trial, and a hub that it believes: every call that the hub and the gateway make, good or spoiled. */
export class Subject {
  constructor(readonly options: SubjectOptions) {}

  /** Somebody of the hub, in a request of their own. */
  viewer(change: Partial<Principal> = {}): Principal {
    return {
      kind: 'principal',
      sub: 'https://conformance.invalid|viewer',
      agency: 'MASH',
      roles: ['mash_analyst'],
      teams: [],
      rid: randomUUID(),
      ...change,
    };
  }

  /** A grant that holds for this viewer, with these claims changed. */
  grant(viewer: Principal, change: Partial<Grant> = {}, key = this.options.hubKey, at = new Date()): Promise<string> {
    const { sub, agency, roles, rid } = viewer;
    const holds: Grant = {
      kind: 'grant',
      ...{ sub, agency, roles, rid, purpose: 'SECTION_47', caseId: 'conformance', level: 4, basis: 'PUBLIC_TASK' },
      ...{
        relation: 'SUBJECT',
        protect: [],
        person: PERSON,
        aud: this.options.registered.name,
        ids: [this.options.person],
        doubtful: false,
      },
    };
    return signGrant(key, { ...holds, ...change }, at);
  }

  async headers(
    viewer: Principal,
    {
      path = '/graphql',
      method = 'POST',
      audience = this.options.registered.name,
      hubKey = this.options.hubKey,
      at = new Date(),
    } = {},
  ) {
    const { kind: _, ...who } = viewer;
    const token = await signPrincipal(hubKey, { ...who, audience, jkt: this.options.gatewayKey.kid }, at);
    const dpop = await proof(this.options.gatewayKey, { method, url: new URL(path, this.options.url).href, token }, at);
    return { authorization: `DPoP ${token}`, dpop, 'content-type': 'application/json' };
  }

  async send(path: string, init: RequestInit): Promise<Reply> {
    const response = await fetch(new URL(path, this.options.url), {
      ...init,
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return { status: response.status, text: await response.text(), headers: response.headers };
  }

  async post(viewer: Principal, body: object, headers?: Record<string, string>): Promise<Reply> {
    return this.send('/graphql', {
      method: 'POST',
      headers: headers ?? (await this.headers(viewer)),
      body: JSON.stringify(body),
    });
  }

  /** Asks for this selection of the record of one person, as the gateway does. @param grant undefined leaves it out */
  async record(
    viewer: Principal,
    selection: string,
    grant: string | null | undefined,
    id = PERSON,
  ): Promise<{ reply: Reply; answer: GraphReply }> {
    const { field, name } = this.options.registered;
    const grants = grant === undefined ? {} : { grants: { [field]: grant } };
    const query = `query Conformance($representations: [_Any!]!) { _entities(representations: $representations) { ... on Child { ${field} { ${selection} } } } }`;
    const reply = await this.post(viewer, {
      query,
      variables: { representations: [{ __typename: 'Child', id, view: 'conformance', ...grants }] },
    });
    try {
      return { reply, answer: JSON.parse(reply.text) as GraphReply };
    } catch {
      throw new Error(`${name} did not answer JSON to an entity fetch (HTTP ${reply.status})`);
    }
  }

  /** The record in such an answer; null when there is none. */
  recordIn({ data }: GraphReply): Record<string, unknown> | null {
    return (data?._entities?.[0]?.[this.options.registered.field] as Record<string, unknown> | null | undefined) ?? null;
  }

  feed(query: string, { scope = 'feed', ...spoiled }: Partial<ServiceCall> = {}): Promise<Reply> {
    return this.service(`/feed${query}`, { scope, ...spoiled });
  }

  /** What the hub itself asks for, with a service token of this scope. */
  async service(
    path: string,
    { scope, audience = this.options.registered.name, key = this.options.hubKey }: ServiceCall,
  ): Promise<Reply> {
    const token = await signService(key, audience, scope, new Date());
    return this.send(path, { headers: { authorization: `Bearer ${token}` } });
  }
}

/** The hub's id of the person that a trial is about. */
export const PERSON = 'a3b6f2de-5f0c-4b7e-9a51-6d1f0c6f2c11';

/** One finding of many trials: holds when nothing was wrong with any. */
export const finding = (check: string, problems: readonly string[]): Finding =>
  problems.length === 0
    ? { check, holds: true }
    : {
        check,
        holds: false,
        because: `${problems.slice(0, 3).join('; ')}${problems.length > 3 ? `; and ${problems.length - 3} more` : ''}`,
      };
