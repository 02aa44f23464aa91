import type { RequestBudget } from './budget';
import type { Disclosure } from './ledger';

/** What travels with one client request through the gateway. */
export interface GatewayContext {
  /** Request id: every token, log line and ledger row of this request carries it. */
  readonly rid: string;
  /** Principal tokens by subgraph name, minted by the hub for this request alone. */
  readonly tokens: Readonly<Record<string, string>>;
  readonly budget: RequestBudget;
  /** What the custodians say they released and withheld, as their answers come in. */
  readonly disclosures: Disclosure[];
}
