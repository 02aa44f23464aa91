import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';

/** Which of our folders each folder may import from, beside itself. What is not listed here may import nothing of ours. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  common: [],
  matching: [],
  importers: ['common'],
  subgraphs: ['common', 'importers', 'matching'],
  gateway: ['common'],
  workbench: ['common'],
  demo: ['common', 'importers', 'matching', 'tools'],
  bench: ['common', 'matching', 'tools', 'demo', 'subgraphs', 'gateway'],
  tools: ['common', 'matching', 'subgraphs', 'importers', 'demo', 'gateway'],
};

/** The registry is data about agencies, not an agency: everybody above `common` may read it. */
const REGISTRY = join('subgraphs', 'registry.ts');

/** Data that anybody may read: policy files and the JSON Schemas of our own formats. */
const PUBLISHED_DATA = /^(policy|docs\/formats)\/[\w.-]+\.json\.ts$/;

const ROOT = resolve(__dirname, '../../..');

interface Import {
  readonly from: string;
  readonly to: string;
}

function* sourceFiles(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* sourceFiles(path);
    else if (entry.name.endsWith('.ts')) yield path;
  }
}

function importsOf(file: string): Import[] {
  const text = readFileSync(file, 'utf8');
  const specifiers = [...text.matchAll(/(?:from\s+|import\s*\(?\s*|require\s*\(\s*)['"](\.{1,2}\/[^'"]+)['"]/g)];
  return specifiers
    .map(([, specifier]) => ({ from: relative(ROOT, file), to: relative(ROOT, `${resolve(dirname(file), specifier ?? '')}.ts`) }))
    .filter(({ to }) => !PUBLISHED_DATA.test(to));
}

function existingFolders(): string[] {
  const present = new Set(
    readdirSync(ROOT, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])),
  );
  return Object.keys(MAY_IMPORT).filter((folder) => present.has(folder));
}

const imports = existingFolders().flatMap((folder) => [...sourceFiles(join(ROOT, folder))].flatMap(importsOf));
/** A folder that is imported as a whole reads `matching.ts` here. */
const folderOf = (path: string): string => path.split(sep)[0]?.replace(/\.ts$/, '') ?? '';
const show = ({ from, to }: Import): string => `${from} imports ${to}`;

test('folders import one way only', () => {
  const broken = imports.filter(({ from, to }) => {
    const [source, target] = [folderOf(from), folderOf(to)];
    if (source === target) return false;
    if (to === REGISTRY) return source === 'common' || source === 'matching' || source === 'importers';
    return !(MAY_IMPORT[source] ?? []).includes(target);
  });
  expect(broken.map(show)).toEqual([]);
});

test('a subgraph never imports another subgraph', () => {
  const subgraphOf = (path: string): string | undefined => {
    const [top, name, ...rest] = path.split(sep);
    return top === 'subgraphs' && rest.length > 0 ? name : undefined;
  };
  const crossing = imports.filter(({ from, to }) => {
    const [source, target] = [subgraphOf(from), subgraphOf(to)];
    return source !== undefined && target !== undefined && source !== target;
  });
  expect(crossing.map(show)).toEqual([]);
});

test('importers know formats, not databases', () => {
  const text = existingFolders().includes('importers') ? [...sourceFiles(join(ROOT, 'importers'))] : [];
  const reaching = text.filter((file) => /from\s+['"](typeorm|pg|express|undici)['"]/.test(readFileSync(file, 'utf8')));
  expect(reaching.map((file) => relative(ROOT, file))).toEqual([]);
});
