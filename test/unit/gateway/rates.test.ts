import fc from 'fast-check';
import { Rates } from '../../../gateway/rates';

const ada = { sub: 'ada', agency: 'MASH', roles: ['mash_analyst'] };
const bob = { ...ada, sub: 'bob' };
const eve = { sub: 'eve', agency: 'POLICE', roles: ['police_researcher'] };

function atTime() {
  let now = 0;
  return { clock: () => now, pass: (seconds: number) => (now += seconds * 1_000) };
}

describe('requests are counted', () => {
  test('by user: as many at once as a minute has, then one for each that the minute gives back', () => {
    const { clock, pass } = atTime();
    const rates = new Rates({ user: 60, agency: 1_000 }, clock);
    for (let sent = 0; sent < 60; sent += 1) expect(rates.take(ada)).toBe(0);
    expect(rates.take(ada)).toBe(1);
    expect(rates.take(bob)).toBe(0);
    pass(1);
    expect(rates.take(ada)).toBe(0);
    expect(rates.take(ada)).toBe(1);
    pass(3_600);
    for (let sent = 0; sent < 60; sent += 1) expect(rates.take(ada)).toBe(0);
    expect(rates.take(ada)).toBeGreaterThan(0);
  });

  test('by agency: many users together leave other agencies their room', () => {
    const { clock } = atTime();
    const rates = new Rates({ user: 1_000, agency: 10 }, clock);
    for (let sent = 0; sent < 10; sent += 1) expect(rates.take({ ...ada, sub: `user-${sent}` })).toBe(0);
    expect(rates.take(bob)).toBe(6);
    expect(rates.take(eve)).toBe(0);
  });

  test('and a refused one costs nothing: whoever waits as told gets through', () => {
    const { clock, pass } = atTime();
    const rates = new Rates({ user: 6, agency: 1_000 }, clock);
    for (let sent = 0; sent < 6; sent += 1) rates.take(ada);
    for (let tried = 0; tried < 100; tried += 1) rates.take(ada);
    const wait = rates.take(ada);
    pass(wait);
    expect(rates.take(ada)).toBe(0);
  });

  test('never more in any minute than twice the limit, whatever the times', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 20, noNaN: true }), { maxLength: 200 }), (waits) => {
        const { clock, pass } = atTime();
        const rates = new Rates({ user: 10, agency: 1_000 }, clock);
        const taken = waits.flatMap((wait) => {
          pass(wait);
          return rates.take(ada) === 0 ? [clock()] : [];
        });
        for (const from of taken) expect(taken.filter((at) => at >= from && at < from + 60_000).length).toBeLessThanOrEqual(20);
      }),
    );
  });

  test('in bounded room: buckets that are full again are forgotten', () => {
    const { clock, pass } = atTime();
    const rates = new Rates({ user: 60, agency: 1e9 }, clock);
    for (let user = 0; user < 30_000; user += 1) {
      rates.take({ ...ada, sub: `user-${user}` });
      if (user % 1_000 === 0) pass(60);
    }
    expect(Reflect.get(rates, 'users').size).toBeLessThanOrEqual(10_000);
  });
});
