/** Everything that can be wrong with a ledger, and what it means. */
export const MEANINGS = {
  ENTRY_UNREADABLE: 'a line is no entry',
  ENTRY_NOT_CANONICAL: 'an entry is not written as it was signed for',
  ENTRY_REPEATED: 'an entry stands there twice',
  ENTRY_BACKDATED: 'an entry says it is older than what was sealed before it',
  ENTRY_AHEAD: 'an entry says it is newer than the checkpoint that covers it',
  ENTRIES_MISSING: 'there are fewer entries than were signed for: the tail was cut off, or entries were taken out',
  ENTRIES_UNSIGNED: 'there are more entries than were signed for',
  ENTRY_NOT_SEALED: 'an entry was kept out of the tree',
  ROOT_DIFFERS: 'the entries are not those that were signed for: changed, taken out, put in or in another order',
  CHECKPOINT_NOT_SIGNED: 'a checkpoint is not signed by the ledger',
  CHECKPOINT_REPEATED: 'the ledger shrank, or an old checkpoint was shown again',
  CHECKPOINT_CLOCK_BACK: 'a checkpoint is dated before the one it follows',
  CHECKPOINT_OTHER_LEDGER: 'a checkpoint is of another ledger',
  CHECKPOINT_WITHHELD: 'a custodian keeps a checkpoint that the hub does not show',
  LEDGER_RESTORED: 'the database was restored from a backup; what was written after it is lost',
  ENTRIES_LOST: 'a custodian keeps a checkpoint of entries that were lost when the database was restored',
  FORKED: 'the ledger showed two histories',
  COSIGNATURE_BAD: 'a cosignature is not of that custodian, or not of that checkpoint',
  COSIGNATURE_MISSING: 'the hub lost a cosignature, or took it away',
  CUSTODIAN_MISSING: 'what a custodian keeps was not looked at',
  CUSTODIAN_LOST: 'a custodian lost a checkpoint that it signed',
  NOT_WITNESSED: 'a custodian has signed nothing for a day',
  NOTHING_SIGNED: 'there is no checkpoint',
  DISCLOSURE_NOT_AT_CUSTODIAN: 'the ledger says that a custodian disclosed something, and its own log does not know of it',
  DISCLOSURE_NO_ENTRY: 'a custodian disclosed something in a request that the ledger does not know',
} as const;

export type Code = keyof typeof MEANINGS;

/** Of one kind, so many are told; the rest are counted. */
const TOLD = 5;

export class Findings {
  private readonly found = new Map<Code, { count: number; where: string[] }>();

  add(code: Code, where: string): void {
    const one = this.found.get(code) ?? { count: 0, where: [] };
    one.count += 1;
    if (one.where.length < TOLD) one.where.push(where);
    this.found.set(code, one);
  }

  get codes(): Code[] {
    return [...this.found.keys()];
  }

  lines(): string[] {
    return [...this.found].flatMap(([code, { count, where }]) => [
      `${code}: ${MEANINGS[code]} (${count})`,
      ...where.map((one) => `  ${one}`),
      ...(count > where.length ? [`  and ${count - where.length} more`] : []),
    ]);
  }
}
