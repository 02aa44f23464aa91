import { resolve } from 'node:path';
import { type Demonstration, ensureDemonstration } from './demonstration';
import { type HubOptions, LocalHub } from './hub';

export interface StartOptions extends Omit<HubOptions, 'progress'> {
  /** Size of the demonstration borough loaded on the first start; 0 loads none. */
  readonly children: number;
  /** Says nothing on standard output. */
  readonly quiet?: boolean;
}

export interface RunningHub {
  readonly gatewayUrl: string;
  /** Undefined when none was asked for. */
  readonly demonstration: Demonstration | undefined;
  /** Name to process id: `postgres`, `mash`, the agencies, `sign-in`, `gateway`. */
  readonly processes: Readonly<Record<string, number>>;
  stop(): Promise<void>;
}

/** Starts a whole hub on this machine, for journeys and benchmarks: what `npm start` does, less the words. */
export async function startHub(options: StartOptions): Promise<RunningHub> {
  const dataDir = resolve(options.dataDir);
  const progress = (step: string) => void (options.quiet || process.stdout.write(`starting ${step}\n`));
  const hub = new LocalHub({ ...options, dataDir, progress });
  try {
    await hub.start();
    const demonstration = options.children > 0 ? await ensureDemonstration(dataDir, hub.gatewayUrl, options.children) : undefined;
    return { gatewayUrl: hub.gatewayUrl, demonstration, processes: hub.processes, stop: () => hub.stop() };
  } catch (error) {
    await hub.stop();
    throw error;
  }
}
