import { findAddresses } from '../../../../subgraphs/mash/network/address-history';
import { hubIdOf } from '../support/hub';
import { HOME, identity, NHS, person, tie } from '../support/people';
import { adult, amy, householdOf, hub, relationshipsOf, TODAY } from './shared';

describe('what agencies say differently is shown as different', () => {
  test('one agency places two people together, another places one of them elsewhere', async () => {
    await hub.tell(
      'education',
      person('e1', amy),
      person('e2', identity('Carl', 'Cole', { ...adult, nhsNumber: NHS[2], addresses: [HOME] })),
    );
    await hub.tell(
      'police',
      person(
        'p2',
        identity('Carl', 'Cole', { ...adult, nhsNumber: NHS[2], addresses: [{ lines: ['5 Hill Road'], postcode: 'BB1 1AA' }] }),
      ),
    );
    expect(await householdOf('education', 'e1')).toEqual([expect.objectContaining({ sources: ['education'], disputed: true })]);
    const carl = await hubIdOf(hub.db, 'police', 'p2');
    const facts = (await findAddresses([carl], TODAY, hub.db)).get(carl) ?? [];
    expect(facts.map(({ address, sources, disputed }) => [address?.lines[0], sources, disputed]).sort()).toEqual([
      ['1 Mill Lane', ['education'], true],
      ['5 Hill Road', ['police'], true],
    ]);
  });

  test('a parent to one agency and a step-parent to another', async () => {
    const mia = identity('Mia', 'Ash', { ...adult, nhsNumber: NHS[2] });
    await hub.tell('social-care', person('s1', amy), person('s2', mia), tie('s2', 'PARENT', 's1'));
    await hub.tell('health', person('h1', amy), person('h2', mia), tie('h2', 'STEP_PARENT', 'h1'));
    expect((await relationshipsOf('health', 'h1')).map(({ type, sources, disputed }) => [type, sources, disputed])).toEqual([
      ['PARENT', ['social-care'], true],
      ['STEP_PARENT', ['health'], true],
    ]);
  });

  test('who lives with somebody and is their parent is both, and nothing is disputed', async () => {
    await hub.tell('social-care', person('s1', amy), person('s2', identity('Mia', 'Ash', adult)), tie('s2', 'PARENT', 's1'));
    expect((await relationshipsOf('social-care', 's1')).map(({ disputed }) => disputed)).toEqual([false]);
  });
});
