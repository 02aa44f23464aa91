import { type PeerName, PEERS } from '../peers/peer';
import { comparedTo, figure, type Result } from '../result';
import type { Measured } from '../rounds';

/** The figures of one question put in several ways; the gateway's are held against the fan-out's. */
export function figuresOf(question: string, gateway: Measured, fanOut: Measured): Result[] {
  const byHand = (id: string, value: number, unit: string): Result => figure(`${question}-fanout-${id}`, value, unit);
  const rows = ([id, ours, theirs, unit]: readonly [string, number, number, string]): Result[] => {
    const other = byHand(id, theirs, unit);
    return [comparedTo(other, `${question}-gateway-${id}`, ours), other];
  };
  const rivals: readonly string[] = PEERS;
  const meters = Object.keys(gateway.perRequest).filter((meter) => !rivals.includes(meter));
  return [
    ...rows(['rps', gateway.rps, fanOut.rps, 'requests/s']),
    ...rows(['p50-ms', gateway.p50, fanOut.p50, 'ms']),
    ...rows(['p99-ms', gateway.p99, fanOut.p99, 'ms']),
    ...meters.flatMap((meter) =>
      rows([`cpu-${meter}-ms`, gateway.perRequest[meter] ?? 0, fanOut.perRequest[meter] ?? 0, 'ms CPU/request']),
    ),
    ...cpuOfCollating(question, gateway, fanOut),
  ];
}

/** What collating itself costs whoever does it: the gateway's process and its planner's, or this process for the fan-out. */
function cpuOfCollating(question: string, gateway: Measured, fanOut: Measured): Result[] {
  const { gateway: ours } = gateway.perRequest;
  const { client: theirs } = fanOut.perRequest;
  if (ours === undefined || theirs === undefined) return [];
  const byHand = figure(`${question}-cpu-fanout-ms`, theirs, 'ms CPU/request');
  return [comparedTo(byHand, `${question}-cpu-gateway-ms`, ours), byHand];
}

/** The figures of another engine, held against ours. */
export function figuresOfPeer(question: string, name: PeerName, gateway: Measured, peer: Measured): Result[] {
  const ours = figure(`${question}-gateway-rps`, gateway.rps, 'requests/s');
  const cpu = peer.perRequest[name];
  return [
    comparedTo(ours, `${question}-${name}-rps`, peer.rps),
    figure(`${question}-${name}-p50-ms`, peer.p50, 'ms'),
    figure(`${question}-${name}-p99-ms`, peer.p99, 'ms'),
    ...(cpu === undefined ? [] : [figure(`${question}-${name}-cpu-ms`, cpu, 'ms CPU/request')]),
  ];
}
