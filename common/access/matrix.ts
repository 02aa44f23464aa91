import type { Agreement, Category, Decision } from './agreement';
import { type MatrixRow, matrixRows } from './matrix-rows';
import { BASES, LEVELS, RELATIONS } from './vocabulary';

const SHOWN: Record<Decision['state'], string> = { CONTENT: '**content**', EXISTENCE: 'exists', WITHHELD: '–' };
const INTRODUCTION = `# Access matrix

Generated from \`policy/agreements\` by \`npm run schema\`; do not edit. It says, for every field, who sees what through a case:

- **content**: the field itself; exists: only whether there are records of the category; –: neither.
- A combination of role, purpose, relation and basis that stands in no row is **withheld** at every level.
- Levels are those of the case (1 universal, 2 additional, 3 child in need, 4 significant harm).
- Somebody with two roles sees what either sees. An agreement outside its dates shows nothing to anyone.
`;

/** The whole matrix as Markdown, in the order of the agreements given: the same agreements give the same text. */
export function accessMatrix(agreements: readonly Agreement[]): string {
  return `${[INTRODUCTION, ...agreements.map(agreementSection)].join('\n')}`;
}

function agreementSection(agreement: Agreement): string {
  const { agency, title, version, validFrom, validUntil } = agreement;
  const heading = `## ${agency}: ${title}\n\nVersion ${version}, in force from ${validFrom} to ${validUntil}.\n`;
  return [heading, ...[...agreement.categories.values()].map((category) => categorySection(agreement, category))].join('\n');
}

function categorySection(agreement: Agreement, category: Category): string {
  const facts = [
    `Fields: ${category.fields.map((field) => `\`${field}\``).join(', ')}`,
    `Own staff, without a case: ${listOf(category.own)}`,
    `Under protection: ${protectionOf(category)}`,
    `Threshold: ${category.threshold}; signals: ${category.feed === undefined ? 'never fed' : `fed on ${category.feed.basis}`}`,
    `When withheld, staff read: ${oneLine(category.tell)}`,
    `Owner: ${oneLine(category.owner)}; reviewed ${category.reviewed}`,
  ].map((fact) => `- ${fact}`);
  return `### ${agreement.agency} / ${category.id}: ${oneLine(category.title)}\n\n${facts.join('\n')}\n\n${gridOf(matrixRows(agreement, category.id))}\n`;
}

function gridOf(rows: readonly MatrixRow[]): string {
  if (rows.length === 0) return 'Withheld from everyone outside the agency.';
  const header = ['role', 'purpose', 'about', 'basis', ...LEVELS.map((level) => `level ${level}`)];
  const lines = rows.map((row) => [
    row.roles.join(', '),
    row.purposes.join(', '),
    allOr(row.relations, RELATIONS),
    allOr(row.bases, BASES),
    ...row.levels.map((state) => SHOWN[state]),
  ]);
  return [header, header.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function protectionOf({ locating, identifying }: Category): string {
  const hidden = [
    ...(identifying ? ['withheld altogether when the person’s identity is protected'] : []),
    ...(locating ? ['at most its existence when their whereabouts are protected'] : []),
  ];
  return hidden.length === 0 ? 'unchanged' : hidden.join('; ');
}

const listOf = (words: readonly string[]): string => (words.length === 0 ? 'nobody' : words.join(', '));
const allOr = (words: readonly string[], all: readonly string[]): string =>
  words.length === all.length ? 'any' : words.join(', ');
/** Agreements are written by people: what they write must not break a list or a table. */
const oneLine = (text: string): string => text.replace(/\s+/g, ' ').replaceAll('|', '\\|');
