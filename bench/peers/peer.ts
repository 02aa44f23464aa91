import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { BenchHub } from '../hub';
import type { PeerSettings } from './session';

export type PeerName = 'apollo' | 'hive';
export const PEERS: readonly PeerName[] = ['apollo', 'hive'];

/** Another engine, running in a process of its own before the same subgraphs. */
export interface Peer {
  readonly name: PeerName;
  readonly url: string;
  readonly pid: number;
  stop(): void;
}

/** @throws Error when it ends before it serves */
export async function startPeer(name: PeerName, hub: BenchHub, connections: number): Promise<Peer> {
  const settings: PeerSettings = {
    supergraphFile: join(hub.root, 'schema', 'supergraph.graphql'),
    subgraphUrls: hub.subgraphUrls,
    gatewayKeyFile: hub.gatewayKeyFile,
    connections,
  };
  const child = fork(join(__dirname, `${name}.js`), [], {
    env: { PATH: process.env.PATH, NODE_ENV: 'production', PEER: JSON.stringify(settings) },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit').then(() => Promise.reject(new Error(`${name} ended before it served anybody`)));
  const [{ url }] = (await Promise.race([once(child, 'message'), ended])) as [{ url: string }];
  // It ends by our hand later, and nobody waits for that.
  ended.catch(() => undefined);
  return { name, url, pid: child.pid as number, stop: () => void child.kill('SIGKILL') };
}
