import type { DataSource } from 'typeorm';
import { resolveHubIds } from '../identity/redirects';
import { findTies, type Tie } from './network-facts';
import { findSealed } from './sealed';
import { inverse, RELATION_TYPES, type RelationType } from './relation-types';

/** What somebody is to the person looked at, and who says so. */
export interface HubRelationship {
  /** Hub id of the other person. */
  readonly person: string;
  /** What the other is: PARENT means that they are a parent of the person looked at. */
  readonly type: RelationType;
  readonly since: string | null;
  /** Null while it lasts. */
  readonly until: string | null;
  /** Whether the other holds parental responsibility, where an agency says. */
  readonly parentalResponsibility: boolean | null;
  /** Registry names. */
  readonly sources: readonly string[];
  /** True when no agency states it and it follows from others' words: children of one parent are siblings. */
  readonly derived: boolean;
  /** True when agencies say different things of the two: one a parent, say, another a step-parent; or one that it ended. */
  readonly disputed: boolean;
}

/**
 * Relationships, past ones too, read from these people's side. Keyed by the ids asked for. Nobody under IDENTITY
 * protection is named as anyone's relative: that would tell who they were before. Nor are a child before and after adoption, who often
 * have a parent in common, brother and sister.
 */
export async function findRelationships(ids: readonly string[], db: DataSource): Promise<Map<string, HubRelationship[]>> {
  const current = await resolveHubIds(ids, db);
  const hubs = [...new Set(current.values())];
  const sealed = await findSealed(hubs, db);
  const ties = await findTies(hubs, sealed, db);
  const parents = [...new Set(ties.filter(({ type }) => type === 'PARENT').map(({ hub }) => hub))];
  const births = (await findTies(parents, await findSealed(parents, db), db)).filter(({ type }) => type === 'PARENT');
  const all = [...ties, ...births];
  const unnamed = await findUnnamed([...new Set(all.flatMap((tie) => [tie.hub, tie.other]))], db);
  const mayAppear = (person: string, hub: string) => !unnamed.has(person) && !sealed.get(hub)?.has(person);
  return new Map(
    [...current].map(
      ([asked, hub]) => [asked, relationshipsOf(hub, all).filter(({ person }) => mayAppear(person, hub))] as const,
    ),
  );
}

/** Of these people those under IDENTITY protection. */
async function findUnnamed(hubs: readonly string[], db: DataSource): Promise<Set<string>> {
  const rows: { hub: string }[] = await db.query(
    'select distinct hub from agency_person where hub = any($1::uuid[]) and identity is not null and protect_identity',
    [hubs],
  );
  return new Set(rows.map(({ hub }) => hub));
}

/** @param ties those of the person, and those of their parents to other children. */
export function relationshipsOf(hub: string, ties: readonly Tie[]): HubRelationship[] {
  const stated = merge(ties.flatMap((tie) => statedOf(hub, tie)));
  const siblings = new Set(stated.filter(({ type }) => type === 'SIBLING').map(({ person }) => person));
  const derived = merge(siblingsOf(hub, ties).filter(({ person }) => !siblings.has(person)));
  return withDisputes([...stated, ...derived]);
}

/** Ties that one person can only have one of towards another. */
const EXCLUSIVE: readonly RelationType[] = [
  ...(['PARENT', 'STEP_PARENT', 'PARTNER_OF_PARENT', 'GRANDPARENT', 'SIBLING'] as const),
  ...(['CHILD', 'STEP_CHILD', 'CHILD_OF_PARTNER', 'GRANDCHILD'] as const),
];

function withDisputes(lines: readonly HubRelationship[]): HubRelationship[] {
  return lines.map((line) => ({ ...line, disputed: lines.some((other) => disagree(line, other)) }));
}

/** Said by others, and not both true: another tie of the same kind, or the same tie ended for one and lasting for the other. */
function disagree(line: HubRelationship, other: HubRelationship): boolean {
  if (line === other || line.person !== other.person || line.sources.every((source) => other.sources.includes(source))) {
    return false;
  }
  const another = line.type !== other.type && EXCLUSIVE.includes(line.type) && EXCLUSIVE.includes(other.type);
  return another || (line.type === other.type && line.until !== other.until);
}

function statedOf(hub: string, tie: Tie): HubRelationship[] {
  if (tie.hub !== hub && tie.other !== hub) {
    return [];
  }
  const theirs = tie.other === hub;
  return [
    {
      person: theirs ? tie.hub : tie.other,
      type: theirs ? tie.type : inverse(tie.type),
      since: tie.from,
      until: tie.to,
      parentalResponsibility: theirs ? tie.parentalResponsibility : null,
      sources: [tie.agency],
      derived: false,
      disputed: false,
    },
  ];
}

function siblingsOf(hub: string, ties: readonly Tie[]): HubRelationship[] {
  const births = ties.filter(({ type }) => type === 'PARENT');
  const own = births.filter(({ other }) => other === hub);
  return own.flatMap((mine) =>
    births
      .filter((theirs) => theirs.hub === mine.hub && theirs.other !== hub)
      .map((theirs) => ({
        person: theirs.other,
        type: 'SIBLING' as const,
        since: null,
        until: null,
        parentalResponsibility: null,
        sources: [mine.agency, theirs.agency],
        derived: true,
        disputed: false,
      })),
  );
}

/** One line for each other person, type and end, with everybody who says it. */
function merge(said: readonly HubRelationship[]): HubRelationship[] {
  const lines = new Map<string, HubRelationship>();
  for (const one of said) {
    const key = [one.person, one.type, one.until ?? ''].join(' ');
    const known = lines.get(key) ?? one;
    lines.set(key, {
      ...known,
      since: [known.since, one.since].filter((date) => date !== null).sort()[0] ?? null,
      parentalResponsibility: known.parentalResponsibility ?? one.parentalResponsibility,
      sources: [...new Set([...known.sources, ...one.sources])].sort(),
    });
  }
  const rank = ({ type }: HubRelationship) => RELATION_TYPES.indexOf(type);
  return [...lines.values()].sort((left, right) => rank(left) - rank(right) || (left.person < right.person ? -1 : 1));
}
