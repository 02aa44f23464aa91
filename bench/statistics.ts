/** The middle value; the mean of the two middle ones when their number is even. @throws RangeError for no values */
export function median(values: readonly number[]): number {
  const sorted = ascending(values);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] as number;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] as number) + upper) / 2;
}

/** The smallest value that at least this share (0 to 1) of all values does not exceed. @throws RangeError for no values */
export function quantile(values: readonly number[], share: number): number {
  const sorted = ascending(values);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] as number;
}

function ascending(values: readonly number[]): number[] {
  if (values.length === 0) throw new RangeError('Nothing was measured');
  return [...values].sort((a, b) => a - b);
}
