import type { EntityManager } from 'typeorm';
import { HUB_CODE } from '../../../../common/access/vocabulary';
import { systemClock } from '../../../../common/time';
import { record } from '../../ledger/record';
import type { PlacedRecord } from './records';

/** On whose word identities change. */
export interface Attribution {
  readonly decision: string;
  readonly member: string;
  readonly rid: string;
}

/** Each record that goes from one person of the hub to another: back to its own (LEFT) or to somebody else (JOINED). */
export async function noteMoves(
  tx: EntityManager,
  moved: readonly PlacedRecord[],
  hubOf: ReadonlyMap<PlacedRecord, string>,
  because: Attribution | undefined,
): Promise<void> {
  if (moved.length === 0) {
    return;
  }
  await tx.query(
    `insert into identity_change (kind, agency, person, from_hub, to_hub, decision, by_member, rid)
     select kind, agency, person, from_hub, to_hub, $6::uuid, $7, $8
     from unnest($1::text[], $2::text[], $3::text[], $4::uuid[], $5::uuid[]) as moved (kind, agency, person, from_hub, to_hub)`,
    [
      moved.map((record) => (hubOf.get(record) === record.own.id ? 'LEFT' : 'JOINED')),
      moved.map(({ agency }) => agency),
      moved.map(({ person }) => person),
      moved.map(({ hub }) => hub.id),
      moved.map((record) => hubOf.get(record)),
      because?.decision ?? null,
      because?.member ?? null,
      because?.rid ?? null,
    ],
  );
  if (because !== undefined) await recordMoves(tx, moved, because);
}

/**
 * On somebody's word: into the ledger as well. What follows from records alone can be worked out from them again. It names nobody: of
 * what is sealed, an entry that named both would join them; the steps of the decision name the others.
 */
async function recordMoves(
  tx: EntityManager,
  moved: readonly PlacedRecord[],
  { decision, member, rid }: Attribution,
): Promise<void> {
  await record(tx, {
    ...{ kind: 'IDENTITY_CHANGE', at: systemClock(), persons: [] },
    by: { sub: member, agency: HUB_CODE, roles: [], rid },
    detail: { step: 'MOVED', decision, records: moved.length },
  });
}
