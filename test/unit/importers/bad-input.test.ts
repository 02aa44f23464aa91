import type { ImportedRow } from '../../../common/publishing/record';
import { SAMPLES } from './samples';
import { problemsOf, readFiles, told, unexplained } from './support';

const errors = (rows: readonly ImportedRow[]) => problemsOf(rows).filter(({ severity }) => severity === 'error');
const records = (rows: readonly ImportedRow[]) => rows.flatMap((row) => [...row.records]);
const inUtf16 = (text: string): Buffer => Buffer.from(`\ufeff${text}`, 'utf16le');

describe.each(SAMPLES.map((sample) => [sample.name, sample] as const))('%s', (_name, { importer, file, text }) => {
  const read = (content: string | Uint8Array, chunk?: number) => readFiles(importer, { [file]: content }, chunk);

  test('takes its sample without a word, the same in pieces of any size', async () => {
    const whole = await read(text);
    expect(told(whole)).toEqual([]);
    expect(records(whole).length).toBeGreaterThanOrEqual(3);
    for (const chunk of [1, 7, 64]) expect(await read(text, chunk)).toEqual(whole);
  });

  test('reads UTF-8 and UTF-16 with a byte order mark as it reads UTF-8 without', async () => {
    const whole = await read(text);
    expect(await read(`\ufeff${text}`)).toEqual(whole);
    expect(await read(inUtf16(text))).toEqual(whole);
    expect(await read(inUtf16(text).swap16())).toEqual(whole);
  });

  test('refuses Latin-1 at the row where it shows, and keeps the rows before it', async () => {
    const rows = await read(Buffer.from(text, 'latin1'));
    expect(unexplained(rows)).toEqual([]);
    const [fault] = errors(rows).filter(({ code }) => code === 'wrong-encoding');
    expect(fault?.remedy).toContain('UTF-8');
    const kept = records(rows);
    expect(kept.length).toBeGreaterThan(0);
    expect(records(await read(text)).slice(0, kept.length)).toEqual(kept);
    expect(rows.at(-1)?.row).toBeGreaterThan(1);
  });

  test('cut at any byte, keeps what came before the cut and explains the end', async () => {
    const bytes = Buffer.from(text);
    const whole = records(await read(bytes));
    for (let length = 0; length < bytes.length; length += 1) {
      const rows = await read(bytes.subarray(0, length));
      const kept = records(rows);
      if (unexplained(rows).length > 0) throw new Error(`cut at ${length}: ${unexplained(rows).join()}`);
      const isSilent = rows.every(({ problems }) => problems.length === 0);
      // A text of lines that is cut at the end of one is a shorter text of lines: nothing in it can tell.
      if (isSilent && kept.length < whole.length) expect(bytes.subarray(length - 1, length + 1).toString()).toContain('\n');
      // All but those of the last row, which may have been cut short inside a value, are as they were.
      const sure = Math.max(0, kept.length - 4);
      expect(kept.slice(0, sure)).toEqual(whole.slice(0, sure));
    }
  });

  test.each<[string, string | Uint8Array]>([
    ['an empty file', ''],
    ['a byte order mark', '\ufeff'],
    ['blank lines', ' \n\r\n \n'],
    ['zero bytes', Buffer.alloc(1_000)],
    ['random bytes', Buffer.from(Array.from({ length: 4_096 }, (_byte, index) => (index * 7_919 + (index >> 3) * 31) % 256))],
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')],
    ['a compressed file', Buffer.from('1f8b0800000000000003', 'hex')],
    ['a DOCTYPE', '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'],
    [
      'an entity bomb',
      `<!DOCTYPE a [<!ENTITY a0 "ha">${Array.from({ length: 40 }, (_entity, n) => `<!ENTITY a${n + 1} "&a${n};&a${n};">`).join('')}]><a>&a40;</a>`,
    ],
    ['50,000 elements, each in the other', '<a>'.repeat(50_000)],
    ['50,000 lists, each in the other', '['.repeat(50_000)],
    ['50,000 objects, each in the other', '{"a":'.repeat(50_000)],
    ['50,000 quotation marks', '"'.repeat(50_001)],
    ['a quote that is never closed', 'a,b\n1,"2\n3,4\n'],
    ['an element of 10 MB', `<Message><Children><Child><ChildIdentifiers><LAchildID>${'x'.repeat(10_000_000)}`],
    ['a value of 10 MB', `{"resourceType":"Patient","id":"${'x'.repeat(10_000_000)}"}`],
    ['a cell of 10 MB', `child,dob,ethnic,mother\n${'x'.repeat(10_000_000)},,,\n`],
    ['a line without end', 'x,'.repeat(5_000_000)],
    ['columns called __proto__', 'child,dob,ethnic,mother,__proto__,constructor\n1,01/01/2010,WBRI,,x,y\n'],
    ['a property called __proto__', '{"__proto__":{"resourceType":"Patient"},"kind":"person"}'],
    ['an element called __proto__', '<__proto__><Child/></__proto__>'],
    ['a web page', '<!doctype html><html><body><p>Sign in</body></html>'],
  ])('explains %s', async (_what, content) => {
    const rows = await read(content);
    expect(unexplained(rows)).toEqual([]);
    if (!String(content).includes('01/01/2010')) expect(records(rows)).toEqual([]);
    expect(({} as { resourceType?: string }).resourceType).toBeUndefined();
  });

  test('given what is another format’s, takes nothing from it and says what to publish', async () => {
    for (const other of SAMPLES.filter((sample) => sample.importer !== importer)) {
      const rows = await read(other.text);
      expect(unexplained(rows)).toEqual([]);
      // The formats of our own share who a person is and how two are related.
      const own = records(rows).filter(({ kind }) => kind !== 'person');
      expect([other.name, own]).toEqual([other.name, []]);
      expect([other.name, errors(rows).length > 0]).toEqual([other.name, true]);
    }
  });
});

test('an unreadable file of a set does not take the others with it', async () => {
  for (const { importer, file, text } of SAMPLES) {
    const rows = await readFiles(importer, { 'broken.bin': Buffer.from('89504e470d0a1a0a00', 'hex'), [file]: text });
    expect(records(rows).length).toBeGreaterThanOrEqual(3);
    expect(errors(rows).map((problem) => problem.file)).toContain('broken.bin');
  }
});
