/** A map that forgets what was used least lately once it is full. */
export class Bounded<V> {
  readonly #held = new Map<string, V>();

  constructor(private readonly most: number) {}

  get size(): number {
    return this.#held.size;
  }

  get(key: string): V | undefined {
    const found = this.#held.get(key);
    if (found === undefined) return undefined;
    this.#held.delete(key);
    this.#held.set(key, found);
    return found;
  }

  set(key: string, value: V): void {
    this.#held.delete(key);
    const [oldest] = this.#held.keys();
    if (this.#held.size >= this.most && oldest !== undefined) this.#held.delete(oldest);
    this.#held.set(key, value);
  }

  delete(key: string, value: V): void {
    if (this.#held.get(key) === value) this.#held.delete(key);
  }
}
