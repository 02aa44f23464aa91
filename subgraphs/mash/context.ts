import type { DataSource } from 'typeorm';
import type { Agreement } from '../../common/access/agreement';
import type { DisclosureTally } from '../../common/access/disclosure';
import type { Purposes } from '../../common/access/purposes';
import type { Principal } from '../../common/access/subject';
import type { HubLoaders } from './access/hub-loaders';
import type { ViewFactory } from './access/views';
import type { ThresholdPolicy } from './threshold/policy/threshold-policy';

/** What travels with one request through the hub's own subgraph: nothing is ambient. */
export interface HubContext {
  readonly principal: Principal;
  /** The hub's own agreement, `policy/agreements/mash.yaml`. */
  readonly agreement: Agreement;
  /** Every custodian's agreement, by registry code, `MASH` among them. */
  readonly agreements: ReadonlyMap<string, Agreement>;
  /** Who may pursue which purpose, `policy/purposes.yaml`. */
  readonly purposes: Purposes;
  /** Threshold models and what they weigh, `policy/thresholds` and `policy/indicators.yaml`. */
  readonly thresholds: ThresholdPolicy;
  readonly database: DataSource;
  readonly loaders: HubLoaders;
  /** What this request released and withheld; told to the gateway for the ledger. */
  readonly disclosures: DisclosureTally;
  /** The only way to a `Child` or an `Adult`. */
  readonly views: ViewFactory;
  /** Hub ids, of today and before, of the principal's own people and whoever lives with them: to this principal they are absent. */
  readonly barred: readonly string[];
  /** Tells each custodian of emergency access that it was not told of yet; returns when each was tried once. */
  tellCustodians(): Promise<void>;
  now(): Date;
}
