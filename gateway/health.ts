import { Router } from 'express';
import type { SubgraphTransport } from './subgraph-client';

/** So often at most each service is asked: whoever is not signed in must not make many questions of one. */
const ASK_EVERY_MS = 1_000;

/**
 * `/health/live`: the process runs. `/health/ready`: the hub's own subgraph answers, so requests can be served.
 *
 * @param tellWhich name each subgraph too; outside development that is nobody's business who is not signed in
 */
export function healthRouter(clients: readonly SubgraphTransport[], tellWhich: boolean): Router {
  let asked: { readonly at: number; readonly states: Promise<(readonly [string, boolean])[]> } | undefined;
  const statesNow = () => {
    const at = performance.now();
    if (asked === undefined || at - asked.at >= ASK_EVERY_MS) {
      asked = { at, states: Promise.all(clients.map(async (client) => [client.name, await answers(client)] as const)) };
    }
    return asked.states;
  };
  const router = Router();
  router.get('/health/live', (_request, response) => {
    response.json({ status: 'live' });
  });
  router.get('/health/ready', async (_request, response) => {
    const states = await statesNow();
    const ready = states.some(([name, up]) => name === 'mash' && up);
    const subgraphs = tellWhich ? { subgraphs: Object.fromEntries(states) } : {};
    response.status(ready ? 200 : 503).json({ status: ready ? 'ready' : 'not ready', ...subgraphs });
  });
  return router;
}

async function answers(client: SubgraphTransport): Promise<boolean> {
  try {
    const response = await fetch(new URL('/health', client.url), { signal: AbortSignal.timeout(1_000) });
    return response.ok;
  } catch {
    return false;
  }
}
