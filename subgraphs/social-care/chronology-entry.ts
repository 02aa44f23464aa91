import type { ChronologyEntry } from '../../common/agency/definition';

export function entry(
  row: { readonly id: string },
  date: string,
  kind: string,
  category: string,
  headline: string,
  significance: ChronologyEntry['significance'],
): ChronologyEntry {
  return { id: row.id, date, kind, category, headline, significance };
}
