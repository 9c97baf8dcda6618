/** Keeps at most so many values; the one that was put longest ago goes first. */
export class BoundedCache<Key, Value> {
  readonly #values = new Map<Key, Value>();
  readonly #maxValues: number;

  constructor(maxValues: number) {
    this.#maxValues = maxValues;
  }

  get(key: Key): Value | undefined {
    return this.#values.get(key);
  }

  delete(key: Key): void {
    this.#values.delete(key);
  }

  put(key: Key, value: Value): void {
    this.#values.delete(key);
    if (this.#values.size >= this.#maxValues) {
      for (const oldest of this.#values.keys()) {
        this.#values.delete(oldest);
        break;
      }
    }
    this.#values.set(key, value);
  }
}
