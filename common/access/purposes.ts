import { readFileSync } from 'node:fs';
import { InvalidPolicy } from './policy-error';
import { readYaml } from './read-yaml';
import { Shape } from './shape';
import type { Basis } from './subject';
import { BASES, PURPOSES, ROLES } from './vocabulary';

/** Why a record may be looked at (`policy/purposes.yaml`). */
export interface Purpose {
  readonly id: string;
  readonly title: string;
  /** Whether it is pursued through a case, or only outside of one. */
  readonly case: 'required' | 'never';
  readonly roles: readonly string[];
  /** The user, or one of their teams, must be assigned to the case. */
  readonly needsAssignment: boolean;
  /** Levels of need of the case, both included. */
  readonly fromLevel: number;
  readonly toLevel: number;
  readonly bases: readonly Basis[];
  /** The law it rests on, for staff to read. */
  readonly lawfulBasis: string;
}

export type Purposes = ReadonlyMap<string, Purpose>;

/** A case as a purpose sees it. */
export interface PurposeQuestion {
  readonly roles: readonly string[];
  readonly level: number;
  readonly basis: Basis;
  /** Whether the user, or one of their teams, is assigned to the case. */
  readonly assigned: boolean;
}

export interface PurposeAnswer {
  readonly allowed: boolean;
  /** e.g. `purpose/SECTION_47/allowed`, `purpose/SECTION_47/not-assigned`. */
  readonly rule: string;
}

const KEYS = ['title', 'case', 'roles', 'needsAssignment', 'fromLevel', 'toLevel', 'bases', 'lawfulBasis'];

/** Whether a case may be used for this purpose by someone in these roles; always with the rule that decided. */
export function mayPursue(purposes: Purposes, id: string, question: PurposeQuestion): PurposeAnswer {
  const purpose = purposes.get(id);
  const refusal = purpose === undefined ? 'unknown' : refusalOf(purpose, question);
  return { allowed: refusal === undefined, rule: `purpose/${id}/${refusal ?? 'allowed'}` };
}

function refusalOf(purpose: Purpose, { roles, level, basis, assigned }: PurposeQuestion): string | undefined {
  if (purpose.case === 'never') return 'never-through-a-case';
  if (!purpose.roles.some((role) => roles.includes(role))) return 'not-for-role';
  if (!(level >= purpose.fromLevel && level <= purpose.toLevel)) return 'not-at-level';
  if (!purpose.bases.includes(basis)) return 'not-on-basis';
  return purpose.needsAssignment && !assigned ? 'not-assigned' : undefined;
}

/**
 * Reads `policy/purposes.yaml`; every purpose of the vocabulary must be there.
 *
 * @throws InvalidPolicy listing every problem.
 */
export function loadPurposes(file: string): Purposes {
  return compilePurposes(readFileSync(file, 'utf8'), file);
}

/** @throws InvalidPolicy listing every problem. */
export function compilePurposes(yamlText: string, fileName: string): Purposes {
  const problems: string[] = [];
  const document = Shape.of(readYaml(yamlText, fileName), '', problems);
  document.onlyKeys(['version', 'owner', 'reviewed', 'purposes']);
  document.text('version');
  document.text('owner');
  document.date('reviewed');
  const all = Shape.of(document.raw('purposes'), 'purposes', problems);
  all.onlyKeys(PURPOSES);
  const purposes = new Map(PURPOSES.map((id) => [id as string, purposeFrom(id, Shape.of(all.raw(id), all.at(id), problems))]));
  if (problems.length > 0) throw new InvalidPolicy(fileName, problems);
  return purposes;
}

function purposeFrom(id: string, shape: Shape): Purpose {
  shape.onlyKeys(KEYS);
  const purpose: Purpose = {
    id,
    title: shape.text('title'),
    case: shape.oneOf('case', ['required', 'never']),
    roles: shape.words('roles', ROLES, 1),
    needsAssignment: shape.boolean('needsAssignment'),
    fromLevel: shape.whole('fromLevel', 1, 4),
    toLevel: shape.whole('toLevel', 1, 4),
    bases: shape.words('bases', BASES, 1),
    lawfulBasis: shape.text('lawfulBasis'),
  };
  if (purpose.toLevel < purpose.fromLevel) shape.problem('toLevel', 'is below fromLevel');
  if (id === 'OWN_RECORDS' && purpose.case !== 'never') shape.problem('case', 'must be never: own records need no case');
  return purpose;
}
