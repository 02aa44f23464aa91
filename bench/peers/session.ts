import { createHash } from 'node:crypto';
import { HUB } from '../../subgraphs/registry';
import { type Session, SubgraphCalls } from '../collated/subgraph-calls';

/** What another engine is started with, as JSON in `PEER`. */
export interface PeerSettings {
  readonly supergraphFile: string;
  readonly subgraphUrls: Readonly<Record<string, string>>;
  readonly gatewayKeyFile: string;
  readonly connections: number;
}

/** One client request through another engine: its tokens, and what custodians said they disclosed. */
export interface PeerContext {
  readonly session: Session;
  readonly disclosures: { readonly custodian: string; readonly entry: unknown }[];
}

/**
 * What a gateway has to do beside planning and calling, so that another engine does the same work as ours: it exchanges the sign-in,
 * proves each call, and has the row in the access log before it answers.
 */
export class PeerSession {
  private constructor(private readonly calls: SubgraphCalls) {}

  static async open({ subgraphUrls, gatewayKeyFile, connections }: PeerSettings): Promise<PeerSession> {
    return new PeerSession(await SubgraphCalls.open(subgraphUrls, gatewayKeyFile, connections));
  }

  async begin(authorization: string | undefined | null): Promise<PeerContext> {
    return { session: await this.calls.exchange((authorization ?? '').replace(/^Bearer /i, '')), disclosures: [] };
  }

  headers(subgraph: string, { session }: PeerContext): Promise<Record<string, string>> {
    return this.calls.headers(subgraph, session);
  }

  note(custodian: string, extensions: { readonly disclosures?: readonly unknown[] } | undefined, context: PeerContext): void {
    for (const entry of extensions?.disclosures ?? []) context.disclosures.push({ custodian, entry });
  }

  async end(source: string, { session, disclosures }: PeerContext): Promise<void> {
    const operationHash = createHash('sha256').update(source).digest('hex');
    await this.calls.log({ operationName: null, operationHash, disclosures, unavailable: [] }, session);
  }
}

export const settingsOf = (env: NodeJS.ProcessEnv): PeerSettings => JSON.parse(env.PEER ?? '{}') as PeerSettings;

/** Name of the subgraph that is at this address. */
export function subgraphAt(url: string, { subgraphUrls }: PeerSettings): string {
  const { origin } = new URL(url);
  return Object.keys(subgraphUrls).find((name) => new URL(subgraphUrls[name] ?? '').origin === origin) ?? HUB.name;
}

/** The supergraph with the addresses at which the subgraphs are. */
export const withAddresses = (sdl: string, { subgraphUrls }: PeerSettings): string =>
  Object.entries(subgraphUrls).reduce((text, [name, url]) => text.replace(`"http://${name}/graphql"`, `"${url}/graphql"`), sdl);
