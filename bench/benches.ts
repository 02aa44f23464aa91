import type { Bench } from './bench';
import { collated } from './collated';
import { identity } from './identity';
import { oneProcess } from './one-process';
import { outage } from './outage';
import { matching } from './matching';
import { ledger } from './ledger';
import { publish } from './publish';
import { threshold } from './threshold';

/** Every benchmark by the name that `npm run bench -- <name>` takes, in the order in which all of them run. */
export const BENCHES: Readonly<Record<string, Bench>> = {
  collated,
  'one-process': oneProcess,
  outage,
  publish,
  ledger,
  threshold,
  matching,
  identity,
};
