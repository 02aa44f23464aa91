import type { Borough } from '../borough';
import type { Held } from '../held';
import { json, type DemoFile, own } from './file';

/** The police's extract in police-v1. */
export function policeFiles(borough: Borough, held: Held): DemoFile[] {
  const lines: string[] = [];
  for (const { id, identity } of held.values()) lines.push(json({ kind: 'person', key: id, person: id, data: identity }));
  for (const { family, facts } of borough.families) {
    for (const { person, type, of } of family.relationships) {
      const [holder, other] = [held.get(person), held.get(of)];
      if (holder && other)
        lines.push(
          json({ kind: 'relationship', key: `${holder.id}-${other.id}`, person: holder.id, data: { type, of: other.id } }),
        );
    }
    for (const fact of facts.police)
      lines.push(json('person' in fact && fact.person ? { ...fact, person: own(held, fact.person) } : fact));
  }
  return [{ agency: 'police', format: 'police-v1', name: 'police-extract.ndjson', text: `${lines.join('\n')}\n` }];
}
