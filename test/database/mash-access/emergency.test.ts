import { start, stop } from './emergency/shared';
import './emergency/emergency-access';
import './emergency/own-people';
import './emergency/declarations';
import './emergency/terms';

/** Emergency access, and what else stands between somebody and a case: their own people, their roles, ends and consent. One hub for all. */

beforeAll(start);
afterAll(stop);
