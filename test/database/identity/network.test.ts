import { clear, start, stop } from './network/shared';
import './network/households';
import './network/hidden-addresses';
import './network/relationships';
import './network/differences';
import './network/addresses';

/** Who lives with whom, who is whose, and where: as far as agencies tell it and it may be told. One hub for all groups. */

beforeAll(start);
beforeEach(clear);
afterAll(stop);
