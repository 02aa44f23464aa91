import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeJwt } from 'jose';
import type { FeedEvent, FeedPage } from '../../../common/feed/event';
import { signService } from '../../../common/tokens/service-token';
import { definition } from '../../../subgraphs/police';
import { type AgencyUnderTest, Caller, startAgencyUnderTest } from '../../support/agency-caller';

export const AGREEMENT = readFileSync(join(__dirname, '../../../policy/agreements/police.yaml'), 'utf8');

export interface Rows {
  readonly accepted: number;
  readonly unchanged: number;
  readonly corrected: number;
  readonly rejected: number;
  readonly retracted: number;
}

export interface PublicationAnswer {
  readonly id: string;
  readonly state: string;
  readonly rows: Rows;
  readonly problems: { readonly edges: { readonly node: { readonly code: string } }[] };
}

export interface Fault {
  readonly message: string;
  readonly extensions: { readonly code: string; readonly rule?: string };
}

const SHOWN = 'id state rows { accepted unchanged corrected rejected retracted } problems { edges { node { code } } }';
const PUBLISH = `mutation ($records: [JSONObject!]!, $key: String!) { done: publishPolice(records: $records, idempotencyKey: $key) { ${SHOWN} } }`;
const RETRACT = `mutation ($kind: String!, $key: String, $id: ID, $reason: String!, $idempotencyKey: String) {
  done: retractPolice(kind: $kind, key: $key, id: $id, reason: $reason, idempotencyKey: $idempotencyKey) { ${SHOWN} } }`;

interface Done {
  readonly data: { readonly done: PublicationAnswer | null };
  readonly errors?: Fault[];
}

/** On a busy machine the answer may come before the end: asking the same again under the same key does nothing else. */
async function ended(send: () => Promise<Done>): Promise<Done> {
  for (;;) {
    const answer = await send();
    if (!['RECEIVED', 'IMPORTING'].includes(answer.data.done?.state ?? '')) return answer;
  }
}

/** The police's subgraph, as its publisher, its own staff and the MASH see it. */
export class Police {
  private constructor(readonly under: AgencyUnderTest) {}

  static async start(): Promise<Police> {
    return new Police(await startAgencyUnderTest(definition, AGREEMENT));
  }

  as(agency: string, ...roles: string[]): Caller {
    return new Caller(this.under, 'police', { agency, roles, sub: `issuer ${agency} ${roles.join(' ')}` });
  }

  publisher = (): Caller => this.as('POLICE', 'publisher');

  publish(records: readonly object[], key: string, caller = this.publisher()): Promise<Done> {
    return ended(() => caller.ask<Done>(PUBLISH, { records, key }));
  }

  retract(named: { kind: string; key?: string; id?: string; reason: string }, caller = this.publisher()): Promise<Done> {
    const key = randomUUID();
    return ended(() => caller.ask<Done>(RETRACT, { idempotencyKey: key, ...named }));
  }

  /** What an analyst reads of a person at level 4. */
  async record<T>(person: string, fields: string): Promise<T> {
    const analyst = new Caller(this.under, 'police');
    const grants = { police: await analyst.grant({ ids: [person] }) };
    const people = [{ __typename: 'Child', id: 'child-1', view: 'v', grants }];
    const query = `query ($people: [_Any!]!) { _entities(representations: $people) { ... on Child { police { ${fields} } } } }`;
    const answer = await analyst.ask<{ data: { _entities: { police: T }[] } }>(query, { people });
    return answer.data._entities[0]?.police as T;
  }

  watch(people: readonly string[]): Promise<unknown> {
    return this.service('/watch', { method: 'PUT', body: JSON.stringify({ people }) });
  }

  /** The latest events by `type person`, as the hub reads them from the beginning. */
  async feed(): Promise<Map<string, FeedEvent>> {
    const { events } = (await this.service('/feed?limit=1000', {})) as FeedPage;
    const said = events.map((event) => decodeJwt<{ event: FeedEvent }>(event).event);
    return new Map(said.map((event) => [`${event.type} ${event.person}`, event]));
  }

  private async service(path: string, init: RequestInit): Promise<unknown> {
    const authorization = `Bearer ${await signService(this.under.hub, 'police', 'feed', new Date())}`;
    const headers = { authorization, 'content-type': 'application/json' };
    const response = await fetch(`${this.under.service.url}${path}`, { ...init, headers });
    return response.json();
  }
}

export const person = (id: string, family = 'Example', more: object = {}) => ({
  kind: 'person',
  key: id,
  person: id,
  data: {
    lifeStage: 'CHILD',
    names: [{ use: 'USUAL', given: ['Ada'], family }],
    addresses: [],
    dateOfBirth: '2014-02-03',
    ...more,
  },
});

export const missing = (key: string, of: string, more: object = {}) => ({
  kind: 'missing-episode',
  key,
  person: of,
  data: { reportedAt: '2026-06-01T20:00:00Z', returnedAt: '2026-06-02T06:00:00Z', riskGrade: 'HIGH', ...more },
});
