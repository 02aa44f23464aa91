import type { Code } from '../../../tools/verify-ledger/findings';
import {
  checkpointOf,
  cosignatureOf,
  entryOf,
  type Exported,
  instantOf,
  type Keys,
  LEDGER,
  makeKeys,
  rootsOf,
  SIZES,
  verified,
  wholeExport,
} from './support/export';
import { signCheckpoint } from '../../../common/ledger/checkpoint';
import { entryText } from '../../../subgraphs/mash/ledger/ledger-entry';

/**
 * Ledger evasion (attack group 10): everything that somebody with the hub's database, its keys, or a custodian's database could do
 * to the record of who saw what. Each is found by the verifier from exported files alone.
 */

let keys: Keys;
let other: Keys;
beforeAll(async () => {
  [keys, other] = [await makeKeys(), await makeKeys()];
});

const swap = <T>(list: T[], one: number, two: number): void => {
  [list[one], list[two]] = [list[two] as T, list[one] as T];
};
const changed = (entry: string | undefined, change: (said: Record<string, unknown>) => void): string => {
  const said = JSON.parse(entry ?? '') as Record<string, unknown>;
  change(said);
  return JSON.stringify(said);
};
/** Signs everything again, with the ledger's real key: what whoever holds the hub can do. */
const resign = (all: Exported, sizes: readonly number[] = SIZES): void => {
  all.checkpoints = sizes.map((size) => checkpointOf(all.entries, size, keys));
};
/** Cuts everything over the first so many checkpoints away, at the hub and at every custodian; their logs of disclosures stay. */
const cutEverywhere = (all: Exported, checkpoints: number): void => {
  all.entries.splice(SIZES[checkpoints - 1] ?? 0);
  all.checkpoints.splice(checkpoints);
  for (const copies of Object.values(all.cosignatures)) copies.splice(checkpoints);
  for (const kept of Object.values(all.kept)) kept?.splice(checkpoints);
  // What is newer than the last checkpoint may still be on its way: the tail is some minutes long.
  const later = instantOf(40);
  all.entries.push(entryOf(15, instantOf(39)));
  const newest = checkpointOf(all.entries, all.entries.length, keys, later);
  all.checkpoints.push(newest);
  for (const name of ['police', 'health'] as const) {
    const cosignature = cosignatureOf(name, newest, all.entries.length, keys[name]);
    all.cosignatures[name]?.push(cosignature);
    all.kept[name]?.push({ checkpoint: newest, cosignature });
  }
};
const NEXT_LEDGER = `${LEDGER.slice(0, -1)}2`;
const restoredEntry = (size: number): string =>
  entryText({
    ...{ kind: 'LEDGER_RESTORED', at: instantOf(size), persons: [] },
    by: { sub: 'operator', agency: 'MASH', roles: [], rid: 'restore' },
    detail: { ledger: NEXT_LEDGER, after: LEDGER, size },
  });
/** The tail is cut off, and the ledger goes on under another id with this entry. */
const pretendRestore = (all: Exported, entry: string): void => {
  all.entries.splice(15, 5, entry);
  const root = rootsOf(all.entries)(16);
  all.checkpoints.splice(4, 1, signCheckpoint(keys.ledger, { ledger: NEXT_LEDGER, size: 16, root, at: instantOf(20) }));
};
const part = (signed: string | undefined, index: number, change: (claims: Record<string, unknown>) => void): string => {
  const parts = (signed ?? '').split('.');
  const claims = JSON.parse(Buffer.from(parts[index] ?? '', 'base64url').toString()) as Record<string, unknown>;
  change(claims);
  parts[index] = Buffer.from(JSON.stringify(claims)).toString('base64url');
  return parts.join('.');
};

test('a ledger that nobody touched is whole', async () => {
  const { codes, lines, entries, unsealed, checkpoints, cosignatures } = await verified(wholeExport(keys));
  expect({ codes, lines }).toEqual({ codes: [], lines: [] });
  expect({ entries, unsealed, checkpoints, cosignatures }).toEqual({
    entries: 20,
    unsealed: 1,
    checkpoints: 5,
    cosignatures: 10,
  });
});

const TAMPERINGS: readonly (readonly [name: string, tamper: (all: Exported) => void, found: Code])[] = [
  [
    'an entry is edited: another member stands in it',
    (all) => {
      all.entries[9] = changed(all.entries[9], (said) => {
        said.by = { ...(said.by as object), member: 'https://sign-in.test|somebody-else' };
      });
    },
    'ROOT_DIFFERS',
  ],
  [
    'an entry is edited: a category is no longer said to have been released',
    (all) => {
      all.entries[9] = (all.entries[9] ?? '').replace('PoliceRecord.incidents', 'PoliceRecord.custodies');
    },
    'ROOT_DIFFERS',
  ],
  [
    'an entry is written differently, saying the same',
    (all) => {
      all.entries[9] = changed(all.entries[9], (said) => {
        const { v, ...rest } = said;
        delete said.v;
        Object.assign(said, rest, { v });
      }).replace('{', '{ ');
    },
    'ENTRY_NOT_CANONICAL',
  ],
  ['an entry is deleted from the middle', (all) => void all.entries.splice(9, 1), 'ROOT_DIFFERS'],
  ['the first entry is deleted', (all) => void all.entries.shift(), 'ENTRIES_MISSING'],
  ['two entries change places', (all) => swap(all.entries, 4, 5), 'ROOT_DIFFERS'],
  ['two entries of different checkpoints change places', (all) => swap(all.entries, 2, 12), 'ENTRY_BACKDATED'],
  ['an entry is inserted in the middle', (all) => void all.entries.splice(9, 0, entryOf(9)), 'ROOT_DIFFERS'],
  ['an entry is added at the end', (all) => void all.entries.push(entryOf(21)), 'ENTRIES_UNSIGNED'],
  ['the tail is cut off', (all) => void all.entries.splice(15), 'ENTRIES_MISSING'],
  [
    'the tail is cut off, with the checkpoints over it',
    (all) => {
      all.entries.splice(15);
      all.checkpoints.splice(4);
      for (const copies of Object.values(all.cosignatures)) copies.splice(4);
    },
    'CHECKPOINT_WITHHELD',
  ],
  [
    'the tail is cut off and the head rewritten: another tail is signed in its place',
    (all) => {
      all.entries.splice(15, 5, ...Array.from({ length: 5 }, (_, index) => entryOf(15 + index)));
      resign(all);
    },
    'FORKED',
  ],
  [
    'all of it is rewritten and signed again with the right key',
    (all) => {
      all.entries = all.entries.map((_, index) => entryOf(index));
      resign(all);
    },
    'FORKED',
  ],
  ['an entry is replayed', (all) => void all.entries.push(all.entries[3] ?? ''), 'ENTRY_REPEATED'],
  [
    'an entry is replayed and signed for',
    (all) => {
      all.entries.push(all.entries[3] ?? '');
      all.checkpoints.push(checkpointOf(all.entries, 21, keys));
    },
    'ENTRY_REPEATED',
  ],
  [
    'an old checkpoint is shown as the newest',
    (all) => void all.checkpoints.push(all.checkpoints[1] ?? ''),
    'CHECKPOINT_REPEATED',
  ],
  [
    'a fork: two histories of one size are signed, one for each custodian',
    (all) => {
      const fork = [...all.entries.slice(0, 19), entryOf(19)];
      const checkpoint = checkpointOf(fork, 20, keys);
      all.kept.health?.splice(4, 1, { checkpoint, cosignature: cosignatureOf('health', checkpoint, 20, keys.health) });
    },
    'FORKED',
  ],
  [
    'a fork at a size that the hub never showed',
    (all) => {
      const checkpoint = checkpointOf([...all.entries.slice(0, 16), entryOf(16), entryOf(17)], 18, keys);
      all.kept.health?.push({ checkpoint, cosignature: cosignatureOf('health', checkpoint, 18, keys.health) });
    },
    'CHECKPOINT_WITHHELD',
  ],
  [
    'the clock is put back: an entry is signed for that says it is older',
    (all) => {
      all.entries[17] = entryOf(17, instantOf(2));
      resign(all);
      all.kept = { police: [], health: [] };
    },
    'ENTRY_BACKDATED',
  ],
  [
    'the clock is put forward: an entry says it is newer than what covers it',
    (all) => {
      all.entries[9] = entryOf(9, instantOf(600));
    },
    'ENTRY_AHEAD',
  ],
  [
    'the clock is put back for a checkpoint',
    (all) => void all.checkpoints.splice(4, 1, checkpointOf(all.entries, 20, keys, instantOf(10))),
    'CHECKPOINT_CLOCK_BACK',
  ],
  [
    'a checkpoint is altered: another root',
    (all) => {
      all.checkpoints[2] = part(all.checkpoints[2], 1, (claims) => {
        claims.root = rootsOf(all.entries)(7).toString('hex');
      });
    },
    'CHECKPOINT_NOT_SIGNED',
  ],
  [
    'a checkpoint is signed with another key',
    (all) => void all.checkpoints.splice(4, 1, checkpointOf(all.entries, 20, other)),
    'CHECKPOINT_NOT_SIGNED',
  ],
  [
    'a checkpoint says that it needs no signature',
    (all) => {
      const [head, body] = part(all.checkpoints[4], 0, (header) => {
        header.alg = 'none';
      }).split('.');
      all.checkpoints[4] = `${head}.${body}.`;
    },
    'CHECKPOINT_NOT_SIGNED',
  ],
  [
    'a checkpoint names another key as the one to believe',
    (all) => {
      all.jwks.ledger = { keys: [{ ...other.ledger.publicJwk, kid: keys.ledger.publicJwk.kid }] };
      all.checkpoints = SIZES.map((size) =>
        checkpointOf(all.entries, size, { ...other, ledger: { ...other.ledger, kid: keys.ledger.kid } }),
      );
    },
    'CHECKPOINT_NOT_SIGNED',
  ],
  [
    'a checkpoint of another ledger is put in',
    (all) => {
      const root = rootsOf(all.entries)(20);
      all.checkpoints[4] = signCheckpoint(keys.ledger, { ledger: `${LEDGER.slice(0, -1)}2`, size: 20, root, at: instantOf(20) });
    },
    'CHECKPOINT_OTHER_LEDGER',
  ],
  ['a checkpoint is taken out of the hub’s list', (all) => void all.checkpoints.splice(2, 1), 'CHECKPOINT_WITHHELD'],
  ['every checkpoint is taken away', (all) => void all.checkpoints.splice(0), 'NOTHING_SIGNED'],
  [
    'a cosignature is forged with another custodian’s key',
    (all) => {
      const checkpoint = all.checkpoints[2] ?? '';
      all.cosignatures.police?.splice(2, 1, cosignatureOf('police', checkpoint, 8, keys.health));
    },
    'COSIGNATURE_BAD',
  ],
  [
    'a cosignature is taken from another checkpoint',
    (all) => {
      const [first, second] = all.kept.police ?? [];
      if (first && second) all.kept.police?.splice(1, 1, { ...second, cosignature: first.cosignature });
    },
    'COSIGNATURE_BAD',
  ],
  ['a cosignature is taken away from the hub', (all) => void all.cosignatures.police?.splice(1, 1), 'COSIGNATURE_MISSING'],
  ['a custodian’s checkpoint is taken away from it', (all) => void all.kept.police?.splice(1, 1), 'CUSTODIAN_LOST'],
  [
    'what a custodian keeps is not shown at all',
    (all) => {
      all.kept.police = undefined;
    },
    'CUSTODIAN_MISSING',
  ],
  [
    'nothing is shown to the custodians any more',
    (all) => {
      const later = instantOf(3 * 24 * 60);
      all.entries.push(entryOf(20, later));
      all.checkpoints.push(checkpointOf(all.entries, 21, keys, later));
      all.unsealed = [];
    },
    'NOT_WITNESSED',
  ],
  ['an entry is kept out of the tree', (all) => void all.unsealed.push(entryOf(3)), 'ENTRY_NOT_SEALED'],
  ['a line is no entry', (all) => void all.entries.splice(9, 1, '{}'), 'ENTRY_UNREADABLE'],
  ['an entry is cut in two', (all) => void all.entries.splice(9, 1, '{"a":1', '}'), 'ENTRY_UNREADABLE'],
  [
    'an entry about a disclosure is never written',
    (all) => void all.disclosures.police?.push({ at: instantOf(5).toISOString(), rid: 'request-unseen', digest: 'b'.repeat(64) }),
    'DISCLOSURE_NO_ENTRY',
  ],
  [
    'the tail is cut off with everything over it, at the hub and at every custodian, and their logs too',
    (all) => {
      all.unsealed = [];
      cutEverywhere(all, 4);
      // One line of one log was overlooked.
      all.disclosures.police?.splice(17);
    },
    'DISCLOSURE_NO_ENTRY',
  ],
  [
    'a fork is shown to two custodians, each with a hub that agrees with it',
    (all) => {
      const fork = [...all.entries.slice(0, 15), ...Array.from({ length: 5 }, (_, index) => entryOf(15 + index))];
      const checkpoint = checkpointOf(fork, 20, keys);
      const cosignature = cosignatureOf('health', checkpoint, 20, keys.health);
      all.kept.health?.splice(4, 1, { checkpoint, cosignature });
      all.cosignatures.health?.splice(4, 1);
    },
    'FORKED',
  ],
  [
    'an older export is shown again, with the custodians of today',
    (all) => {
      all.entries.splice(15);
      all.unsealed = [];
      all.checkpoints.splice(4);
      for (const copies of Object.values(all.cosignatures)) copies.splice(4);
    },
    'CHECKPOINT_WITHHELD',
  ],
  [
    'an older export is shown again, its custodians’ part too: the logs of disclosures tell',
    (all) => {
      all.unsealed = [];
      cutEverywhere(all, 4);
    },
    'DISCLOSURE_NO_ENTRY',
  ],
  [
    'a cosignature is forged with the ledger’s own key',
    (all) => {
      const checkpoint = all.checkpoints[2] ?? '';
      all.cosignatures.police?.splice(2, 1, cosignatureOf('police', checkpoint, 8, keys.ledger));
    },
    'COSIGNATURE_BAD',
  ],
  [
    'a custodian’s key is replaced, and everything it signed is signed again with another',
    (all) => {
      const signed = all.checkpoints.map((one, at) => cosignatureOf('police', one, SIZES[at] ?? 0, other.police));
      all.cosignatures.police = signed;
      all.kept.police = all.checkpoints.map((checkpoint, at) => ({ checkpoint, cosignature: signed[at] ?? '' }));
    },
    'COSIGNATURE_BAD',
  ],
  [
    'an entry is written differently, saying the same, and all is signed for again',
    (all) => {
      all.entries[17] = (all.entries[17] ?? '').replace('"v":1}', '"v":1.0}');
      resign(all);
    },
    'ENTRY_NOT_CANONICAL',
  ],
  [
    'a letter of an entry is escaped',
    (all) => {
      all.entries[17] = (all.entries[17] ?? '').replace('"RESPONSE"', '"\\u0052ESPONSE"');
      resign(all);
    },
    'ENTRY_NOT_CANONICAL',
  ],
  [
    'a property is said twice in an entry: readers may differ on which counts',
    (all) => {
      all.entries[17] = (all.entries[17] ?? '').replace('"v":1}', '"v":1,"v":1}');
      resign(all);
    },
    'ENTRY_NOT_CANONICAL',
  ],
  [
    'an entry stands twice, one after the other, and is signed for',
    (all) => {
      all.entries.splice(18, 0, all.entries[17] ?? '');
      all.checkpoints = [...all.checkpoints.slice(0, 4), checkpointOf(all.entries, 21, keys)];
    },
    'ENTRY_REPEATED',
  ],
  [
    'an entry that waits is one that was sealed already',
    (all) => void all.unsealed.push(all.entries[19] ?? ''),
    'ENTRY_REPEATED',
  ],
  ['an entry is left empty', (all) => void all.entries.splice(9, 1, ''), 'ENTRY_UNREADABLE'],
  [
    'the clock is put back for a checkpoint, and everything over it signed again',
    (all) => {
      all.checkpoints[4] = checkpointOf(all.entries, 20, keys, instantOf(10));
    },
    'CHECKPOINT_CLOCK_BACK',
  ],
  [
    'a restore is pretended, to be rid of the tail: no entry says so',
    (all) => {
      pretendRestore(all, entryOf(15));
    },
    'CHECKPOINT_OTHER_LEDGER',
  ],
  [
    'a restore is pretended, and an entry says so: what was cut off is still told',
    (all) => {
      pretendRestore(all, restoredEntry(15));
    },
    'ENTRIES_LOST',
  ],
  [
    'a disclosure in an entry is put down to another custodian',
    (all) => {
      all.entries[17] = (all.entries[17] ?? '').replaceAll('"custodian":"police"', '"custodian":"health"');
      resign(all);
    },
    'DISCLOSURE_NOT_AT_CUSTODIAN',
  ],
  [
    'an entry says less than the custodian disclosed, and all is signed again',
    (all) => {
      all.entries[17] = (all.entries[17] ?? '').replace('PoliceRecord.incidents', 'PoliceRecord.custodies');
      resign(all);
    },
    'DISCLOSURE_NOT_AT_CUSTODIAN',
  ],
  ['a custodian’s own log loses a disclosure', (all) => void all.disclosures.police?.splice(5, 1), 'DISCLOSURE_NOT_AT_CUSTODIAN'],
];

test(`there are at least twenty kinds of tampering: ${TAMPERINGS.length}`, () => {
  expect(new Set(TAMPERINGS.map(([name]) => name)).size).toBeGreaterThanOrEqual(20);
});

test.each(TAMPERINGS)('%s', async (_, tamper, found) => {
  const all = wholeExport(keys);
  tamper(all);
  const { codes } = await verified(all);
  expect(codes).toContain(found);
});

test('what the hub and every custodian cut off together, with every log of it, nobody finds: decision 16 says so', async () => {
  const all = wholeExport(keys);
  all.unsealed = [];
  cutEverywhere(all, 4);
  all.disclosures.police?.splice(16);
  expect((await verified(all)).codes).toEqual([]);
});

test('where it was changed is told as closely as the checkpoints allow', async () => {
  const all = wholeExport(keys);
  swap(all.entries, 9, 10);
  const { lines } = await verified(all);
  expect(lines).toContain('  size 15 (the hub): look from entry 8 on');
});

test('a disclosure that came too late and was not released is counted, and is nothing wrong', async () => {
  const all = wholeExport(keys);
  all.disclosures.health?.push({ at: instantOf(5).toISOString(), rid: 'request-5', digest: 'c'.repeat(64) });
  const { codes, notReleased } = await verified(all);
  expect({ codes, notReleased }).toEqual({ codes: [], notReleased: 1 });
});
