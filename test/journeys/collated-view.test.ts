import { start, stop } from './collated-view/hub';
import './collated-view/one-case';
import './collated-view/two-cases';

/** A child collated from every agency, as far as a case reaches. One hub for both groups. */

beforeAll(start, 120_000);
afterAll(stop, 30_000);
