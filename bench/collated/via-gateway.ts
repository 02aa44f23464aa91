import { Pool } from 'undici';
import type { Answer, Json, Refusal } from './answer';

interface GatewayAnswer {
  readonly data?: Json;
  readonly errors?: readonly {
    readonly extensions?: { readonly code?: string; readonly agency?: string; readonly reason?: string };
  }[];
  readonly extensions?: { readonly withheld?: readonly Refusal[] };
}

/** Puts one operation to the gateway, as a workbench would. */
export class ViaGateway {
  readonly #pool: Pool;

  constructor(url: string, connections: number) {
    this.#pool = new Pool(url, { connections });
  }

  /** @throws Error when anything but refusals is amiss */
  async ask(query: string, variables: Record<string, unknown>, accessToken: string): Promise<Answer> {
    const { statusCode, body } = await this.#pool.request({
      method: 'POST',
      path: '/graphql',
      headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors = [], extensions } = (await body.json()) as GatewayAnswer;
    if (data === undefined || data === null || errors.length > 0) {
      const said = errors.map(({ extensions: of }) => [of?.code, of?.agency, of?.reason].filter(Boolean).join(' '));
      throw new Error(`The gateway answered ${statusCode} with ${[...new Set(said)].join(', ') || 'no data'}`);
    }
    return { data, withheld: extensions?.withheld ?? [] };
  }

  close(): Promise<void> {
    return this.#pool.close();
  }
}
