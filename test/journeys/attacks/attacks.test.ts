import { startAttacked, stopAttacked } from './support/attacked';
import './group-01-graphql-cost';
import './group-02-disclosure';
import './group-03-straight-to-a-subgraph';
import './group-04-another-way';
import './group-05-inference';
import './group-06-idor';
import './group-07-tokens';
import './group-08-input';
import './group-09-hostile-agency';
import './group-10-ledger-evasion';

/** The ten groups of attacks that must fail, on one hub in the rehearsal profile: a start costs more than most groups do. */

beforeAll(startAttacked, 180_000);
afterAll(stopAttacked, 60_000);
