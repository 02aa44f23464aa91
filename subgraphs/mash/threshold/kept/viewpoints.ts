import { decide } from '../../../../common/access/decide';
import type { Purposes } from '../../../../common/access/purposes';
import type { Agreement } from '../../../../common/access/agreement';
import type { CaseClaims } from '../../access/views';
import { type CaseRow } from '../../cases/case-store';
import { viewpointKey } from '../../cases/viewpoint-key';
import { levelOf, REVIEWING } from '../../cases/reachable-cases';

/**
 * A way of looking at a case: a purpose, and the roles that somebody may pursue it in. Two people of one viewpoint are shown the
 * same assessment; what is kept is kept for a viewpoint and read by nobody else (ADR 19).
 */
export interface Viewpoint {
  readonly key: string;
  readonly claims: CaseClaims;
}

/**
 * From where this case can be looked at with advice in view: by the purposes that reach it, for every combination of roles that
 * somebody in the register holds.
 *
 * @param roleSets as the register has them.
 */
export function viewpointsOf(
  row: CaseRow,
  roleSets: readonly (readonly string[])[],
  purposes: Purposes,
  agreement: Agreement,
  now: Date,
): Viewpoint[] {
  const level = levelOf(row);
  const ways = [...purposes.values()].filter(
    (one) =>
      one.case === 'required' &&
      (one.id === row.purpose || REVIEWING.includes(one.id)) &&
      level >= one.fromLevel &&
      level <= one.toLevel &&
      one.bases.includes(row.basis),
  );
  const found = new Map<string, Viewpoint>();
  for (const way of ways) {
    for (const held of roleSets) {
      const roles = held.filter((role) => way.roles.includes(role));
      const key = viewpointKey(way.id, roles);
      if (roles.length === 0 || found.has(key)) continue;
      const claims: CaseClaims = {
        sub: '',
        agency: '',
        roles,
        purpose: way.id,
        caseId: row.id,
        level,
        basis: row.basis,
        rid: '',
      };
      const view = { ...claims, kind: 'view', person: '', relation: 'SUBJECT', protect: [] } as const;
      if (decide(view, agreement, 'threshold', now).state === 'CONTENT') found.set(key, { key, claims });
    }
  }
  return [...found.values()];
}
