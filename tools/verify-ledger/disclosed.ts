import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Entry } from './entries';
import type { Findings } from './findings';
import { linesOf } from './lines';

interface Told {
  readonly at: number;
  readonly rid: string;
  count: number;
}

/** What the custodians' own logs say they disclosed, ticked off against the entries. */
export class Disclosed {
  private readonly requests = new Set<string>();
  private readonly compared: ReadonlySet<string>;

  private constructor(
    /** By custodian, then by request and digest. */
    private readonly told: ReadonlyMap<string, Map<string, Told>>,
    private readonly unknown: { custodian: string; rid: string }[] = [],
  ) {
    this.compared = new Set(told.keys());
  }

  /** Whose own logs are here. */
  get custodians(): ReadonlySet<string> {
    return this.compared;
  }

  /** A custodian whose log is not there is not compared. */
  static async read(folder: string, custodians: readonly string[]): Promise<Disclosed> {
    const told = new Map<string, Map<string, Told>>();
    for (const custodian of custodians) {
      const file = join(folder, 'custodians', custodian, 'disclosures.jsonl');
      if (!existsSync(file)) continue;
      const own = new Map<string, Told>();
      for await (const line of linesOf(file)) {
        const { at, rid, digest } = JSON.parse(line.toString('utf8')) as { at: string; rid: string; digest: string };
        const one = own.get(`${rid} ${digest}`) ?? { at: Date.parse(at), rid, count: 0 };
        one.count += 1;
        own.set(`${rid} ${digest}`, one);
      }
      told.set(custodian, own);
    }
    return new Disclosed(told);
  }

  note({ rid, disclosures }: Entry): void {
    if (this.told.size > 0) this.requests.add(rid);
    for (const { custodian, digest } of disclosures) {
      const own = this.told.get(custodian);
      if (own === undefined) continue;
      const one = own.get(`${rid} ${digest}`);
      if (one === undefined || one.count === 0) this.unknown.push({ custodian, rid });
      else one.count -= 1;
    }
  }

  /**
   * Tells what is left over.
   *
   * @param until of what a custodian disclosed later, the entry may still be on its way.
   * @returns how many disclosures were made and not released.
   */
  report(until: number, findings: Findings): number {
    for (const { custodian, rid } of this.unknown) findings.add('DISCLOSURE_NOT_AT_CUSTODIAN', `${custodian}: request ${rid}`);
    let notReleased = 0;
    for (const [custodian, own] of this.told) {
      for (const { at, rid, count } of own.values()) {
        if (count === 0 || at > until) continue;
        if (this.requests.has(rid)) notReleased += count;
        else findings.add('DISCLOSURE_NO_ENTRY', `${custodian}: request ${rid}`);
      }
    }
    return notReleased;
  }
}
