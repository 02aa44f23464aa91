import type { Bench } from './bench';
import { collated } from './collated';
import { outage } from './outage';
import { publish } from './publish';
import { threshold } from './threshold';

/** Every benchmark by the name that `npm run bench -- <name>` takes, in the order in which all of them run. */
export const BENCHES: Readonly<Record<string, Bench>> = { collated, outage, publish, threshold };
