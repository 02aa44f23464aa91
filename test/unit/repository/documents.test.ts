import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../../..');
const DECISIONS = join(ROOT, 'docs/decisions');
/** Neither ours to describe nor in the repository. */
const NOT_OURS = new Set(['node_modules', 'dist', 'coverage']);

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

function foldersIn(path: string): string[] {
  const entries = readdirSync(join(ROOT, path), { withFileTypes: true });
  return entries
    .filter((one) => one.isDirectory() && !one.name.startsWith('.') && !NOT_OURS.has(one.name))
    .map(({ name }) => name);
}

function* files(folder: string, ending: string): Generator<string> {
  for (const entry of readdirSync(join(ROOT, folder), { withFileTypes: true })) {
    if (entry.name.startsWith('.') || NOT_OURS.has(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* files(path, ending);
    else if (entry.name.endsWith(ending)) yield path;
  }
}

/** Every page but the generated matrix. */
const pages = [...files('.', '.md')].filter((path) => path !== 'schema/access-matrix.md');
const withoutCode = (text: string): string => text.replaceAll(/```[\s\S]*?```/g, '').replaceAll(/`[^`\n]*`/g, '');

describe('decision records', () => {
  const names = readdirSync(DECISIONS)
    .filter((name) => /^\d{4}-/.test(name))
    .sort();
  const index = read('docs/decisions/README.md');

  test('are numbered from 1 without a gap', () => {
    expect(names.map((name) => Number(name.slice(0, 4)))).toEqual(names.map((_, position) => position + 1));
  });

  test.each(names)('%s has its number in the title, a dated status and the sections', (name) => {
    const text = read(`docs/decisions/${name}`);
    expect(text.split('\n')[0]).toMatch(new RegExp(`^# ${Number(name.slice(0, 4))}\\. \\S`));
    expect(text).toMatch(/^Status: (proposed|accepted|superseded by \d{4}), \d{4}-\d{2}-\d{2}$/m);
    expect([...text.matchAll(/^## (.+)$/gm)].map(([, title]) => title)).toEqual(['Context', 'Decision', 'Consequences']);
  });

  test('all stand in the index, with the status they have', () => {
    const rows = names.map((name) => {
      const [, status] = /^Status: (.+), \S+$/m.exec(read(`docs/decisions/${name}`)) ?? [];
      return `](${name}) | ${status}`;
    });
    expect(rows.filter((row) => !index.replaceAll(/\) \|[^|\n]*\| /g, ') | ').includes(row))).toEqual([]);
  });
});

test('the README tells what every top-level folder is for', () => {
  const readme = read('README.md');
  expect(foldersIn('.').filter((name) => !readme.includes(`| \`${name}/\` |`))).toEqual([]);
});

/** As GitHub makes them: lower case, punctuation gone, a hyphen for each space. */
const anchorOf = (heading: string): string =>
  heading
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');

function isThere(page: string, target: string): boolean {
  const [path = '', anchor] = target.split('#');
  const file = path === '' ? join(ROOT, page) : resolve(ROOT, dirname(page), path);
  if (!existsSync(file)) return false;
  if (anchor === undefined) return true;
  const headings = readFileSync(file, 'utf8').matchAll(/^#+ (.+)$/gm);
  return [...headings].some(([, heading = '']) => anchorOf(heading) === anchor);
}

test.each(pages)('every link of %s within the repository leads somewhere', (page) => {
  const targets = [...withoutCode(read(page)).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
  const inside = targets.filter((target) => !/^[a-z]+:/.test(target));
  expect(inside.filter((target) => !isThere(page, target))).toEqual([]);
});

const { scripts, version } = JSON.parse(read('package.json')) as { scripts: Record<string, string>; version: string };
const missingScripts = (path: string): string[] =>
  [...read(path).matchAll(/\bnpm run (?:--silent )?([\w:-]*\w)/g)]
    .map(([, name = '']) => name)
    .filter((name) => !Object.hasOwn(scripts, name));

test.each(pages)('every npm script that %s names exists', (page) => {
  expect(missingScripts(page)).toEqual([]);
});

test('so does every npm script that a message or a comment of ours names', () => {
  const ours = [
    ...['common', 'gateway', 'subgraphs', 'tools', 'demo', 'bench'].flatMap((folder) => [...files(folder, '.ts')]),
    ...files('policy', '.yaml'),
  ];
  expect(ours.flatMap((path) => missingScripts(path).map((name) => `${path}: npm run ${name}`))).toEqual([]);
});

test.each(pages)('%s names no folder of anybody’s machine', (page) => {
  expect(read(page).match(/(?<![\w.>}])\/(?:home|Users|root|work|tmp|mnt|workspace)\/\S*/g) ?? []).toEqual([]);
});

test('the changelog is dated and puts security first', () => {
  const [release = ''] = read('CHANGELOG.md').split(/^## /m).slice(1);
  expect(release).toMatch(/^\d+\.\d+\.\d+, \d{4}-\d{2}-\d{2}\n/);
  const headings = [...release.matchAll(/^### (.+)$/gm)].map(([, title]) => title);
  expect(headings.slice(0, 2)).toEqual(['Security', 'Policy']);
  expect(release.startsWith(`${version},`)).toBe(true);
});

describe('configuration', () => {
  const architecture = read('docs/architecture.md');
  const sources = ['common', 'gateway', 'subgraphs', 'tools', 'demo', 'bench'].flatMap((folder) =>
    foldersIn('.').includes(folder) ? [...files(folder, '.ts')] : [],
  );
  /** `NAME: { sentence: '...'`, however it is broken into lines. */
  const KEY = /\b([A-Z][A-Z0-9_]+): \{\s*sentence:\s*(?:'((?:[^'\\]|\\.)*)'|"([^"]*)")/g;

  test('every variable stands in docs/architecture.md with the sentence that the code has', () => {
    const keys = sources.flatMap((file) =>
      [...read(file).matchAll(KEY)].map(([, name, single, double]) => ({ file, name, sentence: single ?? double ?? '' })),
    );
    expect(keys.length).toBeGreaterThan(15);
    const rows = architecture.split('\n').filter((line) => line.startsWith('| `'));
    const missing = keys.filter(
      ({ name, sentence }) => !rows.some((row) => row.startsWith(`| \`${name}\` |`) && row.includes(sentence)),
    );
    expect(missing.map(({ file, name }) => `${name} of ${file}`)).toEqual([]);
  });

  test('so does every other variable that is read', () => {
    /** Of the operating system or npm, not ours to set. */
    const FOREIGN = new Set(['PATH', 'CI', 'HOME', 'INIT_CWD']);
    const named = sources.flatMap((file) => [...read(file).matchAll(/\benv\.([A-Z][A-Z0-9_]+)\b/g)].map(([, name = '']) => name));
    expect([...new Set(named)].filter((name) => !FOREIGN.has(name) && !architecture.includes(`\`${name}\``))).toEqual([]);
  });
});

test('every format that an importer reads is described in docs/formats', () => {
  const importers = [...files('importers', 'index.ts')].map(read).join('\n');
  const formats = [...importers.matchAll(/\bformat: '([a-z0-9-]+)'/g)].map(([, format = '']) => format);
  const described = read('docs/formats/README.md');
  expect(formats.length).toBeGreaterThan(0);
  expect(formats.filter((format) => !described.includes(`\`${format}\``))).toEqual([]);
});

test('every problem that an importer can report has its advice in publish-your-data', () => {
  const advice = read('docs/how-to/publish-your-data.md');
  const sources = [...files('importers', '.ts'), 'common/publishing/classify.ts'].map(read).join('\n');
  const CODE =
    /(?:\bcode: |\b(?:warn|reject|UnreadableText|UnreadableXml)\(\s*|report\.call\(\s*this,\s*|fileFault\(\s*[^;]*?,\s*)'([a-z]+(?:-[a-z0-9]+)+)'/g;
  const codes = new Set([...sources.matchAll(CODE)].map(([, code = '']) => code));
  expect(codes.size).toBeGreaterThan(15);
  expect([...codes].filter((code) => !advice.includes(`\`${code}\``))).toEqual([]);
});
