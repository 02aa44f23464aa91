import type { Agreement, Decision } from '../../common/access/agreement';
import { decide } from '../../common/access/decide';
import { mayPursue, type Purposes } from '../../common/access/purposes';
import { type Cell, cellsOf, EVERYTHING, viewOf } from './cells';
import { basesText, casesText, changeText, levelsText, relationsText, rolesText } from './english';

type State = Decision['state'];

/** A category of one version of an agreement: what is asked about, and on which side of the change it stands. */
export interface Side {
  readonly agreement: Agreement;
  /** Absent: there is no such category on this side, so nothing is shown of it. */
  readonly category: string | undefined;
}

type Dimension = 'relations' | 'bases' | 'levels' | 'purposes' | 'roles';

/** Cells in which one state became another, as a product of words. */
interface Block {
  readonly before: State;
  readonly after: State;
  readonly roles: readonly string[];
  readonly purposes: readonly string[];
  readonly levels: readonly number[];
  readonly bases: readonly string[];
  readonly relations: readonly string[];
}

/**
 * Who sees more or less of something, in sentences. Only what can happen is told: cases of a level and basis that the purpose
 * allows, and roles that may pursue it.
 *
 * @param what what it is called, e.g. `“Arrests” (police)`.
 */
export function reachChanges(before: Side, after: Side, purposes: Purposes, what: string): string[] {
  const possible = possibleCells(purposes);
  const moved = possible.flatMap((cell): Block[] => {
    const [was, is] = [stateOf(before, cell), stateOf(after, cell)];
    if (was === is) return [];
    const { role, purpose, level, basis, relation } = cell;
    const one = { roles: [role], purposes: [purpose], levels: [level], bases: [basis], relations: [relation] };
    return [{ before: was, after: is, ...one }];
  });
  let blocks = moved;
  for (const dimension of ['relations', 'bases', 'levels', 'purposes', 'roles'] as const) blocks = merged(blocks, dimension);
  return blocks.map((block) => sentence(block, what, { possible, after }));
}

const possibleCells = (purposes: Purposes): Cell[] =>
  [...cellsOf({ ...EVERYTHING, protects: [[]] })].filter(
    ({ role, purpose, level, basis }) => mayPursue(purposes, purpose, { roles: [role], level, basis, assigned: true }).allowed,
  );

/** Each version is read on a day of its own: what it says counts, not whether it is in force today. */
function stateOf({ agreement, category }: Side, cell: Cell): State {
  if (category === undefined) return 'WITHHELD';
  return decide(viewOf(cell), agreement, category, new Date(`${agreement.validFrom}T12:00:00Z`)).state;
}

function merged(blocks: readonly Block[], dimension: Dimension): Block[] {
  const groups = new Map<string, Block>();
  for (const block of blocks) {
    const key = JSON.stringify({ ...block, [dimension]: null });
    const group = groups.get(key);
    groups.set(
      key,
      group === undefined ? block : ({ ...group, [dimension]: [...group[dimension], ...block[dimension]] } as Block),
    );
  }
  return [...groups.values()];
}

function sentence(block: Block, what: string, { possible, after }: { possible: readonly Cell[]; after: Side }): string {
  const { roles, purposes, levels, bases, relations } = block;
  const usual = possible.filter(({ role, purpose }) => roles.includes(role) && purposes.includes(purpose));
  const only = isOnly(block, possible, after) ? ' only' : '';
  const usualBases = new Set(usual.filter(({ level }) => levels.includes(level)).map(({ basis }) => basis));
  const usualLevels = new Set(usual.map(({ level }) => level));
  return [
    `${rolesText(roles)} ${changeText(block.before, block.after)} ${what}`,
    ` for ${casesText(purposes)}${only}`,
    usualLevels.size === levels.length ? '' : ` at ${levelsText(levels)}`,
    relations.length === 3 ? '' : `, about ${relationsText(relations)}`,
    usualBases.size === bases.length ? '' : `, where the case rests on ${basesText(bases)}`,
    '.',
  ].join('');
}

/** Whether what they now see, they see for nothing else. */
function isOnly({ roles, purposes, after: state }: Block, possible: readonly Cell[], after: Side): boolean {
  if (state === 'WITHHELD') return false;
  return !possible.some(
    (cell) => roles.includes(cell.role) && !purposes.includes(cell.purpose) && stateOf(after, cell) === state,
  );
}
