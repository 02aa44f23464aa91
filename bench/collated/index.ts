import type { Bench } from '../bench';
import { PATIENT_MS, withHub } from '../hub';
import { measureCollated } from './measure';

/** Enough families with a story for more than fifty cases. */
const CHILDREN = 400;

export const collated: Bench = {
  about: 'the full collated child and a list of fifty cases: the gateway against a fan-out by hand to the same subgraphs',
  run: (progress) =>
    withHub({ children: CHILDREN, agencyTimeoutMs: PATIENT_MS }, progress, (hub) =>
      measureCollated(hub, { concurrency: 4, forMs: 4_000, warmUpMs: 3_000, rounds: 7 }, progress),
    ),
};
