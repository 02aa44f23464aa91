import { isIsoDate } from '../time';

/** A place in a policy document, with the list that collects everything wrong with it. Nothing is thrown until all is read. */
export class Shape {
  constructor(
    private readonly value: Readonly<Record<string, unknown>>,
    readonly path: string,
    readonly problems: string[],
  ) {}

  static of(value: unknown, path: string, problems: string[]): Shape {
    if (isRecord(value)) return new Shape(value, path, problems);
    problems.push(`${path}: must be a set of keys and values`);
    return new Shape({}, path, problems);
  }

  at(key: string): string {
    return this.path === '' ? key : `${this.path}.${key}`;
  }

  problem(key: string, text: string): void {
    this.problems.push(`${this.at(key)}: ${text}`);
  }

  has(key: string): boolean {
    return Object.hasOwn(this.value, key);
  }

  keys(): string[] {
    return Object.keys(this.value);
  }

  raw(key: string): unknown {
    return this.has(key) ? this.value[key] : undefined;
  }

  /** Reports every key that is not in the list: a misspelt restriction must not be read as no restriction. */
  onlyKeys(allowed: readonly string[]): void {
    for (const key of Object.keys(this.value)) {
      if (!allowed.includes(key)) this.problem(key, 'is not a key that this document knows');
    }
  }

  text(key: string): string {
    const value = this.raw(key);
    if (typeof value === 'string' && value.trim() !== '') return value.trim();
    this.problem(key, value === undefined ? 'is missing' : 'must be text');
    return '';
  }

  /** A calendar date, `YYYY-MM-DD`. */
  date(key: string): string {
    const value = this.text(key);
    if (value !== '' && !isIsoDate(value)) this.problem(key, 'must be a date, written YYYY-MM-DD');
    return value;
  }

  boolean(key: string): boolean {
    const value = this.raw(key);
    if (typeof value === 'boolean') return value;
    this.problem(key, value === undefined ? 'is missing' : 'must be true or false');
    return false;
  }

  whole(key: string, least: number, most: number): number {
    const value = this.raw(key);
    if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) return value;
    this.problem(key, value === undefined ? 'is missing' : `must be a whole number from ${least} to ${most}`);
    return most;
  }

  oneOf<T extends string>(key: string, allowed: readonly T[]): T {
    const value = this.raw(key);
    const found = allowed.find((one) => one === value);
    if (found !== undefined) return found;
    this.problem(key, value === undefined ? 'is missing' : `must be one of ${allowed.join(', ')}`);
    return allowed[0] as T;
  }

  /** A list of words from a fixed vocabulary, each once. */
  words<T extends string>(key: string, allowed: readonly T[], least: 0 | 1): T[] {
    const found: T[] = [];
    for (const entry of this.list(key, least)) {
      const word = allowed.find((one) => one === entry);
      if (word === undefined) this.problem(key, `${unknownWord(entry)}; known are ${allowed.join(', ')}`);
      else if (found.includes(word)) this.problem(key, `names ${word} twice`);
      else found.push(word);
    }
    return found;
  }

  list(key: string, least: 0 | 1): unknown[] {
    const value = this.raw(key);
    if (!Array.isArray(value)) {
      this.problem(key, value === undefined ? 'is missing (write [] for none)' : 'must be a list');
      return [];
    }
    if (value.length < least) this.problem(key, 'must name at least one');
    return value;
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function unknownWord(entry: unknown): string {
  if (typeof entry !== 'string') return 'holds something that is not a word';
  return /[*?]/.test(entry) ? `names ${entry}: there are no wildcards, list each` : `names ${entry}, which is unknown`;
}
