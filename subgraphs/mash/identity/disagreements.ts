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
  const inOrder = AGENCIES.flatMap(({ name }) => said.filter(({ agency }) => agency === name));
  return FACTS.flatMap((fact) => {
    const values = new Map<string, Set<string>>();
    for (const { agency, identity } of inOrder) {
      const value = identity[fact];
      if (value === undefined || value === 'U') continue;
      values.set(value, (values.get(value) ?? new Set()).add(agency));
    }
    if (values.size < 2) return [];
    return [{ fact, statements: [...values].map(([value, sources]) => ({ value, sources: [...sources] })) }];
  });
}
