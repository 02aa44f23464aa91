/**
 * What one custodian may tell of one request for the ledger, in characters: a full child takes three thousand. The ledger takes no
 * row that is longer than all of theirs, and without its row nobody's data would leave.
 */
const MOST_DISCLOSED = 1_000_000;

/**
 * How long one client request may wait for each agency, over all its hops (design D4). An agency that failed once in a
 * request is not asked again in it: later hops fail at once.
 */
export class RequestBudget {
  private readonly deadlines = new Map<string, number>();
  private readonly failed = new Set<string>();
  private readonly disclosed = new Map<string, number>();

  constructor(
    private readonly agencyMs: number,
    private readonly hubMs: number,
    private readonly hub: string,
    private readonly clock: () => number = () => performance.now(),
  ) {}

  /** Milliseconds left for this subgraph in this request; 0 when it is spent or the subgraph has failed already. */
  remaining(subgraph: string): number {
    if (this.failed.has(subgraph)) return 0;
    const now = this.clock();
    let deadline = this.deadlines.get(subgraph);
    if (deadline === undefined) {
      deadline = now + (subgraph === this.hub ? this.hubMs : this.agencyMs);
      this.deadlines.set(subgraph, deadline);
    }
    return Math.max(0, deadline - now);
  }

  /** Counts what a subgraph tells for the ledger; false when it is too much. @param size in characters */
  disclose(subgraph: string, size: number): boolean {
    const total = (this.disclosed.get(subgraph) ?? 0) + size;
    this.disclosed.set(subgraph, total);
    return total <= MOST_DISCLOSED;
  }

  fail(subgraph: string): void {
    this.failed.add(subgraph);
  }
}
