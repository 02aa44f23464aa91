import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginDrainHttpServer } from '@apollo/server/plugin/drainHttpServer';
import { ApolloServerPluginCacheControlDisabled, ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import { expressMiddleware } from '@as-integrations/express5';
import express from 'express';
import helmet from 'helmet';
import { buildSchema } from 'graphql';
import { bodyWithin, restWithin } from '../common/graphql/body-within';
import type { RunningService } from '../common/graphql/serve';
import { isStrict } from '../common/profile';
import { AGENCIES, HUB } from '../subgraphs/registry';
import { AgencySource } from './agency-source';
import { AnswerReader } from './answers';
import { RequestBudget } from './budget';
import type { GatewayConfig } from './config';
import type { GatewayContext } from './context';
import { door, signedInOf } from './door';
import { createEngine } from './engine';
import { eventsRouter } from './events';
import { healthRouter } from './health';
import { LedgerClient } from './ledger';
import { DEFAULT_LIMITS, withinLimits } from './limits';
import { ListedOperations } from './listed-operations';
import { LocalClient } from './local-client';
import { oneOperation } from './one-operation';
import { publishRouter } from './publish';
import { Rates } from './rates';
import { answerRefusal, problem, uniformly } from './refusal';
import { releasePlugin } from './release';
import { type SignedIn, SignIn } from './sign-in';
import { SubgraphClient, type SubgraphTransport } from './subgraph-client';

export interface RunningGateway {
  readonly url: string;
  /** The process in which operations are planned; undefined while there is none. */
  readonly plannerPid: number | undefined;
  /** Takes another supergraph; requests under way end on the one before. @throws Error saying why it is not taken */
  reload(supergraphSdl: string): Promise<void>;
  close(): Promise<void>;
}

/** A caller that cannot send its operation in this time is holding a connection open on purpose. */
const BODY_WITHIN_MS = 8_000;
/** Slow headers are looked for every second, so that none is waited for longer than ten. */
const HEADERS_WITHIN_MS = 8_000;
/** Publications take as long as they need, while something moves. */
const NOT_AN_UPLOAD = /^(?!\/publish\/)/;
const IDLE_WITHIN_MS = 120_000;

/** The hub's budget is longer than an agency's: without the hub there is no answer at all. */
const HUB_TIMEOUT_MS = 8_000;

/** Subgraphs of this very process, by name; the others are reached over HTTP. */
export type LocalSubgraphs = Readonly<Record<string, Pick<RunningService, 'answer'>>>;

/** Starts the only public door of the hub. */
export async function startGateway(config: GatewayConfig, local: LocalSubgraphs = {}): Promise<RunningGateway> {
  const hubUrl = urlOf(config, HUB.name);
  const signIn = new SignIn(hubUrl, config.signingKey);
  const ledger = new LedgerClient(hubUrl, config.signingKey);
  const { clients, sourceFor } = subgraphSources(config, local);
  const engine = createEngine(config.supergraphSdl, sourceFor);

  const strict = isStrict(config.profile);
  const rules = [withinLimits(DEFAULT_LIMITS)];
  const operations = ListedOperations.read(config.operationsDir, engine.publicSchema, rules);
  await engine.prepare(operations.documents);
  const rates = new Rates(config.rates);
  const publishing = publishRouter({
    ...{ signIn, rates, ledger, hub: HUB.name },
    agencies: agencyUrls(config),
    proof: config.signingKey,
  });
  const events = eventsRouter({ hubUrl, hub: HUB.name, signIn, rates, proof: config.signingKey });

  const app = express();
  const httpServer = createServer(
    { requestTimeout: 0, headersTimeout: HEADERS_WITHIN_MS, connectionsCheckingInterval: 1_000, keepAliveTimeout: 30_000 },
    app,
  );
  httpServer.setTimeout(IDLE_WITHIN_MS);
  const server = new ApolloServer<GatewayContext>({
    gateway: engine,
    introspection: !strict,
    hideSchemaDetailsFromClientErrors: strict,
    includeStacktraceInErrorResponses: false,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    parseOptions: { maxTokens: 5_000 },
    validationRules: rules,
    formatError: (formatted) => (strict ? uniformly(formatted) : formatted),
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
  app.use(restWithin(BODY_WITHIN_MS));
  app.use(NOT_AN_UPLOAD, bodyWithin(BODY_WITHIN_MS));
  app.use(healthRouter(clients, !strict));
  app.use(publishing.router);
  app.use(events.router);
  app.post(
    '/graphql',
    ...door({ signIn, rates, operations, strict }),
    expressMiddleware(server, { context: async ({ res }) => contextFor(signedInOf(res), config) }),
  );
  app.all('/graphql', (_request, response) => {
    response.setHeader('allow', 'POST');
    response.status(405).json(problem('Operations are posted', 'METHOD_NOT_ALLOWED'));
  });
  app.use((_request, response) => void response.status(404).json(problem('There is nothing here', 'NOT_FOUND')));
  app.use(answerRefusal(strict));

  await new Promise<void>((resolve, reject) => {
    httpServer.once('error', reject);
    httpServer.listen(config.port, config.host, resolve);
  });
  const { port } = httpServer.address() as AddressInfo;
  return {
    url: `http://${config.host}:${port}`,
    get plannerPid() {
      return engine.plannerPid;
    },
    reload: (supergraphSdl) => engine.reload(supergraphSdl),
    async close() {
      // Streams end by themselves only when their clients do.
      await events.close();
      await server.stop();
      await Promise.all([publishing.close(), signIn.close(), ledger.close(), ...clients.map((client) => client.close())]);
    },
  };
}

function contextFor({ rid, tokens }: SignedIn, config: GatewayConfig): GatewayContext {
  const budget = new RequestBudget(config.agencyTimeoutMs, HUB_TIMEOUT_MS, HUB.name);
  return { rid, tokens, budget, disclosures: [] };
}

function subgraphSources(config: GatewayConfig, local: LocalSubgraphs) {
  const agencies: ReadonlyMap<string, string> = new Map(
    [...AGENCIES, { name: HUB.name, agency: 'MASH' }].map(({ name, agency }) => [name, agency]),
  );
  const clientFor = (name: string): SubgraphTransport => {
    const [url, here] = [new URL('/graphql', urlOf(config, name)).href, local[name]];
    return here === undefined ? new SubgraphClient(name, url) : new LocalClient(name, url, (call) => here.answer(call));
  };
  const clients: ReadonlyMap<string, SubgraphTransport> = new Map([...agencies.keys()].map((name) => [name, clientFor(name)]));
  const readerOf = answerReaders();
  const sourceFor = (graph: string, supergraphSdl: string): AgencySource => {
    const [client, agency] = [clients.get(graph), agencies.get(graph)];
    if (client === undefined || agency === undefined)
      throw new Error(`The supergraph names the subgraph "${graph}", which is not in subgraphs/registry.ts`);
    return new AgencySource({ client, agency, proof: config.signingKey, answers: readerOf(supergraphSdl) });
  };
  return { clients: [...clients.values()], sourceFor };
}

/** One reader for all subgraphs of one supergraph, which it knows with its hidden fields; join directives are the engine's business. */
function answerReaders(): (supergraphSdl: string) => AnswerReader {
  let last: { readonly sdl: string; readonly reader: AnswerReader } | undefined;
  return (sdl) => {
    if (last?.sdl !== sdl) last = { sdl, reader: new AnswerReader(buildSchema(sdl, { assumeValidSDL: true })) };
    return last.reader;
  };
}

const urlOf = (config: GatewayConfig, name: string): string => {
  const url = config.subgraphUrls[name];
  if (url === undefined) throw new Error(`SUBGRAPH_URLS has no address for "${name}"`);
  return url;
};

const agencyUrls = (config: GatewayConfig): Record<string, string> =>
  Object.fromEntries(AGENCIES.map(({ name }) => [name, urlOf(config, name)]));
