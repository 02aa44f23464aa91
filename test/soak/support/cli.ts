import { type ChildProcess, spawn } from 'node:child_process';
import type { ReceiptWithProblems } from '../../../common/publishing/receipts';
import type { Journey } from '../../support/journey';

/** A publishing command under way. */
export interface Command {
  readonly process: ChildProcess;
  readonly ended: Promise<Ended>;
}

export interface Ended {
  /** Exit code, or the signal that ended it. */
  readonly how: number | string;
  readonly output: string;
  readonly errors: string;
}

/** `npm run publish -- <arguments>` against this hub, as a process of its own. */
export function runPublish(journey: Pick<Journey, 'layout' | 'dataDir'>, ...given: readonly string[]): Command {
  const child = spawn(process.execPath, [`${journey.layout.root}/dist/tools/publish.js`, ...given], {
    env: { PATH: process.env.PATH, MASH_DATA: journey.dataDir },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const printed = { output: '', errors: '' };
  child.stdout.on('data', (chunk) => {
    printed.output += chunk;
  });
  child.stderr.on('data', (chunk) => {
    printed.errors += chunk;
  });
  const ended = new Promise<Ended>((resolve) =>
    child.once('close', (code, signal) => resolve({ how: code ?? signal ?? '', ...printed })),
  );
  return { process: child, ended };
}

/** Gives the same command until it succeeds, as a publisher would whose hub was away for a moment. @returns the last receipt */
export async function publishUntilDone(journey: Journey, ...given: readonly string[]): Promise<ReceiptWithProblems> {
  const deadline = Date.now() + 120_000;
  for (;;) {
    const { how, output, errors } = await runPublish(journey, ...given, '--json').ended;
    if (how === 0) return JSON.parse(output) as ReceiptWithProblems;
    if (Date.now() > deadline) throw new Error(`Publishing did not succeed: ${errors}${output}`);
  }
}
