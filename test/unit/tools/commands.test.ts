import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Command, CommandFailed, carryOut, FLAG, readTyped, TEXT } from '../../../tools/command-line';

/** Every command of package.json that runs our code: whoever mistypes one is told what and how in one line. */

const root = join(__dirname, '../../..');
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> };
const commands = Object.entries(scripts).flatMap(([name, line]): [string, string][] => {
  const file = /node dist\/(\S+)\.js$/.exec(line)?.[1];
  return file === undefined ? [] : [[name, file]];
});
const load = (file: string): Command => (require(join(root, file)) as { command: Command }).command;
const type = (file: string, ...argv: string[]) => carryOut(load(file), argv, {});

test('the commands are found', () => {
  expect(commands.map(([name]) => name)).toEqual(expect.arrayContaining(['start', 'token', 'publish', 'verify-ledger', 'bench']));
  expect(commands.length).toBeGreaterThanOrEqual(18);
});

describe.each(commands)('npm run %s', (name, file) => {
  test.each(['--no-such-option', '--no-such-option=7', '-z', '--__proto__', '--constructor'])(
    'says in one line that there is no %s',
    async (option) => {
      const { code, err = '', out } = await type(file, option);
      expect([code, out]).toEqual([load(file).failed ?? 1, undefined]);
      expect(err).toContain(`There is no option ${option.replace('=7', '')}: it takes `);
      expect(err).toMatch(/ Usage: npm (run )?(--silent )?\S+/);
      expect(err).not.toContain('\n');
    },
  );

  test('says how it is used when asked', async () => {
    const { code, out, err } = await type(file, '--no-such-option', '--help');
    expect([code, err]).toEqual([0, undefined]);
    expect(out).toMatch(new RegExp(`^Usage: npm (run )?(--silent )?${name}`));
  });
});

describe('an option given wrongly', () => {
  const read = (...argv: string[]) =>
    readTyped({ argv, options: { json: FLAG, person: TEXT }, usage: 'Usage: x\n  more', atMost: 1 });

  test.each([
    [['--person'], '--person needs a value. Usage: x'],
    [['--person='], '--person needs a value. Usage: x'],
    [['--person', '--json'], '--person needs a value; one that begins with a dash as --person=.... Usage: x'],
    [['--json=485 777 3456'], '--json takes no value. Usage: x'],
    [['one', 'two'], 'It takes at most 1 beside options. Usage: x'],
  ])('%j is told without its value', (argv, words) => {
    expect(() => read(...argv)).toThrow(new CommandFailed(words));
  });

  test('a dash alone, a value with an equals sign, and words after two dashes are values', () => {
    expect(read('--person', '-').values).toEqual({ person: '-' });
    expect(read('--person=-7=8', '--json').values).toEqual({ person: '-7=8', json: true });
    expect(read('--', '--person').positionals).toEqual(['--person']);
  });
});

describe('a command that fails', () => {
  class Known extends Error {}
  const failing = (error: Error, more: Partial<Command> = {}) =>
    carryOut({ usage: '', known: [Known], run: () => Promise.reject(error), ...more }, [], {});

  test('says why where that is for whoever typed it', async () => {
    expect(await failing(new CommandFailed('There is no such file'))).toEqual({ code: 1, err: 'There is no such file' });
    expect(await failing(new Known('Not so'), { failed: 2 })).toEqual({ code: 2, err: 'Not so' });
  });

  test('says no word of anything else, and shows no stack', async () => {
    const fault = Object.assign(new TypeError('the record of Ada Example'), { code: '23505' });
    expect(await failing(fault)).toEqual({ code: 1, err: 'Failed: 23505' });
    expect(await failing(new TypeError('the record of Ada Example'))).toEqual({ code: 1, err: 'Failed: TypeError' });
  });
});
