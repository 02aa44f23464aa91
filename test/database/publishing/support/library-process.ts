import { RunningLibrary } from './running-library';

/**
 * The made-up agency as a process of its own, to be killed. Takes the database URL and the spool folder; says its address, and
 * on each line it is sent, the most memory it has held so far, in MB.
 */
async function main([url = '', spoolDir = '']: string[]): Promise<void> {
  const library = await RunningLibrary.on({ url, spoolDir });
  let most = 0;
  setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss());
  }, 20);
  process.stdin.on('data', () => process.stdout.write(`${Math.round(most / 1024 ** 2)}\n`));
  process.stdin.on('end', () => process.exit());
  process.stdout.write(`${library.url}\n`);
}

void main(process.argv.slice(2));
