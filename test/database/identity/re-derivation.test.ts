import { lockIdentities } from '../../../subgraphs/mash/identity/apply-people';
import { findLinks } from '../../../subgraphs/mash/identity/people';
import { type DecisionKind, keepDecision } from '../../../subgraphs/mash/identity/review/decision-store';
import { findSignals } from '../../../subgraphs/mash/signals/signals';
import { findWatchLists } from '../../../subgraphs/mash/signals/watch-list';
import { type Hub, hubIdOf, openHub } from './support/hub';
import { identity, NHS, person, signals } from './support/people';

let hub: Hub;
beforeAll(async () => {
  hub = await openHub('re-derivation');
});
beforeEach(async () => {
  await hub.clear();
  await hub.forgetDecisions();
});
afterAll(() => hub.close());

const ANN = 'issuer|ann';
const CONTEXT = {
  principal: { sub: ANN, rid: 'r1', agency: 'MASH', roles: ['mash_analyst'] },
  now: () => new Date('2026-11-22T09:00:00Z'),
} as never;

const decide = (kind: DecisionKind, one = 'health/h1', other = 'police/p1'): Promise<string> =>
  hub.db.transaction(async (tx) => {
    await lockIdentities(tx);
    const pair = [one, other].map((key) => ({ agency: key.split('/')[0], person: key.split('/')[1] })) as never;
    return keepDecision(tx, { kind, reason: 'seen', pairs: [pair], needsSecond: false }, CONTEXT);
  });

/** Everything that a case about this person reaches the agencies by. */
async function reachOf(id: string) {
  const [links, told, watched] = [
    await findLinks([id], hub.db),
    await findSignals([id], hub.db),
    await findWatchLists([id], hub.db),
  ];
  return {
    grant: links.get(id)?.police?.ids,
    signals: (told.get(id) ?? []).map(({ indicator }) => indicator),
    watched: watched.get('police'),
  };
}

/** People whose advice is to be worked out again; none is afterwards. */
async function due(): Promise<string[]> {
  const [rows]: [{ person: string }[], number] = await hub.db.query('delete from threshold_due returning person');
  return [...new Set(rows.map((row) => row.person))].sort();
}

const ledgerOf = (decision: string): Promise<{ member: string; step: string }[]> =>
  hub.db.query(
    `select member, said #>> '{detail,step}' as step
     from ledger, lateral convert_from(bytes, 'UTF8') as text, lateral cast(text as jsonb) as said
     where kind = 'IDENTITY_CHANGE' and said #>> '{detail,decision}' = $1 order by seq`,
    [decision],
  );

const amy = identity('Amy', 'Ash', { nhsNumber: NHS[0] });

test('a link and its undoing take effect in grants, signals, watch lists and open cases at once, and stand in the ledger', async () => {
  await hub.tell('health', person('h1', amy));
  await hub.db.query("insert into watch values ('police', 'p1')");
  await hub.tell('police', person('p1', identity('Kit', 'Zeal', { dateOfBirth: undefined })), signals('p1', 'missing_first'));
  const [child, other] = [await hubIdOf(hub.db, 'health', 'h1'), await hubIdOf(hub.db, 'police', 'p1')];
  const apart = { grant: [], signals: [], watched: [] };
  expect(await reachOf(child)).toEqual(apart);
  await due();

  const linked = await decide('LINK');
  expect(await reachOf(child)).toEqual({ grant: ['p1'], signals: ['missing_first'], watched: ['p1'] });
  expect(await due()).toEqual([child, other].sort());
  expect(await ledgerOf(linked)).toEqual([
    { member: ANN, step: 'DECIDED' },
    { member: ANN, step: 'MOVED' },
  ]);

  const parted = await decide('NOT_SAME');
  expect(await reachOf(child)).toEqual(apart);
  expect(await reachOf(other)).toEqual({ grant: ['p1'], signals: ['missing_first'], watched: ['p1'] });
  expect(await due()).toEqual([child, other].sort());
  expect((await ledgerOf(parted)).map(({ step }) => step)).toEqual(['DECIDED', 'MOVED']);
});

test('a doubt that a person settles is due again too, though nobody moved', async () => {
  await hub.tell('health', person('h1', amy));
  await hub.tell('police', person('p1', { ...amy, dateOfBirth: '2011-09-12' }));
  const people = [await hubIdOf(hub.db, 'health', 'h1'), await hubIdOf(hub.db, 'police', 'p1')];
  expect((await findLinks(people, hub.db)).get(people[0] as string)?.police?.doubtful).toBe(true);
  await due();
  const settled = await decide('NOT_SAME');
  expect((await findLinks(people, hub.db)).get(people[0] as string)?.police?.doubtful).toBe(false);
  expect(await due()).toEqual([...people].sort());
  expect((await ledgerOf(settled)).map(({ step }) => step)).toEqual(['DECIDED']);
});

test('asking for more changes nothing and makes nothing due', async () => {
  await hub.tell('health', person('h1', amy));
  await hub.tell('police', person('p1', identity('Kit', 'Zeal', { dateOfBirth: undefined })));
  await due();
  const asked = await decide('NEED_MORE');
  expect(await due()).toEqual([]);
  expect((await ledgerOf(asked)).map(({ step }) => step)).toEqual(['DECIDED']);
});

test('a record that another agency’s news frees is due with whoever it leaves', async () => {
  await hub.tell('health', person('h1', amy));
  const named = (given: string, nhsNumber?: string) => identity(given, 'Zeal', { dateOfBirth: amy.dateOfBirth, nhsNumber });
  // The school holds both numbers' bearer: by its record the other two are one.
  await hub.tell('education', person('e1', { ...named('Amy', NHS[0]), upn: 'H243278544154' }));
  await hub.tell('police', person('p1', { ...identity('Kit', 'Moor', { dateOfBirth: amy.dateOfBirth }), upn: 'H243278544154' }));
  const child = await hubIdOf(hub.db, 'health', 'h1');
  expect(await hubIdOf(hub.db, 'police', 'p1')).toBe(child);
  await due();
  await hub.tell('education', person('e1', named('Amy', NHS[0])));
  const freed = await hubIdOf(hub.db, 'police', 'p1');
  expect(freed).not.toBe(child);
  expect(await due()).toEqual([child, freed].sort());
});
