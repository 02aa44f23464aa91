import { readFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { loadPeer } from './packages';
import { type PeerContext, PeerSession, settingsOf, subgraphAt, withAddresses } from './session';

/** Hive Gateway's runtime as its documentation sets it up; only tokens and log are the hub's. */

interface Fetching {
  readonly url: string;
  readonly options: { readonly headers?: Record<string, string> };
  setOptions(options: object): void;
  readonly context: PeerContext | undefined;
}
interface Fetched {
  readonly response: Response;
  setResponse(response: Response): void;
}
interface RuntimePackage {
  createGatewayRuntime(options: object): RequestListener;
}
interface Building {
  readonly context: { readonly request: Request };
  extendContext(more: PeerContext): void;
}
interface Executing {
  readonly args: { readonly contextValue: PeerContext & { readonly params: { readonly query?: string } } };
}

async function main(): Promise<void> {
  const root = join(__dirname, '../../..');
  const settings = settingsOf(process.env);
  const session = await PeerSession.open(settings);
  const { createGatewayRuntime } = loadPeer<RuntimePackage>(root, '@graphql-hive/gateway-runtime');
  const signed = {
    onContextBuilding: async ({ context, extendContext }: Building) =>
      extendContext(await session.begin(context.request.headers.get('authorization'))),
    async onFetch({ url, options, setOptions, context }: Fetching) {
      if (context?.session === undefined) return undefined;
      const name = subgraphAt(url, settings);
      setOptions({ ...options, headers: { ...options.headers, ...(await session.headers(name, context)) } });
      return async ({ response, setResponse }: Fetched) => {
        const text = await response.text();
        session.note(name, (JSON.parse(text) as { extensions?: { disclosures?: unknown[] } }).extensions, context);
        setResponse(new Response(text, { status: response.status, headers: { 'content-type': 'application/json' } }));
      };
    },
    onExecute: ({ args }: Executing) => ({
      onExecuteDone: () => session.end(args.contextValue.params.query ?? '', args.contextValue),
    }),
  };
  const runtime = createGatewayRuntime({
    supergraph: withAddresses(readFileSync(settings.supergraphFile, 'utf8'), settings),
    // It would answer several requests with one call of one of them, under that one's token: less work than everybody else does, and
    // somebody else's answer.
    transportEntries: { '*.http': { options: { deduplicateInflightRequests: false } } },
    plugins: () => [signed],
    logging: false,
    landingPage: false,
    graphiql: false,
    maskedErrors: false,
  });
  const server = createServer(runtime);
  server.listen(0, '127.0.0.1', () => process.send?.({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }));
}

process.on('disconnect', () => process.exit(0));
main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
});
