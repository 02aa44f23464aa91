interface Held<V> {
  readonly value: V;
  readonly weight: number;
}

/**
 * A map that forgets what was used least lately once what it holds weighs too much. What is weighed is memory, roughly: a number of
 * entries alone would leave it to clients how large each is.
 */
export class Bounded<V> {
  readonly #held = new Map<string, Held<V>>();
  #weight = 0;

  /** @param most weight of all together; one that is heavier by itself is not kept */
  constructor(private readonly most: number) {}

  get size(): number {
    return this.#held.size;
  }

  get(key: string): V | undefined {
    const found = this.#held.get(key);
    if (found === undefined) return undefined;
    this.#held.delete(key);
    this.#held.set(key, found);
    return found.value;
  }

  set(key: string, value: V, weight: number): void {
    this.#drop(key);
    this.#held.set(key, { value, weight });
    this.#weight += weight;
    for (const oldest of this.#held.keys()) {
      if (this.#weight <= this.most) return;
      this.#drop(oldest);
    }
  }

  delete(key: string, value: V): void {
    if (this.#held.get(key)?.value === value) this.#drop(key);
  }

  #drop(key: string): void {
    this.#weight -= this.#held.get(key)?.weight ?? 0;
    this.#held.delete(key);
  }
}
