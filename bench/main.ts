import { type Command, runCommand } from '../tools/command-line';
import { readArguments, USAGE } from './arguments';
import { BENCHES } from './benches';
import { asJson, asTable } from './report';
import type { Result } from './result';

/** Runs benchmarks and prints their figures; what they are doing meanwhile goes to standard error. */
async function main(given: readonly string[]): Promise<void> {
  const { bench, names, json } = readArguments(given);
  const results: Result[] = [];
  for (const name of names) {
    const progress = (step: string): void => void process.stderr.write(`${name}: ${step}\n`);
    results.push(...((await BENCHES[name]?.run(progress)) ?? []));
  }
  process.stdout.write((json ? asJson : asTable)({ bench, results }));
}

export const command: Command = { usage: USAGE, run: main, known: [Error] };
runCommand(module, command);
