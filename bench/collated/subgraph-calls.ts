import { randomUUID } from 'node:crypto';
import { Pool } from 'undici';
import { proof } from '../../common/tokens/dpop';
import { loadOrCreateSigningKey, type SigningKey } from '../../common/tokens/keys';
import { HUB } from '../../subgraphs/registry';
import type { Json } from './answer';

/** One request's name and its tokens, by subgraph. */
export interface Session {
  readonly rid: string;
  readonly tokens: Readonly<Record<string, string>>;
}

export interface SubgraphError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

export interface SubgraphAnswer {
  readonly data: { readonly [field: string]: Json };
  readonly errors: readonly SubgraphError[];
  /** What the custodian says it released and withheld. */
  readonly disclosures: readonly unknown[];
}

/** Calls to subgraphs with the gateway's own key, written down as plainly as they can be: what the gateway is held against. */
export class SubgraphCalls {
  readonly #pools: ReadonlyMap<string, Pool>;

  private constructor(
    private readonly urls: Readonly<Record<string, string>>,
    private readonly key: SigningKey,
    connections: number,
  ) {
    this.#pools = new Map(Object.entries(urls).map(([name, url]) => [name, new Pool(url, { connections })]));
  }

  static async open(urls: Readonly<Record<string, string>>, keyFile: string, connections: number): Promise<SubgraphCalls> {
    return new SubgraphCalls(urls, await loadOrCreateSigningKey(keyFile), connections);
  }

  /** Exchanges a sign-in for this request's principal tokens (RFC 8693). */
  async exchange(accessToken: string): Promise<Session> {
    const rid = randomUUID();
    const form = new URLSearchParams({
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      subject_token: accessToken,
      subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
      rid,
    });
    const text = await this.#post(HUB.name, '/token', accessToken, form.toString(), 'application/x-www-form-urlencoded', false);
    return { rid, tokens: (JSON.parse(text) as { tokens: Record<string, string> }).tokens };
  }

  async graphql(name: string, query: string, variables: Record<string, unknown>, { tokens }: Session): Promise<SubgraphAnswer> {
    const text = await this.#post(name, '/graphql', tokens[name] ?? '', JSON.stringify({ query, variables }));
    const {
      data,
      errors = [],
      extensions,
    } = JSON.parse(text) as {
      data?: SubgraphAnswer['data'] | null;
      errors?: SubgraphError[];
      extensions?: { disclosures?: unknown[] };
    };
    const fault = errors.find((error) => error.extensions?.code !== 'WITHHELD');
    if (!data || fault !== undefined) throw new Error(`${name} answered with ${String(fault?.extensions?.code ?? 'no data')}`);
    return { data, errors, disclosures: extensions?.disclosures ?? [] };
  }

  /** Returns once the row is committed: before that nothing may be shown (design D8). */
  async log(row: Readonly<Record<string, unknown>>, { tokens, rid }: Session): Promise<void> {
    await this.#post(HUB.name, '/access-log', tokens[HUB.name] ?? '', JSON.stringify({ rid, ...row }));
  }

  /** What a call to `/graphql` of a subgraph must carry. */
  async headers(name: string, { tokens }: Session): Promise<Record<string, string>> {
    const token = tokens[name] ?? '';
    const dpop = await proof(this.key, { method: 'POST', url: `${this.urls[name]}/graphql`, token });
    return { authorization: `DPoP ${token}`, dpop };
  }

  async close(): Promise<void> {
    await Promise.all([...this.#pools.values()].map((pool) => pool.close()));
  }

  async #post(name: string, path: string, token: string, body: string, type = 'application/json', bound = true): Promise<string> {
    const dpop = await proof(this.key, { method: 'POST', url: `${this.urls[name]}${path}`, token });
    const response = await (this.#pools.get(name) as Pool).request({
      method: 'POST',
      path,
      headers: { 'content-type': type, dpop, ...(bound ? { authorization: `DPoP ${token}` } : {}) },
      body,
    });
    const text = await response.body.text();
    if (response.statusCode >= 300) throw new Error(`${name} answered ${path} with ${response.statusCode}`);
    return text;
  }
}
