import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface, type Interface } from 'node:readline';

/** The made-up agency in a process of its own. */
export class LibraryProcess {
  constructor(
    private readonly child: ChildProcess,
    private readonly output: Interface,
    readonly address: string,
  ) {}

  /** The most memory it has held so far, in MB. */
  async mostMemory(): Promise<number> {
    this.child.stdin?.write('\n');
    const [line] = (await once(this.output, 'line')) as [string];
    return Number(line);
  }

  /** Ends it at once, as a power cut would. */
  async kill(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    this.child.kill('SIGKILL');
    await once(this.child, 'exit');
  }
}

export async function startProcess(url: string, spoolDir: string): Promise<LibraryProcess> {
  // As docker-compose.yml starts agencies: later releases of Node.js give young objects more room than we promise memory.
  const given = [
    '--max-semi-space-size=8',
    '-r',
    `${__dirname}/typescript.cjs`,
    `${__dirname}/library-process.ts`,
    url,
    spoolDir,
  ];
  const child = spawn(process.execPath, given, { stdio: ['pipe', 'pipe', 'inherit'] });
  const output = createInterface({ input: child.stdout });
  const [address] = (await once(output, 'line')) as [string];
  return new LibraryProcess(child, output, address);
}
