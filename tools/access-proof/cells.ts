import type { Basis, Protection, Relation, View } from '../../common/access/subject';
import { BASES, LEVELS, PURPOSES, RELATIONS, ROLES } from '../../common/access/vocabulary';

/** One question that an agreement answers: somebody in one role, through a case, about one person. */
export interface Cell {
  readonly role: string;
  readonly purpose: string;
  readonly level: number;
  readonly basis: Basis;
  readonly relation: Relation;
  readonly protect: readonly Protection[];
}

/** The values that each part of a question may take; a smaller product is a slice of the whole one. */
export interface Product {
  readonly roles: readonly string[];
  readonly purposes: readonly string[];
  readonly levels: readonly number[];
  readonly bases: readonly Basis[];
  readonly relations: readonly Relation[];
  readonly protects: readonly (readonly Protection[])[];
}

/** Every combination of what can be restricted about a person. Nothing first: whatever is added to it only takes away. */
export const PROTECTS: readonly (readonly Protection[])[] = [[], ['LOCATION'], ['IDENTITY'], ['LOCATION', 'IDENTITY']];

export const EVERYTHING: Product = {
  roles: ROLES,
  purposes: PURPOSES,
  levels: LEVELS,
  bases: BASES,
  relations: RELATIONS,
  protects: PROTECTS,
};

export function* cellsOf({ roles, purposes, levels, bases, relations, protects }: Product): Generator<Cell> {
  for (const role of roles) {
    for (const purpose of purposes) {
      for (const level of levels) {
        for (const basis of bases) {
          for (const relation of relations) {
            for (const protect of protects) yield { role, purpose, level, basis, relation, protect };
          }
        }
      }
    }
  }
}

/** The case and the person of a cell, as a view: what the hub itself decides about. A grant decides the same. */
export const viewOf = ({ role, ...about }: Cell, agency = ''): View => ({
  kind: 'view',
  sub: '',
  agency,
  roles: [role],
  caseId: '',
  person: '',
  rid: '',
  ...about,
});

/** For people who read what went wrong. */
export const cellText = ({ role, purpose, level, basis, relation, protect }: Cell): string =>
  [role, purpose, `level ${level}`, basis, relation, protect.length === 0 ? 'unprotected' : protect.join('+')].join(' ');
