import type { ReceiptWithProblems } from '../common/publishing/receipts';
import { type Command, CommandFailed, runCommand } from './command-line';
import { type Command as Publish, readCommand, USAGE } from './publish/command';
import { HubClient } from './publish/hub-client';
import { bytes, Progress, rows } from './publish/progress';
import { receiptText } from './publish/report';
import { digestOf, inspectFiles, multipart } from './publish/upload';
import { accessToken, gatewayUrl } from './sign-in-client';

/** `npm run publish -- <agency> <format> <file>...`: exit 0, 1 when it failed, 2 with `--strict` when rows were rejected. */
async function main(argv: readonly string[]): Promise<number> {
  const command = readCommand(argv);
  const progress = new Progress(process.stderr);
  try {
    const receipt = await publish(command, progress);
    progress.clear();
    process.stdout.write(command.json ? `${JSON.stringify(receipt)}\n` : receiptText(receipt));
    if (receipt.state === 'FAILED') return 1;
    return command.strict && receipt.rows.rejected > 0 ? 2 : 0;
  } finally {
    progress.clear();
  }
}

async function publish({ agency, format, files: paths }: Publish, progress: Progress): Promise<ReceiptWithProblems> {
  let arrived = false;
  process.once('SIGINT', () => {
    progress.clear();
    process.stderr.write(
      arrived
        ? 'The files have arrived and their import goes on. Run the same command again to see the receipt.\n'
        : 'Run the same command again: whatever of the files has arrived, they are published once.\n',
    );
    process.exit(130);
  });
  let looked = 0;
  const files = await inspectFiles(paths, (more) => {
    looked += more;
    progress.update({ label: 'Reading', done: looked, share: undefined, show: bytes });
  });
  const client = new HubClient({ gatewayUrl: running(gatewayUrl), agency, format, token: () => signIn(agency) });
  const digest = digestOf(files);
  // Asked first: a set that has arrived need not be sent again, and whoever may not publish learns it before sending.
  const earlier = await client.findEarlier(digest);
  const received = earlier ?? (await client.upload(multipart(files, sending(files, progress)), digest));
  arrived = true;
  const ended = await client.waitForEnd(received.id, ({ rows: { read }, importedShare }) =>
    progress.update({ label: 'Importing', done: read, share: importedShare ?? undefined, show: rows }),
  );
  const again = earlier !== undefined || received.state === 'ALREADY_PUBLISHED';
  return again && ended.state === 'COMPLETE' ? { ...ended, state: 'ALREADY_PUBLISHED' } : ended;
}

function sending(files: readonly { readonly bytes: number }[], progress: Progress): (bytes: number) => void {
  const total = files.reduce((sum, file) => sum + file.bytes, 0);
  let sent = 0;
  return (more) => {
    sent += more;
    progress.update({ label: 'Sending', done: sent, share: total === 0 ? undefined : sent / total, show: bytes });
  };
}

/** The sign-in client says in plain words what is wrong; its errors are for whoever typed the command. */
function running<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new CommandFailed((error as Error).message);
  }
}

async function signIn(agency: string): Promise<string> {
  try {
    return await accessToken(`${agency}-publisher`);
  } catch (error) {
    const { message, cause } = error as Error;
    throw new CommandFailed(cause === undefined ? message : 'The development sign-in does not answer. Is the hub still running?');
  }
}

export const command: Command = { usage: USAGE, run: main };
runCommand(module, command);
