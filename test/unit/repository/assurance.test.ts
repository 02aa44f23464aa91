import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The assurance documents claim nothing that no test holds: each test that they link exists, and says the words of the link. */

const ROOT = resolve(__dirname, '../../..');
const FOLDER = join(ROOT, 'docs/safety');
const pages = readdirSync(FOLDER).filter((name) => name.endsWith('.md'));

interface TestLink {
  readonly words: string;
  readonly file: string;
}

function testLinks(page: string): TestLink[] {
  const text = readFileSync(join(FOLDER, page), 'utf8');
  return [...text.matchAll(/\[([^\]]+)\]\((\.\.\/\.\.\/(?:test|tools)\/[^)#]+)\)/g)].map(([, words = '', path = '']) => ({
    words,
    file: resolve(FOLDER, path),
  }));
}

/** Quotes and line breaks of source text fold away; the words stay. */
const folded = (text: string): string =>
  text
    .replaceAll(/['"`\\]/g, '')
    .replaceAll(/\s+/g, ' ')
    .toLowerCase();

/** A link may also name what a whole file of tests is about, by the file's own name. */
const nameOf = (file: string): string => (file.split('/').at(-1) ?? '').replace(/\.(test\.)?ts$/, '');

test('there is a hazard log, an impact assessment and a checklist', () => {
  expect(pages).toEqual(expect.arrayContaining(['asvs-5-level-2.md', 'dpia.md', 'hazard-log.md']));
});

describe.each(pages)('%s', (page) => {
  const links = testLinks(page);

  test('links its claims to tests', () => expect(links.length).toBeGreaterThan(10));

  test('every test that it links exists and says so', () => {
    const wrong = links.filter(({ words, file }) => {
      if (!existsSync(file)) return true;
      return !folded(readFileSync(file, 'utf8')).includes(folded(words)) && !nameOf(file).includes(words.split(' ')[0] ?? '');
    });
    expect(wrong.map(({ words, file }) => `${words}: ${file.slice(ROOT.length + 1)}`)).toEqual([]);
  });
});

describe('the hazard log', () => {
  const text = readFileSync(join(FOLDER, 'hazard-log.md'), 'utf8');
  const hazards = text.split(/^## /m).slice(1);

  test('numbers its hazards without a gap', () => {
    expect(hazards.map((one) => one.split(' ')[0])).toEqual(hazards.map((_, index) => `H${index + 1}`));
  });

  test.each(hazards.map((one) => [one.split('\n')[0] ?? '', one] as const))(
    '%s has cause, effect, risk and tested controls',
    (_title, hazard) => {
      for (const row of ['Hazard', 'Cause', 'Effect', 'Before controls', 'Controls', 'After controls'])
        expect(hazard).toContain(`| ${row} |`);
      const [before = '', after = ''] = ['Before controls', 'After controls'].map(
        (row) => new RegExp(`\\| ${row} \\| .*: ([1-5]) \\|`).exec(hazard)?.[1],
      );
      expect(Number(after)).toBeLessThan(Number(before));
      expect(hazard.match(/\]\(\.\.\/\.\.\/test\//g)?.length ?? 0).toBeGreaterThan(0);
    },
  );
});

describe('the checklist', () => {
  const rows = readFileSync(join(FOLDER, 'asvs-5-level-2.md'), 'utf8')
    .split('\n')
    .filter((line) => /^\| \d/.test(line));
  const STATES = ['holds', 'partly', 'deployment', 'provider', 'none'];

  test.each(rows.map((row) => row.split('|').map((cell) => cell.trim())))(
    '%s%s is in a state that the page explains',
    (_empty, _what, state) => {
      expect(STATES).toContain(state);
    },
  );

  test('names no requirement twice', () => {
    const ids = rows.flatMap((row) => expand(row.split('|')[1] ?? ''));
    expect(ids.length).toBeGreaterThan(180);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  /** `4.4.1 to 4.4.4 words` names four. */
  function expand(cell: string): string[] {
    return [...cell.matchAll(/(\d+\.\d+\.)(\d+)(?: to \d+\.\d+\.(\d+))?/g)].flatMap(([, section = '', first, last]) => {
      const [from, to] = [Number(first), Number(last ?? first)];
      return Array.from({ length: to - from + 1 }, (_, index) => `${section}${from + index}`);
    });
  }
});
