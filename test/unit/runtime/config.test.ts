import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ConfigError,
  existingFile,
  json,
  oneOf,
  port,
  readConfig,
  text,
  textByName,
  url,
  wholeNumber,
} from '../../../common/config';

const spec = {
  PORT: { sentence: 'Where it listens.', read: port, development: '4000', production: 'required' },
  DATABASE_URL: { sentence: 'Where the rows are.', read: url('postgres:'), production: 'required' },
  LEVEL: { sentence: 'How much it logs.', read: oneOf('info', 'debug'), development: 'info', production: 'default' },
} as const;

const problemsOf = (read: () => unknown): readonly string[] => {
  try {
    read();
  } catch (error) {
    return (error as ConfigError).problems;
  }
  return [];
};

describe('reading the configuration', () => {
  test('gives typed values and development defaults', () => {
    const config = readConfig(spec, { DATABASE_URL: 'postgres://a/b/' });
    const level: 'info' | 'debug' = config.LEVEL;
    expect({ ...config, level }).toEqual({ PORT: 4000, DATABASE_URL: 'postgres://a/b', LEVEL: 'info', level: 'info' });
  });

  test('reports every problem together, with what each key is for, and repeats no value', () => {
    const problems = problemsOf(() => readConfig(spec, { PORT: 'secret1', DATABASE_URL: 'secret2', LEVEL: 'secret3' }));
    expect(problems).toEqual([
      'PORT must be a whole number from 1 to 65535. Where it listens.',
      'DATABASE_URL must be a URL beginning with postgres://. Where the rows are.',
      'LEVEL must be one of info, debug. How much it logs.',
    ]);
  });

  test('in production, asks for what only development may assume', () => {
    expect(problemsOf(() => readConfig(spec, { NODE_ENV: 'production', DATABASE_URL: 'postgres://a' }))).toEqual([
      'PORT is not set. Where it listens.',
    ]);
  });

  test('takes any value from a file instead, but not from both', () => {
    const folder = mkdtempSync(join(tmpdir(), 'config-test-'));
    const file = join(folder, 'secret');
    writeFileSync(file, 'postgres://from/file\n');
    expect(readConfig(spec, { DATABASE_URL_FILE: file }).DATABASE_URL).toBe('postgres://from/file');
    expect(problemsOf(() => readConfig(spec, { DATABASE_URL_FILE: file, DATABASE_URL: 'postgres://b' }))[0]).toContain(
      'given twice',
    );
    expect(problemsOf(() => readConfig(spec, { DATABASE_URL_FILE: `${file}.gone` }))[0]).toContain(
      'must name a file that exists',
    );
    rmSync(folder, { recursive: true });
  });

  test('reads JSON without quoting it when it is none', () => {
    const read = json(textByName);
    expect(read('{"police":"http://a"}')).toEqual({ police: 'http://a' });
    expect(() => read('{"police":1}')).toThrow('must be a JSON object whose values are text');
    expect(() => read('hunter2')).toThrow(/^must be JSON$/);
  });

  test('refuses numbers out of bounds and files that are none', () => {
    expect(() => wholeNumber(1, 5)('6')).toThrow('from 1 to 5');
    expect(() => wholeNumber(1, 5)('1e0')).toThrow();
    expect(() => existingFile(tmpdir())).toThrow('must name a file');
    expect(text('as it is')).toBe('as it is');
  });
});
