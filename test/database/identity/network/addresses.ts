import { findAddresses } from '../../../../subgraphs/mash/network/address-history';
import { findOtherChildren } from '../../../../subgraphs/mash/network/other-children';
import { hubIdOf } from '../support/hub';
import { HOME, identity, person, REFUGE } from '../support/people';
import { adult, amy, hub, TODAY } from './shared';

describe('addresses with their dates', () => {
  test('the current one first, then the latest; two agencies that agree are one line', async () => {
    const former = { lines: ['5 Hill Road'], postcode: 'BB1 1AA', from: '2016-01-01', to: '2019-12-31' };
    await hub.tell('health', person('h1', { ...amy, addresses: [former, HOME] }));
    await hub.tell('education', person('e1', amy));
    const id = await hubIdOf(hub.db, 'health', 'h1');
    expect((await findAddresses([id], TODAY, hub.db)).get(id)).toEqual([
      { address: HOME, from: '2020-01-01', to: null, isCurrent: true, sources: ['education', 'health'], disputed: false },
      { address: former, from: '2016-01-01', to: '2019-12-31', isCurrent: false, sources: ['health'], disputed: false },
    ]);
  });

  test('an address at which somebody lives who must not be found is not shown for anybody', async () => {
    await hub.tell('police', person('p1', identity('Mia', 'Holt', { ...adult, addresses: [{ ...REFUGE, protected: false }] })));
    await hub.tell('social-care', person('s1', identity('Hana', 'Holt', { addresses: [REFUGE] })));
    const id = await hubIdOf(hub.db, 'police', 'p1');
    expect((await findAddresses([id], TODAY, hub.db)).get(id)).toEqual([expect.objectContaining({ address: null })]);
  });
});

describe('other children at an address', () => {
  async function othersOf(agency: string, id: string) {
    const hubId = await hubIdOf(hub.db, agency, id);
    return (await findOtherChildren([hubId], TODAY, hub.db)).get(hubId) ?? [];
  }

  test('with their dates, whether they were there together, and who says so; adults are not among them', async () => {
    const before = { ...HOME, from: '2012-01-01', to: '2018-12-31' };
    await hub.tell('education', person('e1', amy), person('e2', identity('Ben', 'Birch', { addresses: [before] })));
    await hub.tell('health', person('h3', identity('Cleo', 'Cole', { addresses: [HOME] })));
    await hub.tell('police', person('p4', identity('Dan', 'Dunn', { ...adult, addresses: [HOME] })));
    const others = await othersOf('education', 'e1');
    expect(others.map(({ from, together, sources }) => [from, together, sources]).sort()).toEqual([
      ['2012-01-01', false, ['education']],
      ['2020-01-01', true, ['health']],
    ]);
  });

  test('nobody who must not be found or recognised, and nobody of a hostel', async () => {
    await hub.tell('education', person('e1', amy));
    await hub.tell('health', person('h2', identity('Hana', 'Holt', { addresses: [HOME], protect: ['LOCATION'] })));
    await hub.tell('health', person('h3', identity('New', 'Name', { addresses: [HOME], protect: ['IDENTITY'] })));
    expect(await othersOf('education', 'e1')).toEqual([]);
    expect(await othersOf('health', 'h2')).toEqual([]);
    const hostel = { lines: ['Hostel'], postcode: 'BB1 9HH' };
    const many = Array.from({ length: 20 }, (_, index) =>
      person(
        `${index}`,
        identity(['Ada', 'Bo', 'Cy', 'Di'][index % 4] as string, `F${'abcdefghijklmnopqrst'[index]}x`, {
          dateOfBirth: `20${10 + (index % 9)}-01-01`,
          addresses: [hostel],
        }),
      ),
    );
    await hub.tell('social-care', ...many);
    expect(await othersOf('social-care', '1')).toEqual([]);
  });
});
