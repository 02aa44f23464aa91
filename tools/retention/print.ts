import type { Deleted, KindReport, RetentionReport } from '../../common/retention/retention';
import type { StandingHold } from '../../common/retention/legal-hold';

/** The dry run for people to read: category by category, with the rule and where it comes from. */
export function reportText({ agency, today, agreement, kinds, holds }: RetentionReport): string {
  const categories = [...new Set(kinds.map(({ category }) => category))];
  return [
    `${agency}: what may be deleted on ${today}, by agreement ${agreement}. This is a dry run: nothing was deleted.`,
    ...categories.flatMap((category) => categoryLines(kinds.filter((kind) => kind.category === category))),
    '',
    holds.length === 0 ? 'No legal hold stands.' : 'Legal holds:',
    ...holds.map(holdLine),
    '',
    'due: deleted with --apply. held: due, but for a legal hold. waiting: due, but for something that hangs on it; goes in the same run',
    'when that goes. undated: the day to count from is not known, so it is never deleted.',
    '',
  ].join('\n');
}

function categoryLines(kinds: readonly KindReport[]): string[] {
  const [first] = kinds;
  if (first === undefined) return [];
  const lines = kinds.map(({ kind, records, due, held, needed, undated, oldest }) => {
    const parts = [
      `${due} due${oldest === null ? '' : ` (oldest ${oldest})`}`,
      ...(held > 0 ? [`${held} held`] : []),
      ...(needed > 0 ? [`${needed} waiting`] : []),
      ...(undated > 0 ? [`${undated} undated`] : []),
    ];
    return `  ${kind.padEnd(24)} ${String(records).padStart(8)} records: ${parts.join(', ')}`;
  });
  return ['', `${first.category}: ${first.rule}`, `  ${first.basis}`, ...lines];
}

function holdLine({ id, onPerson, kind, reason, by, from, until }: StandingHold): string {
  const what = [
    ...(kind === null ? ['every record'] : [`records of kind ${kind}`]),
    ...(onPerson ? ['about one person'] : []),
  ].join(' ');
  return `  ${id}  ${what}, from ${from}${until === null ? '' : ` until ${until}`}: ${reason} (${by})`;
}

export function deletedText(agency: string, { today, kinds, total }: Deleted): string {
  const lines = kinds
    .filter(({ deleted }) => deleted > 0)
    .map(
      ({ kind, category, rule, deleted }) => `  ${kind.padEnd(24)} ${String(deleted).padStart(8)} deleted (${category}: ${rule})`,
    );
  const head = total === 0 ? `${agency}: nothing was due on ${today}.` : `${agency}: ${total} records were deleted on ${today}.`;
  return [head, ...lines, ''].join('\n');
}
