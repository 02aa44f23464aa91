import { signCheckpoint } from '../../../../common/ledger/checkpoint';
import { checkpointOf, cosignatureOf, entryOf, instantOf, LEDGER, rootsOf, SIZES } from './export';
import { keys, other, part, pretendRestore, resign, restoredEntry, type Tampering } from './tamper';

/** To what was signed over the entries, by whoever holds the hub: forks, clocks and pretended restores. */
export const CHECKPOINTS: readonly Tampering[] = [
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
];
