import { comparedTo, figure, type Result } from '../result';
import type { Measured } from '../rounds';

/** The figures of one question put both ways; the gateway's are held against the fan-out's. */
export function figuresOf(question: string, gateway: Measured, fanOut: Measured): Result[] {
  const byHand = (id: string, value: number, unit: string): Result => figure(`${question}-fanout-${id}`, value, unit);
  const rows = ([id, ours, theirs, unit]: readonly [string, number, number, string]): Result[] => {
    const other = byHand(id, theirs, unit);
    return [comparedTo(other, `${question}-gateway-${id}`, ours), other];
  };
  const meters = Object.keys(gateway.perRequest);
  return [
    ...rows(['rps', gateway.rps, fanOut.rps, 'requests/s']),
    ...rows(['p50-ms', gateway.p50, fanOut.p50, 'ms']),
    ...rows(['p99-ms', gateway.p99, fanOut.p99, 'ms']),
    ...meters.flatMap((meter) =>
      rows([`cpu-${meter}-ms`, gateway.perRequest[meter] ?? 0, fanOut.perRequest[meter] ?? 0, 'ms CPU/request']),
    ),
  ];
}
