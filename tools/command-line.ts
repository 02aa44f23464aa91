import { parseArgs } from 'node:util';

/** Something that stops a command, in words for whoever typed it. It never repeats a value of a record. */
export class CommandFailed extends Error {
  override readonly name = 'CommandFailed';
}

export const TEXT = { type: 'string' } as const;
/** An option that can be given several times. */
export const TEXTS = { type: 'string', multiple: true } as const;
export const FLAG = { type: 'boolean' } as const;

/** What may be typed after a command, by name without dashes. */
export type Options = Readonly<Record<string, typeof TEXT | typeof TEXTS | typeof FLAG>>;

interface Typed<O extends Options> {
  readonly argv: readonly string[];
  readonly options: O;
  /** Its first line is the remedy for what was mistyped. */
  readonly usage: string;
  /** How many words without dashes it takes at most; any number unless told. */
  readonly atMost?: number;
}

/**
 * Reads what was typed after a command.
 *
 * @throws CommandFailed with one line that names the option that there is not, or that is given wrongly, and how to call it. No value
 *   stands in it: it may be somebody's id.
 */
export function readTyped<O extends Options>({ argv, options, usage, atMost = Number.POSITIVE_INFINITY }: Typed<O>) {
  const wrong = (what: string) => new CommandFailed(`${what}. ${usage.split('\n')[0]}`);
  const names = Object.keys(options).map((name) => `--${name}`);
  const known = names.length === 0 ? 'it takes none' : `it takes ${names.join(', ')}`;
  const { tokens } = parseArgs({ args: [...argv], options, strict: false, allowPositionals: true, tokens: true });
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const { rawName, value, inlineValue } = token;
    const option = Object.hasOwn(options, token.name) ? options[token.name] : undefined;
    if (option === undefined || !rawName.startsWith('--')) throw wrong(`There is no option ${rawName}: ${known}`);
    if (option.type === 'boolean') {
      if (value !== undefined) throw wrong(`${rawName} takes no value`);
    } else if (value === undefined || value === '') throw wrong(`${rawName} needs a value`);
    else if (!inlineValue && /^-./.test(value))
      throw wrong(`${rawName} needs a value; one that begins with a dash as ${rawName}=...`);
  }
  const { values, positionals } = parseArgs({ args: [...argv], options, allowPositionals: true });
  if (positionals.length > atMost) throw wrong(`It takes ${atMost === 0 ? 'nothing' : `at most ${atMost}`} beside options`);
  return { values, positionals };
}

type Failure = abstract new (...given: never[]) => Error;

/** A command that somebody types. */
export interface Command {
  readonly usage: string;
  /** Does it. @returns the exit code, or anything else for 0 */
  run(argv: readonly string[], env: NodeJS.ProcessEnv): unknown;
  /** Beside `CommandFailed`: errors whose messages are for whoever typed. The message of any other may quote a person's data. */
  readonly known?: readonly Failure[];
  /** Exit code when it failed; 1 unless told. */
  readonly failed?: number;
}

/** How a command ended. */
export interface Ending {
  readonly code: number;
  /** For standard output. */
  readonly out?: string;
  /** For standard error: one line or more, and never a stack. */
  readonly err?: string;
}

/** Runs a command; `--help` says how it is used, whatever else was typed. */
export async function carryOut(command: Command, argv: readonly string[], env: NodeJS.ProcessEnv): Promise<Ending> {
  if (argv.includes('--help')) return { code: 0, out: command.usage };
  try {
    const code = await command.run(argv, env);
    return { code: typeof code === 'number' ? code : 0 };
  } catch (error) {
    const isKnown = [CommandFailed, ...(command.known ?? [])].some((one) => error instanceof one);
    const { code, name, message } = error as { code?: unknown; name?: unknown; message: string };
    return { code: command.failed ?? 1, err: isKnown ? message : `Failed: ${String(code ?? name)}` };
  }
}

/** What every command's file ends with: runs it when it is what was started, and ends the process when it failed. */
export function runCommand(started: NodeJS.Module, command: Command): void {
  if (require.main !== started) return;
  void carryOut(command, process.argv.slice(2), process.env).then(({ code, out, err }) => {
    if (out !== undefined) process.stdout.write(`${out}\n`);
    if (err === undefined) {
      process.exitCode = code;
      return;
    }
    process.stderr.write(`${err}\n`);
    process.exit(code);
  });
}
