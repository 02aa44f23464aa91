import { readMatchEvalCommand, USAGE } from './match-eval/command';
import { type Command, runCommand } from './command-line';
import { asObject, asText } from './match-eval/report';
import { evaluateFiles } from './match-eval/run';
import { writePairs } from './match-eval/write-pairs';

/** `npm run match-eval`: how well matching does on records whose truth is known. */
async function main(argv: readonly string[]): Promise<void> {
  const { files, columns, truth, id, pairs, json } = readMatchEvalCommand(argv);
  const evaluation = evaluateFiles(files, columns, truth);
  if (id !== undefined && pairs !== undefined) await writePairs(evaluation, id, pairs);
  process.stdout.write(json ? `${JSON.stringify(asObject(evaluation), null, 2)}\n` : asText(evaluation));
}

export const command: Command = { usage: USAGE, run: main };
runCommand(module, command);
