import type { DataSource } from 'typeorm';
import type { Agreement } from '../../../common/access/agreement';
import { DisclosureTally } from '../../../common/access/disclosure';
import type { Purposes } from '../../../common/access/purposes';
import type { Principal } from '../../../common/access/subject';
import { HUB_CODE } from '../../../common/access/vocabulary';
import type { Clock } from '../../../common/time';
import type { KeySet } from '../../../common/tokens/key-set';
import type { SigningKey } from '../../../common/tokens/keys';
import type { HubContext } from '../context';
import { HubLoaders } from './hub-loaders';
import type { ThresholdPolicy } from '../threshold/policy/threshold-policy';
import { ViewTokens } from './view-tokens';
import { ViewFactory } from './views';

/** What every request of this process shares. */
export interface HubSetup {
  readonly agreements: ReadonlyMap<string, Agreement>;
  readonly purposes: Purposes;
  readonly thresholds: ThresholdPolicy;
  readonly database: DataSource;
  readonly key: SigningKey;
  readonly keys: KeySet;
  readonly clock: Clock;
  tellCustodians(): Promise<void>;
}

export interface OfOneRequest {
  /** People whom this member must not look up. */
  readonly barred?: readonly string[];
  /** Shared by those who look at the same people at the same moment. */
  readonly loaders?: HubLoaders;
}

/** What one request gets; its moment is fixed when it begins. */
export function hubContext(
  setup: HubSetup,
  principal: Principal,
  { barred = [], loaders = new HubLoaders(setup.database) }: OfOneRequest = {},
): HubContext {
  const { agreements, purposes, thresholds, database, key, keys, clock, tellCustodians } = setup;
  const agreement = agreements.get(HUB_CODE);
  if (agreement === undefined) throw new Error('The hub has no agreement of its own');
  const at = clock();
  const now = () => at;
  const views = new ViewFactory(principal, loaders, new ViewTokens(key, keys, now), barred);
  const disclosures = new DisclosureTally(agreement.version);
  return {
    principal,
    agreement,
    agreements,
    purposes,
    thresholds,
    database,
    loaders,
    disclosures,
    views,
    barred,
    tellCustodians,
    now,
  };
}
