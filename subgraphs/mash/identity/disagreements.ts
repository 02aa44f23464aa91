import type { PersonIdentity } from '../../../common/person';
import { AGENCIES } from '../../registry';

/** Something that agencies say differently of one person. */
export interface IdentityDisagreement {
  readonly fact: (typeof FACTS)[number];
  /** In the order of the agencies that say it. */
  readonly statements: readonly { readonly value: string; readonly sources: readonly string[] }[];
}

const FACTS = ['dateOfBirth', 'expectedDate', 'sex', 'deceasedOn'] as const;

/** Nobody is asked to guess which agency is right: what they say is put side by side. "Unknown" contradicts nothing. */
export function disagreementsOf(
  said: readonly { readonly agency: string; readonly identity: PersonIdentity }[],
): IdentityDisagreement[] {
  return FACTS.flatMap((fact) => {
    const values = new Map<string, Set<string>>();
    for (const { name } of AGENCIES) {
      for (const { identity } of said.filter(({ agency }) => agency === name)) {
        const value = identity[fact];
        if (value !== undefined && value !== 'U') {
          values.set(value, (values.get(value) ?? new Set()).add(name));
        }
      }
    }
    const statements = [...values].map(([value, sources]) => ({ value, sources: [...sources] }));
    return statements.length > 1 ? [{ fact, statements }] : [];
  });
}
