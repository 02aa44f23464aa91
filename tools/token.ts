import { type Command, CommandFailed, readTyped, runCommand } from './command-line';
import { accessToken } from './sign-in-client';

const USAGE = `Usage: npm run --silent token -- <persona>, for example mash-analyst

  Prints an access token of the development sign-in, and nothing else. npm start lists the personas.`;

async function main(argv: readonly string[]): Promise<void> {
  const [persona] = readTyped({ argv, options: {}, usage: USAGE, atMost: 1 }).positionals;
  if (persona === undefined) throw new CommandFailed(USAGE);
  process.stdout.write(`${await accessToken(persona)}\n`);
}

export const command: Command = { usage: USAGE, run: main, known: [Error] };
runCommand(module, command);
