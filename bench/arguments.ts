import { BENCHES } from './benches';

export interface Wanted {
  /** A benchmark's name, or `all`. */
  readonly bench: string;
  /** The names to run, in order. */
  readonly names: readonly string[];
  readonly json: boolean;
}

/** Reads `[name] [--json]`. @throws Error that says what there is */
export function readArguments(given: readonly string[]): Wanted {
  const json = given.includes('--json');
  const [name, ...more] = given.filter((one) => one !== '--json');
  const known = Object.keys(BENCHES);
  if (more.length > 0 || name?.startsWith('-') || (name !== undefined && !known.includes(name))) {
    throw new Error(
      ['Usage: npm run bench -- [name] [--json]', ...known.map((one) => `  ${one}  ${BENCHES[one]?.about}`)].join('\n'),
    );
  }
  return name === undefined ? { bench: 'all', names: known, json } : { bench: name, names: [name], json };
}
