import { CodedValue, label } from '../../../common/codes';
import type { Coded } from '../../../importers/records/health';
import { isConcept } from '../snomed';

/** A code as FHIR carried it, as it is shown: our own label when it is on a list we hold, else what the source showed. */
export function shown(coded: { [K in keyof Coded]?: Coded[K] | null } | null | undefined): CodedValue | null {
  const code = coded?.code ?? undefined;
  const display = coded?.display ?? undefined;
  if (code === undefined && display === undefined) return null;
  const known = code === undefined ? undefined : label('snomed.safeguarding', code);
  return Object.assign(new CodedValue(), { code: code ?? '', label: known ?? display ?? code ?? '' });
}

/** Why care was given. FGM and pregnancy have lines of their own and are not repeated beside an attendance or a contact. */
export function shownReason(reason: Coded | null | undefined): CodedValue | null {
  return isConcept(reason, 'fgm', 'pregnancy') ? null : shown(reason);
}
