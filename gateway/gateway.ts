import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginDrainHttpServer } from '@apollo/server/plugin/drainHttpServer';
import { ApolloServerPluginCacheControlDisabled, ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import { expressMiddleware } from '@as-integrations/express5';
import express from 'express';
import helmet from 'helmet';
import { buildSchema, type GraphQLFormattedError, GraphQLError } from 'graphql';
import { bodyWithin } from '../common/graphql/body-within';
import { AGENCIES, HUB } from '../subgraphs/registry';
import { AgencySource } from './agency-source';
import { noFieldNameAsAlias } from './aliases';
import { AnswerReader } from './answers';
import { RequestBudget } from './budget';
import type { GatewayConfig } from './config';
import type { GatewayContext } from './context';
import { createEngine } from './engine';
import { eventsRouter } from './events';
import { healthRouter } from './health';
import { LedgerClient } from './ledger';
import { DEFAULT_LIMITS, withinLimits } from './limits';
import { oneOperation } from './one-operation';
import { pastNeedsAlias } from './past-alias';
import { PersonPaths } from './person-paths';
import { publishRouter } from './publish';
import { releasePlugin } from './release';
import { NotSignedIn, SignIn } from './sign-in';
import { SubgraphClient } from './subgraph-client';

export interface RunningGateway {
  readonly url: string;
  close(): Promise<void>;
}

/** The largest operation with its variables; a screen's operation is a few kilobytes. */
const BODY_LIMIT = '4mb';

/** A caller that cannot send its operation in this time is holding a connection open on purpose. */
const BODY_WITHIN_MS = 10_000;

/** The hub's budget is longer than an agency's: without the hub there is no answer at all. */
const HUB_TIMEOUT_MS = 8_000;

/** Starts the only public door of the hub. */
export async function startGateway(config: GatewayConfig): Promise<RunningGateway> {
  const hubUrl = urlOf(config, HUB.name);
  const signIn = new SignIn(hubUrl, config.signingKey);
  const ledger = new LedgerClient(hubUrl, config.signingKey);
  // Its join directives are the engine's business; here it is what there is to ask, hidden fields included.
  const supergraph = buildSchema(config.supergraphSdl, { assumeValidSDL: true });
  const { clients, sourceFor } = subgraphSources(config, new AnswerReader(supergraph));

  const publishing = publishRouter({ agencies: agencyUrls(config), signIn, proof: config.signingKey });
  const events = eventsRouter({ hubUrl, hub: HUB.name, signIn, proof: config.signingKey });

  const app = express();
  // A large publication may take long to arrive; slow headers are looked for every other second.
  const httpServer = createServer(
    { requestTimeout: 0, headersTimeout: 10_000, connectionsCheckingInterval: 2_000, keepAliveTimeout: 30_000 },
    app,
  );
  const server = new ApolloServer<GatewayContext>({
    gateway: createEngine(config.supergraphSdl, sourceFor),
    introspection: !config.production,
    hideSchemaDetailsFromClientErrors: config.production,
    includeStacktraceInErrorResponses: false,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    parseOptions: { maxTokens: 5_000 },
    validationRules: [noFieldNameAsAlias(supergraph), pastNeedsAlias, withinLimits(DEFAULT_LIMITS)],
    formatError: (formatted): GraphQLFormattedError => formatted,
    plugins: [
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginDrainHttpServer({ httpServer }),
      oneOperation,
      releasePlugin(ledger, HUB.name),
    ],
  });
  await server.start();

  app.disable('x-powered-by');
  app.disable('etag');
  app.use(helmet());
  app.use((_request, response, next) => {
    response.setHeader('cache-control', 'no-store');
    next();
  });
  app.use(healthRouter(clients));
  app.use(publishing.router);
  app.use(events.router);
  app.post(
    '/graphql',
    bodyWithin(BODY_WITHIN_MS),
    express.json({ limit: BODY_LIMIT }),
    expressMiddleware(server, { context: ({ req }) => contextFor(req.headers.authorization, signIn, config) }),
  );
  app.all('/graphql', (_request, response) => {
    response.setHeader('allow', 'POST');
    response.status(405).json(problem('Operations are posted', 'METHOD_NOT_ALLOWED'));
  });
  app.use((_request, response) => void response.status(404).json(problem('There is nothing here', 'NOT_FOUND')));
  app.use(refuse);

  await new Promise<void>((resolve, reject) => {
    httpServer.once('error', reject);
    httpServer.listen(config.port, config.host, resolve);
  });
  const { port } = httpServer.address() as AddressInfo;
  return {
    url: `http://${config.host}:${port}`,
    async close() {
      // Streams end by themselves only when their clients do.
      await events.close();
      await server.stop();
      await Promise.all([publishing.close(), signIn.close(), ledger.close(), ...clients.map((client) => client.close())]);
    },
  };
}

async function contextFor(authorization: string | undefined, signIn: SignIn, config: GatewayConfig): Promise<GatewayContext> {
  try {
    const { rid, tokens } = await signIn.exchange(authorization);
    return {
      rid,
      tokens,
      budget: new RequestBudget(config.agencyTimeoutMs, HUB_TIMEOUT_MS, HUB.name),
      disclosures: [],
      people: new PersonPaths(),
    };
  } catch (error) {
    const [status, code] = error instanceof NotSignedIn ? [401, 'UNAUTHENTICATED'] : [503, 'SIGN_IN_UNAVAILABLE'];
    const message = error instanceof Error ? error.message : 'Sign-in failed';
    throw new GraphQLError(message, { extensions: { code, http: { status } } });
  }
}

function subgraphSources(config: GatewayConfig, answers: AnswerReader) {
  const clients: SubgraphClient[] = [];
  const bySubgraph = new Map<string, AgencySource>();
  for (const { name, agency } of [...AGENCIES, { name: HUB.name, agency: 'MASH' }]) {
    const client = new SubgraphClient(name, new URL('/graphql', urlOf(config, name)).href, answers);
    clients.push(client);
    bySubgraph.set(name, new AgencySource({ client, agency, proof: config.signingKey }));
  }
  const sourceFor = (graph: string): AgencySource => {
    const source = bySubgraph.get(graph);
    if (!source) throw new Error(`The supergraph names the subgraph "${graph}", which is not in subgraphs/registry.ts`);
    return source;
  };
  return { clients, sourceFor };
}

const urlOf = (config: GatewayConfig, name: string): string => {
  const url = config.subgraphUrls[name];
  if (url === undefined) throw new Error(`SUBGRAPH_URLS has no address for "${name}"`);
  return url;
};

const agencyUrls = (config: GatewayConfig): Record<string, string> =>
  Object.fromEntries(AGENCIES.map(({ name }) => [name, urlOf(config, name)]));

const problem = (message: string, code: string) => ({ errors: [{ message, extensions: { code } }] });

/** Bodies that are not JSON or too large, and faults outside GraphQL. Never the error's own words. */
function refuse(error: unknown, _request: express.Request, response: express.Response, next: express.NextFunction): void {
  if (response.headersSent) {
    next(error);
    return;
  }
  const status = typeof error === 'object' && error !== null && 'status' in error ? Number(error.status) : 500;
  if (status === 413) return void response.status(413).json(problem('The request is too large', 'REQUEST_TOO_LARGE'));
  if (status >= 400 && status < 500)
    return void response.status(status).json(problem('The request was not understood', 'BAD_REQUEST'));
  response.status(500).json(problem('Something went wrong', 'INTERNAL'));
}
