import { CommandFailed, FLAG, readTyped } from '../tools/command-line';
import { BENCHES } from './benches';

export interface Wanted {
  /** A benchmark's name, or `all`. */
  readonly bench: string;
  /** The names to run, in order. */
  readonly names: readonly string[];
  readonly json: boolean;
}

export const USAGE = [
  'Usage: npm run bench -- [name] [--json]',
  ...Object.entries(BENCHES).map(([name, { about }]) => `  ${name}  ${about}`),
].join('\n');

/** Reads `[name] [--json]`. @throws CommandFailed that says what there is */
export function readArguments(argv: readonly string[]): Wanted {
  const { values, positionals } = readTyped({ argv, options: { json: FLAG }, usage: USAGE });
  const [name, ...more] = positionals;
  const known = Object.keys(BENCHES);
  if (more.length > 0 || (name !== undefined && !known.includes(name))) throw new CommandFailed(USAGE);
  const json = values.json === true;
  return name === undefined ? { bench: 'all', names: known, json } : { bench: name, names: [name], json };
}
