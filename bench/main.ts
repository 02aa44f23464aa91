import { readArguments } from './arguments';
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

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
