/**
 * Remembers proofs for at least `keepMs`, so that none is taken twice. Two generations: the older one is dropped whole, which
 * costs nothing per entry. When a generation is full nothing new is taken: forgetting would let a replay through.
 */
export class ReplayCache {
  #current = new Set<string>();
  #previous = new Set<string>();
  #startedAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly keepMs = 60_000,
    private readonly most = 200_000,
  ) {}

  /** True the first time; false for one seen before, or when there is no room to remember it. */
  take(id: string, now: Date): boolean {
    this.#turn(now.getTime());
    if (this.#current.has(id) || this.#previous.has(id) || this.#current.size >= this.most) return false;
    this.#current.add(id);
    return true;
  }

  #turn(now: number): void {
    if (now - this.#startedAt < this.keepMs) return;
    // After two idle generations the older entries are past keeping as well.
    this.#previous = now - this.#startedAt < 2 * this.keepMs ? this.#current : new Set();
    this.#current = new Set();
    this.#startedAt = now;
  }
}
