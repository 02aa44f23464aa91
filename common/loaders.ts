import DataLoader from 'dataloader';

/** Keeps one statement's parameters within reason; PostgreSQL takes arrays of any such length. */
const LARGEST_BATCH = 5000;

/**
 * The loaders of one request, made on first use: everything asked for in one turn of the event loop becomes one query, and
 * nothing is remembered beyond the request (another request may see less).
 */
export class Loaders {
  readonly #made = new Map<string, DataLoader<unknown, unknown, unknown>>();

  /**
   * The loader of this name; the first caller's `batch` serves every later one, so a name must imply all that `batch` closes
   * over apart from its keys.
   *
   * @param batch answers many keys at once; a key it leaves out loads as undefined.
   * @param identify what makes two keys the same, for keys that are objects.
   */
  get<K, V>(
    name: string,
    batch: (keys: readonly K[]) => Promise<ReadonlyMap<unknown, V>>,
    identify: (key: K) => unknown = (key) => key,
  ): DataLoader<K, V | undefined, unknown> {
    const known = this.#made.get(name);
    if (known !== undefined) return known as DataLoader<K, V | undefined, unknown>;
    const loader = new DataLoader<K, V | undefined, unknown>(
      async (keys) => {
        const found = await batch(keys);
        return keys.map((key) => found.get(identify(key)));
      },
      { maxBatchSize: LARGEST_BATCH, cacheKeyFn: identify },
    );
    this.#made.set(name, loader as DataLoader<unknown, unknown, unknown>);
    return loader;
  }
}
