import { start, stop } from './front-door/hub';
import './front-door/server-audits';
import './front-door/requests';
import './front-door/publishing';
import './front-door/publish-command';

/** The only public door: what it takes, and what it refuses. One empty hub for all groups. */

beforeAll(start, 120_000);
afterAll(stop, 30_000);
