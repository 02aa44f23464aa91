import { Pool } from 'undici';
import type { Answer, Json, Refusal } from './answer';

/** What only our gateway does: refusals stand in `extensions.withheld`. With another engine they are among the errors. */
type RefusalsIn = 'extensions' | 'errors';

interface GatewayAnswer {
  readonly data?: Json;
  readonly errors?: readonly { readonly path?: readonly (string | number)[]; readonly extensions?: Fault }[];
  readonly extensions?: { readonly withheld?: readonly Refusal[] };
}

interface Fault {
  readonly rule?: string;
  readonly code?: string;
  readonly agency?: string;
  readonly reason?: string;
}

const said = ({ code, agency, reason }: Fault): string =>
  [code, agency, reason].filter(Boolean).join(' ') || 'an error without a code';

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
    const { data, withheld, faults } = await this.#post(query, variables, accessToken);
    if (faults.length > 0) throw new Error(`The gateway answered with ${[...new Set(faults.map(said))].join(', ')}`);
    return { data, withheld };
  }

  /** Codes of the agencies that the answer says were out. @throws Error when anything else is amiss */
  async agenciesOut(query: string, variables: Record<string, unknown>, accessToken: string): Promise<string[]> {
    const { faults } = await this.#post(query, variables, accessToken);
    const others = faults.filter(({ code }) => code !== 'AGENCY_UNAVAILABLE');
    if (others.length > 0) throw new Error(`The gateway answered with ${[...new Set(others.map(said))].join(', ')}`);
    return [...new Set(faults.map(({ agency = 'unnamed' }) => agency))];
  }

  async #post(
    query: string,
    variables: Record<string, unknown>,
    accessToken: string,
  ): Promise<Answer & { readonly faults: readonly Fault[] }> {
    const { statusCode, body } = await this.#pool.request({
      method: 'POST',
      path: '/graphql',
      headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors = [], extensions } = (await body.json()) as GatewayAnswer;
    const isRefusal = ({ extensions: of }: (typeof errors)[number]): boolean =>
      this.refusalsIn === 'errors' && of?.code === 'WITHHELD';
    const faults = errors.filter((error) => !isRefusal(error)).map((error) => error.extensions ?? {});
    if (data === undefined || data === null)
      throw new Error(`The gateway answered ${statusCode} with ${faults.map(said).join(', ') || 'no data'}`);
    const refusals = errors.filter(isRefusal).map(({ path = [], extensions: of }) => ({ path, rule: of?.rule ?? '' }));
    return { data, withheld: extensions?.withheld ?? refusals, faults };
  }

  close(): Promise<void> {
    return this.#pool.close();
  }
}
