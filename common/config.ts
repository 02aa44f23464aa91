import { existsSync, readFileSync, statSync } from 'node:fs';
import { hostProblem, isStrict, type Profile, profileOf } from './profile';

/** One configuration key: what it is for, how its text is read, and what applies when it is absent. */
export interface ConfigKey<T> {
  /** One sentence for whoever has to set it. */
  readonly sentence: string;
  /** Turns the text into the value; throws an `Error` whose message continues "must be ...", without repeating the text. */
  readonly read: (text: string) => T;
  /** Used in development when the key is absent. Absent here too means the key must always be given. */
  readonly development?: string;
  /** `required`: must be given outside development. `default`: the development default holds there too. */
  readonly production: 'required' | 'default';
}

export type ConfigSpec = Readonly<Record<string, ConfigKey<unknown>>>;

export type Config<S extends ConfigSpec> = { readonly [K in keyof S]: S[K] extends ConfigKey<infer T> ? T : never };

/** Everything wrong with a process's configuration, in one message. Values are never repeated: some are secrets. */
export class ConfigError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(['The configuration cannot be used:', ...problems.map((problem) => `  ${problem}`)].join('\n'));
    this.name = 'ConfigError';
  }
}

/**
 * Reads a process's whole configuration once, at start. Any key may be given as `<KEY>_FILE` instead, naming a file that holds
 * the value (how container platforms hand over secrets). Throws one `ConfigError` with every problem.
 */
export function readConfig<S extends ConfigSpec>(spec: S, env: NodeJS.ProcessEnv): Config<S> {
  const problems: string[] = [];
  const values: Record<string, unknown> = {};
  const profile = readProfile(env, problems);
  const strict = isStrict(profile);
  for (const [name, key] of Object.entries(spec)) {
    try {
      const text = given(name, env) ?? (strict && key.production === 'required' ? undefined : key.development);
      if (text === undefined) {
        problems.push(`${name} is not set. ${key.sentence}`);
      } else {
        values[name] = key.read(text);
      }
    } catch (error) {
      problems.push(`${name} ${(error as Error).message}. ${key.sentence}`);
    }
  }
  const unfit = typeof values.HOST === 'string' ? hostProblem(profile, values.HOST) : undefined;
  if (unfit !== undefined) problems.push(`HOST ${unfit}`);
  if (problems.length > 0) {
    throw new ConfigError(problems);
  }
  return values as Config<S>;
}

/** What cannot be understood is read as production: nothing is opened by a misspelling. */
function readProfile(env: NodeJS.ProcessEnv, problems: string[]): Profile {
  try {
    return profileOf(env);
  } catch (error) {
    problems.push(`MASH_PROFILE ${(error as Error).message}`);
    return 'production';
  }
}

export function text(value: string): string {
  return value;
}

/** A whole number within these bounds, both included. */
export function wholeNumber(least: number, most: number): (value: string) => number {
  return (value) => {
    const number = Number(value);
    if (!/^\d+$/.test(value) || number < least || number > most) {
      throw new Error(`must be a whole number from ${least} to ${most}`);
    }
    return number;
  };
}

export const port = wholeNumber(1, 65_535);

/** An absolute URL of one of these protocols, e.g. `http:`; a trailing slash is dropped, so that paths can be appended. */
export function url(...protocols: readonly string[]): (value: string) => string {
  return (value) => {
    if (!URL.canParse(value) || !protocols.includes(new URL(value).protocol)) {
      throw new Error(`must be a URL beginning with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`);
    }
    return value.replace(/\/$/, '');
  };
}

export function existingFile(value: string): string {
  if (!existsSync(value) || !statSync(value).isFile()) {
    throw new Error('must name a file that exists');
  }
  return value;
}

export function existingFolder(value: string): string {
  if (!existsSync(value) || !statSync(value).isDirectory()) {
    throw new Error('must name a folder that exists');
  }
  return value;
}

export function oneOf<const T extends string>(...choices: readonly T[]): (value: string) => T {
  return (value) => {
    const found = choices.find((choice) => choice === value);
    if (found === undefined) {
      throw new Error(`must be one of ${choices.join(', ')}`);
    }
    return found;
  };
}

/** JSON whose parsed value `check` turns into the value wanted; `check` throws an `Error` continuing "must ...". */
export function json<T>(check: (value: unknown) => T): (value: string) => T {
  return (value) => {
    let parsed: unknown;
    try {
      parsed = JSON.parse(value);
    } catch {
      // The parser's own message quotes the text.
      throw new Error('must be JSON');
    }
    return check(parsed);
  };
}

/** For `json`: an object whose values are all text, e.g. service name to base URL. */
export function textByName(value: unknown): Readonly<Record<string, string>> {
  if (
    typeof value !== 'object' ||
    value === null ||
    Array.isArray(value) ||
    !Object.values(value).every((item) => typeof item === 'string')
  ) {
    throw new Error('must be a JSON object whose values are text');
  }
  return { ...(value as Record<string, string>) };
}

/** For `json`: an array of text. */
export function textList(value: unknown): readonly string[] {
  if (!Array.isArray(value) || !value.every((item) => typeof item === 'string')) {
    throw new Error('must be a JSON array of text');
  }
  return [...(value as string[])];
}

function given(name: string, env: NodeJS.ProcessEnv): string | undefined {
  const direct = env[name] || undefined;
  const file = env[`${name}_FILE`] || undefined;
  if (file === undefined) {
    return direct;
  }
  if (direct !== undefined) {
    throw new Error(`is given twice, directly and as ${name}_FILE`);
  }
  return readFileSync(existingFile(file), 'utf8').trim();
}
