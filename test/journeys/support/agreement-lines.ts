import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/**
 * The agreements as a person reads them: no part of `common/access` is used here, so that what the hub decides is compared with
 * what the documents say.
 */
interface Line {
  readonly fromLevel: number;
  readonly roles: readonly string[];
  readonly purposes: readonly string[];
  readonly bases: readonly string[];
  readonly relations: readonly string[];
}

interface Entry {
  readonly agency: string;
  readonly category: string;
  readonly content: readonly Line[];
  readonly locating: boolean;
  readonly identifying: boolean;
}

export interface Asking {
  readonly role: string;
  readonly purpose: string;
  readonly level: number;
  readonly basis: string;
}

export interface About {
  readonly relation: 'SUBJECT' | 'HOUSEHOLD_CHILD' | 'HOUSEHOLD_ADULT';
  readonly protect?: readonly string[];
}

const FILES = ['mash', 'police', 'health', 'education', 'social-care'];
const entries = new Map<string, Entry>();
for (const file of FILES) {
  const text = readFileSync(join(__dirname, '../../../policy/agreements', `${file}.yaml`), 'utf8');
  const { agency, categories } = parse(text) as {
    agency: string;
    categories: Record<string, Omit<Entry, 'agency' | 'category'> & { fields: string[] }>;
  };
  for (const [category, { fields, content, locating, identifying }] of Object.entries(categories)) {
    for (const field of fields) entries.set(field, { agency, category, content, locating, identifying });
  }
}

/** The agency and category that a field (`Type.field`) stands in; undefined for what no agreement needs to name. */
export const entryOf = (field: string): Entry | undefined => entries.get(field);

/** Whether some line lets this asker read this field about this person, as the document is written. */
export function mayRead(field: string, asking: Asking, { relation, protect = [] }: About): boolean {
  const entry = entries.get(field);
  if (entry === undefined) throw new Error(`${field} stands in no agreement`);
  if (entry.identifying && protect.includes('IDENTITY')) return false;
  if (entry.locating && protect.includes('LOCATION')) return false;
  return entry.content.some(
    (line) =>
      line.roles.includes(asking.role) &&
      line.purposes.includes(asking.purpose) &&
      line.bases.includes(asking.basis) &&
      line.relations.includes(relation) &&
      asking.level >= line.fromLevel,
  );
}
