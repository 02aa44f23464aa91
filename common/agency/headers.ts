import { decisionFor } from '../access/verdicts';
import { readableEntries } from './chronology';
import type { AgencyContext } from './context';
import type { AgencyDefinition, AgencyRecord, ChronologyEntry, RecordKind } from './definition';
import { categoriesHeld } from './held';
import { lastPublishedAt } from './last-published';
import { type CustodianState, sourceState } from './source-state';

/** Hidden headers of a record: what the hub's `sources` and `chronology` are made of, already decided for this viewer. */

export interface SourceHeader {
  readonly state: CustodianState;
  /** When the custodian answered. */
  readonly asAt: Date;
  /** When the agency last published anything at all; null when it never has. */
  readonly lastPublishedAt: Date | null;
}

/** Entries offered of one person; the newest are kept. */
const MOST_ENTRIES = 500;

export async function sourceHeader(
  definition: AgencyDefinition,
  record: AgencyRecord,
  context: AgencyContext,
): Promise<SourceHeader> {
  const { subject } = record;
  const categories = recordCategories(definition);
  const knowable = new Set(categories.filter((category) => decisionFor(context, subject, category).state !== 'WITHHELD'));
  const kinds = definition.kinds.filter((kind) => categoriesOf(kind).some((category) => knowable.has(category)));
  const [held, published] = await Promise.all([categoriesHeld(record, kinds, context), lastPublishedAt(context)]);
  const doubtful = subject.kind === 'grant' && subject.doubtful;
  const state = sourceState({ categories, knowable, held, doubtful });
  return { state, asAt: context.now(), lastPublishedAt: published };
}

/** What happened, newest first, without the entries whose content this viewer may not see. */
export async function chronologyEntries(
  definition: AgencyDefinition,
  record: AgencyRecord,
  context: AgencyContext,
): Promise<ChronologyEntry[]> {
  const mayRead = (category: string) => decisionFor(context, record.subject, category).state === 'CONTENT';
  const entries = await readableEntries(definition.chronology, record, context, mayRead);
  const shown = entries.sort(newestFirst).slice(0, MOST_ENTRIES);
  noteChronology(definition, record, new Set(shown.map(({ category }) => category)), context);
  return shown;
}

export function recordCategories(definition: Pick<AgencyDefinition, 'kinds'>): string[] {
  return [...new Set(definition.kinds.flatMap(categoriesOf))];
}

const categoriesOf = ({ category, divided }: RecordKind): readonly string[] => divided?.into ?? [category];

/**
 * For the ledger. What was withheld is noted by category, whether or not this person has any of it: the note itself leaves
 * the agency.
 */
function noteChronology(
  definition: AgencyDefinition,
  record: AgencyRecord,
  shown: ReadonlySet<string>,
  context: AgencyContext,
): void {
  const { recordType } = definition.registered;
  for (const category of new Set([...recordCategories(definition), ...shown])) {
    const decision = decisionFor(context, record.subject, category);
    if (decision.state === 'CONTENT' && !shown.has(category)) continue;
    context.disclosures.note(record.subject, category, `${recordType}.chronologyEntries(${category})`, decision);
  }
}

function newestFirst(a: ChronologyEntry, b: ChronologyEntry): number {
  if (a.date !== b.date) return a.date < b.date ? 1 : -1;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
