import { checkpointOf, entryOf, instantOf } from './export';
import { changed, keys, resign, swap, type Tampering } from './tamper';

/** To the entries, and to the order and time in which they stand. */
export const ENTRIES: readonly Tampering[] = [
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
  ['an entry is kept out of the tree', (all) => void all.unsealed.push(entryOf(3)), 'ENTRY_NOT_SEALED'],
  ['a line is no entry', (all) => void all.entries.splice(9, 1, '{}'), 'ENTRY_UNREADABLE'],
  ['an entry is cut in two', (all) => void all.entries.splice(9, 1, '{"a":1', '}'), 'ENTRY_UNREADABLE'],
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
];
