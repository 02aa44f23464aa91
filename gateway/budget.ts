/**
 * How long one client request may wait for each agency, over all its hops (design D4). An agency that failed once in a
 * request is not asked again in it: later hops fail at once.
 */
export class RequestBudget {
  private readonly deadlines = new Map<string, number>();
  private readonly failed = new Set<string>();

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

  fail(subgraph: string): void {
    this.failed.add(subgraph);
  }
}
