import { checkpointOf, cosignatureOf, entryOf, instantOf, SIZES } from './export';
import { cutEverywhere, keys, other, resign, type Tampering } from './tamper';

/** To what the custodians sign, keep and log themselves. */
export const CUSTODIANS: readonly Tampering[] = [
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
