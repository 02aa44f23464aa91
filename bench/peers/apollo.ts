import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadPeer } from './packages';
import { type PeerContext, PeerSession, settingsOf, withAddresses } from './session';

/** Stock Apollo Gateway with its default fetcher, as its documentation sets it up; only tokens and log are the hub's. */

interface DataSourceCall {
  readonly request: { readonly http: { readonly headers: Headers } };
  readonly response: { readonly extensions?: { readonly disclosures?: readonly unknown[] } };
  readonly context: PeerContext;
}
type DataSource = new (options: { readonly url: string }) => object;
interface GatewayPackage {
  readonly ApolloGateway: new (options: object) => object;
  readonly RemoteGraphQLDataSource: DataSource;
}
interface ServerPackage {
  readonly ApolloServer: new (options: object) => object;
}
interface StandalonePackage {
  startStandaloneServer(server: object, options: object): Promise<{ readonly url: string }>;
}
interface Sent {
  readonly source?: string;
  readonly contextValue: PeerContext;
}

async function main(): Promise<void> {
  const root = join(__dirname, '../../..');
  const settings = settingsOf(process.env);
  const session = await PeerSession.open(settings);
  const { ApolloGateway, RemoteGraphQLDataSource } = loadPeer<GatewayPackage>(root, '@apollo/gateway');
  const { ApolloServer } = loadPeer<ServerPackage>(root, '@apollo/server');
  const { startStandaloneServer } = loadPeer<StandalonePackage>(root, '@apollo/server/standalone');

  const sourceFor = (name: string, url: string): object => {
    class Signed extends RemoteGraphQLDataSource {
      async willSendRequest({ request, context }: DataSourceCall): Promise<void> {
        for (const [header, value] of Object.entries(await session.headers(name, context)))
          request.http.headers.set(header, value);
      }
      didReceiveResponse({ response, context }: DataSourceCall): object {
        session.note(name, response.extensions, context);
        return response;
      }
    }
    return new Signed({ url });
  };
  const gateway = new ApolloGateway({
    supergraphSdl: withAddresses(readFileSync(settings.supergraphFile, 'utf8'), settings),
    buildService: ({ name, url }: { name: string; url: string }) => sourceFor(name, url),
  });
  const logged = {
    requestDidStart: async () => ({
      willSendResponse: async ({ source = '', contextValue }: Sent) => session.end(source, contextValue),
    }),
  };
  const { url } = await startStandaloneServer(new ApolloServer({ gateway, plugins: [logged], introspection: false }), {
    listen: { port: 0, host: '127.0.0.1' },
    context: ({ req }: { req: { headers: { authorization?: string } } }) => session.begin(req.headers.authorization),
  });
  process.send?.({ url: new URL(url).origin });
}

process.on('disconnect', () => process.exit(0));
main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
});
