import { parseSync } from '@swc/core';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { isSafe } from 'redos-detector';

const ROOT = resolve(__dirname, '../../..');

function sourceFiles(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(ROOT, folder, name));
}

interface Expression {
  readonly file: string;
  readonly pattern: string;
  readonly flags: string;
}

/** Every regular expression in a file, as its syntax tree has them. */
function expressionsIn(path: string): Expression[] {
  const found: Expression[] = [];
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    if ('type' in node && node.type === 'RegExpLiteral') {
      const { pattern, flags } = node as unknown as Expression;
      found.push({ file: relative(ROOT, path), pattern, flags });
    }
    Object.values(node).forEach(visit);
  };
  visit(parseSync(readFileSync(path, 'utf8'), { syntax: 'typescript', decorators: true }));
  return found;
}

const files = ['importers', 'common/identifiers'].flatMap(sourceFiles);
const expressions = files.flatMap(expressionsIn);

test('the importers have regular expressions, and make none out of text', () => {
  expect(expressions.length).toBeGreaterThan(20);
  for (const file of files) expect(readFileSync(file, 'utf8')).not.toMatch(/new RegExp\(|[^.\w]RegExp\(/);
});

test('the detector knows an expression that takes for ever', () => {
  expect(isSafe(/^(a+)+$/, { maxScore: 200 }).safe).toBe(false);
});

test.each(expressions.map(({ file, pattern, flags }) => [file, pattern, flags] as const))(
  'in %s, /%s/%s takes time in proportion to the text',
  (_file, pattern, flags) => {
    // What is not anchored begins anew at each character: its score counts the ways from one beginning.
    const { safe, error } = isSafe(new RegExp(pattern, flags), { maxScore: 200, timeout: Number.POSITIVE_INFINITY });
    expect({ safe, error }).toEqual({ safe: true, error: null });
  },
  120_000,
);
