import express, { type RequestHandler, Router } from 'express';
import type { Log } from '../logger';
import type { DisclosureLog } from './disclosure-log';
import { HASH_BYTES } from './hashes';
import type { CheckpointKeeper, Delivery } from './kept-checkpoints';

/** Scope of the service token that opens these routes. */
export const LEDGER_SCOPE = 'ledger';

/** A proof has at most two hashes for each doubling of the ledger. */
const LONGEST_PROOF = 130;
const MOST_ROWS = 5_000;

export interface CustodianRouterOptions {
  readonly keeper: CheckpointKeeper;
  readonly disclosures: DisclosureLog;
  /** `requireHub(LEDGER_SCOPE, ...)`. */
  readonly service: RequestHandler;
  readonly log: Log;
}

/**
 * What a custodian does for the ledger: `POST /ledger/checkpoint` cosigns a checkpoint that is proved to continue the last,
 * `GET /ledger/disclosures?from=&to=&after=` tells the hub which requests this agency answered, for the comparison.
 */
export function custodianRouter({ keeper, disclosures, service, log }: CustodianRouterOptions): Router {
  const router = Router();
  router.post('/ledger/checkpoint', service, express.json({ limit: '64kb' }), async (request, response) => {
    const delivery = readDelivery(request.body);
    if (delivery === undefined) return void response.status(400).json({ error: 'BAD_DELIVERY' });
    const receipt = await keeper.receive(delivery);
    switch (receipt.state) {
      case 'COSIGNED':
        return void response.json({ cosignature: receipt.cosignature });
      case 'OTHER_PROOF':
        return void response.status(409).json({ error: receipt.state, size: receipt.size });
      case 'NOT_SIGNED':
        return void response.status(403).json({ error: receipt.state });
      case 'CONTRADICTS':
        log.error('LEDGER_CONTRADICTS', { reason: receipt.reason });
        return void response.status(422).json({ error: receipt.state, reason: receipt.reason });
    }
  });
  router.get('/ledger/disclosures', service, async (request, response) => {
    const [from, to] = [instantOf(request.query['from']), instantOf(request.query['to'])];
    const after = request.query['after'] ?? '0';
    if (from === undefined || to === undefined || typeof after !== 'string' || !/^\d{1,18}$/.test(after))
      return void response.status(400).json({ error: 'BAD_WINDOW' });
    const rows = await disclosures.between(from, to, after, MOST_ROWS + 1);
    response.json({ disclosures: rows.slice(0, MOST_ROWS), more: rows.length > MOST_ROWS });
  });
  return router;
}

function readDelivery(body: unknown): Delivery | undefined {
  const { checkpoint, from, proof } = (body ?? {}) as Record<string, unknown>;
  if (typeof checkpoint !== 'string' || !Number.isSafeInteger(from) || (from as number) < 0) return undefined;
  if (!Array.isArray(proof) || proof.length > LONGEST_PROOF || !proof.every(isHash)) return undefined;
  return { checkpoint, from: from as number, proof: proof.map((hash: string) => Buffer.from(hash, 'hex')) };
}

const isHash = (value: unknown): value is string =>
  typeof value === 'string' && value.length === 2 * HASH_BYTES && /^[0-9a-f]+$/.test(value);

function instantOf(value: unknown): Date | undefined {
  const at = typeof value === 'string' ? new Date(value) : undefined;
  return at === undefined || Number.isNaN(at.getTime()) ? undefined : at;
}
