import { type Command, readTyped, runCommand } from '../command-line';
import { runLauncher } from './launcher';

const USAGE = `Usage: npm start, with MASH_DATA, MASH_PORT, MASH_CHILDREN and MASH_PROFILE in the environment

  Runs the whole hub on this machine until Ctrl-C. README.md says what each of them is.`;

function main(argv: readonly string[]): void {
  readTyped({ argv, options: {}, usage: USAGE, atMost: 0 });
  runLauncher();
}

export const command: Command = { usage: USAGE, run: main };
runCommand(module, command);
