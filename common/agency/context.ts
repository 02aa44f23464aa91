import type { DataSource } from 'typeorm';
import type { Agreement } from '../access/agreement';
import type { Principal } from '../access/subject';
import type { DisclosureTally } from '../access/disclosure';
import type { Loaders } from '../loaders';
import type { Registered } from './definition';

/** What travels with one request through an agency's subgraph: nothing is ambient. */
export interface AgencyContext {
  readonly registered: Registered;
  readonly agreement: Agreement;
  readonly principal: Principal;
  readonly database: DataSource;
  readonly loaders: Loaders;
  /** What this request released and withheld, by person and category; told to the gateway and the disclosure log. */
  readonly disclosures: DisclosureTally;
  now(): Date;
}
