import { start, stop } from './link-reviews/shared';
import './link-reviews/deciding';
import './link-reviews/protected-people';
import './link-reviews/whose-it-is-not';

/** Whether two people are one, decided by people. One hub for all groups. */

beforeAll(start);
afterAll(stop);
