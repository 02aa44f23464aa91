import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Agreement } from '../../../common/access/agreement';
import { compileAgreement } from '../../../common/access/compile-agreement';
import { decide } from '../../../common/access/decide';
import type { Basis, Grant, Protection, Relation } from '../../../common/access/subject';
import type { AgencyName } from '../../../subgraphs/registry';

export const NOW = new Date('2026-11-22T12:00:00Z');
export const ANALYST_AT_4 = { role: 'mash_analyst', purpose: 'SECTION_47', level: 4 };

/** A viewer of a child's record through a case. */
export interface Asking {
  readonly role: string;
  readonly purpose: string;
  readonly level: number;
  /** The usual one of the purpose unless told. */
  readonly basis?: Basis;
  readonly relation?: Relation;
  readonly protect?: readonly Protection[];
}

/** An agency's agreement as it stands, with what viewers are to it. */
export class AgreementAsked {
  readonly agreement: Agreement;
  /** Receipts of publications, and who was shown what: no case opens them. */
  readonly categories: readonly string[];

  constructor(private readonly agency: AgencyName) {
    const file = join(__dirname, `../../../policy/agreements/${agency}.yaml`);
    this.agreement = compileAgreement(readFileSync(file, 'utf8'), file);
    this.categories = [...this.agreement.categories.keys()].filter(
      (category) => !['publishing', 'own_disclosures'].includes(category),
    );
  }

  /** What this viewer may do with one category. */
  stateOf(category: string, asking: Asking) {
    return decide(this.grant(asking), this.agreement, category, NOW).state;
  }

  /** Categories of which this viewer may do this. */
  sees(asking: Asking, state: 'CONTENT' | 'EXISTENCE'): string[] {
    return this.categories.filter((id) => this.stateOf(id, asking) === state);
  }

  private grant({ role, purpose, level, basis, relation = 'SUBJECT', protect = [] }: Asking): Grant {
    const usual = purpose === 'EARLY_HELP' ? 'CONSENT' : 'PUBLIC_TASK';
    const who = {
      kind: 'grant',
      sub: 's',
      agency: 'MASH',
      roles: [role],
      rid: 'r',
      person: 'p',
      aud: this.agency,
      ids: ['1'],
      doubtful: false,
    } as const;
    return { ...who, purpose, level, basis: basis ?? usual, relation, protect, caseId: 'c' };
  }
}
