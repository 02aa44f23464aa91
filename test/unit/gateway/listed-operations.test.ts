import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHash } from 'node:crypto';
import { parse, stripIgnoredCharacters } from 'graphql';
import { publicSchema } from '../../../gateway/engine/supergraph/public-schema';
import { DEFAULT_LIMITS, withinLimits } from '../../../gateway/limits';
import { ListedOperations, operationId, UnfitOperations } from '../../../gateway/listed-operations';

const SCHEMA = publicSchema(parse(readFileSync(join(__dirname, '../../../schema/supergraph.graphql'), 'utf8')));
const RULES = [withinLimits(DEFAULT_LIMITS)];
const FOLDER = join(__dirname, '../../../schema/operations');
const ME = 'query Me { me { id } }';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'operations-test-'));
});
afterEach(() => rmSync(folder, { recursive: true }));
const listing = (files: Record<string, string>): ListedOperations => {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return ListedOperations.read(folder, SCHEMA, RULES);
};

describe('the operations of staff', () => {
  test('that are checked in all fit what clients see of the schema, and the limits', () => {
    const operations = ListedOperations.read(FOLDER, SCHEMA, RULES);
    expect(operations.ids).toHaveLength(readdirSync(FOLDER).length);
  });

  test('are known by their text, whatever its white space and comments, and by nothing else', () => {
    const listed = listing({ 'me.graphql': ME });
    for (const same of [ME, `# why\n${ME}\n`, 'query Me{me{id}}', 'query Me {\n\tme,{ id, }\r\n}', stripIgnoredCharacters(ME)]) {
      expect(listed.has(same)).toBe(true);
      expect(listed.has(same)).toBe(true);
    }
    for (const other of [
      'query Me { me { id agency } }',
      '{ me { id } }',
      'query You { me { id } }',
      'query Me { me { x: id } }',
      `${ME} query B { me { id } }`,
      '',
      '{',
      ME.replace('id', 'ıd'),
    ]) {
      expect(listed.has(other)).toBe(false);
      expect(listed.has(other)).toBe(false);
    }
  });

  test('are known in more spellings than are remembered', () => {
    const listed = listing({ 'me.graphql': ME });
    const spelt = (length: number): string => ME + ' '.repeat(length);
    for (let length = 0; length < 1_100; length += 1) expect(listed.has(spelt(length))).toBe(true);
    expect([spelt(0), spelt(20_000), `${spelt(0)} x`].map((text) => listed.has(text))).toEqual([true, true, false]);
  });

  test('are named by the SHA-256 of that text', () => {
    const id = createHash('sha256').update('query Me{me{id}}').digest('hex');
    const listed = listing({ 'me.graphql': ME });
    expect(operationId(ME)).toBe(id);
    expect(listed.find(id)).toBe(ME);
    expect(listed.find(`sha256:${id}`)).toBe(ME);
    for (const none of ['', id.toUpperCase(), `${id} `, '__proto__', 'sha256:']) expect(listed.find(none)).toBeUndefined();
    expect(() => parse(String(listed.find(id)))).not.toThrow();
  });

  test('stop the start when one does not fit, with every fault named', () => {
    const read = () =>
      listing({
        'a.graphql': 'query A { nothing }',
        'b.graphql': 'query B { me { id } } query C { me { id } }',
        'c.graphql': '{',
        'hidden.graphql': 'query H { child(id: "1", purpose: AUDIT) { view } }',
        'd.graphql': `{ ${Array.from({ length: 61 }, (_, index) => `a${index}: __typename`).join(' ')} }`,
        'good.graphql': ME,
      });
    expect(read).toThrow(UnfitOperations);
    expect(read).toThrow(
      /a\.graphql: Cannot query[\s\S]*b\.graphql: a file holds exactly one[\s\S]*c\.graphql: Syntax[\s\S]*d\.graphql: .*too many aliases[\s\S]*hidden\.graphql: Cannot query field "view"/,
    );
  });
});
