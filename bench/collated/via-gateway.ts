import { Pool } from 'undici';
import type { Answer, Json, Refusal } from './answer';

/** What only our gateway does: refusals stand in `extensions.withheld`. With another engine they are among the errors. */
type RefusalsIn = 'extensions' | 'errors';

interface GatewayAnswer {
  readonly data?: Json;
  readonly errors?: readonly {
    readonly path?: readonly (string | number)[];
    readonly extensions?: {
      readonly rule?: string;
      readonly code?: string;
      readonly agency?: string;
      readonly reason?: string;
    };
  }[];
  readonly extensions?: { readonly withheld?: readonly Refusal[] };
}

/** Puts one operation to the gateway, as a workbench would, or to another engine in its place. */
export class ViaGateway {
  readonly #pool: Pool;

  constructor(
    url: string,
    connections: number,
    private readonly refusalsIn: RefusalsIn = 'extensions',
  ) {
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
    const isRefusal = ({ extensions: of }: (typeof errors)[number]): boolean =>
      this.refusalsIn === 'errors' && of?.code === 'WITHHELD';
    const faults = errors.filter((error) => !isRefusal(error));
    if (data === undefined || data === null || faults.length > 0) {
      const said = faults.map(({ extensions: of }) => [of?.code, of?.agency, of?.reason].filter(Boolean).join(' '));
      throw new Error(`The gateway answered ${statusCode} with ${[...new Set(said)].join(', ') || 'no data'}`);
    }
    const refusals = errors.filter(isRefusal).map(({ path = [], extensions: of }) => ({ path, rule: of?.rule ?? '' }));
    return { data, withheld: extensions?.withheld ?? refusals };
  }

  close(): Promise<void> {
    return this.#pool.close();
  }
}
