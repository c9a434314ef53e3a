interface Kept<V> {
  readonly value: V;
  readonly bytes: number;
}

/** A cache that forgets what was not used for longest when the estimated sizes add up to more than it may hold. */
export class ByteLru<V> {
  readonly #limit: number;
  readonly #measure: (value: V, key: string) => number;
  readonly #kept = new Map<string, Kept<V>>();
  #bytes = 0;

  constructor(limit: number, measure: (value: V, key: string) => number) {
    this.#limit = limit;
    this.#measure = measure;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get size(): number {
    return this.#kept.size;
  }

  get(key: string): V | undefined {
    const kept = this.#kept.get(key);
    if (!kept) return undefined;
    // A map lists its keys by the time they were set: set again, it is the last to be forgotten.
    this.#kept.delete(key);
    this.#kept.set(key, kept);
    return kept.value;
  }

  /** A value that is larger than the whole cache is not kept. */
  set(key: string, value: V): void {
    this.delete(key);
    const bytes = this.#measure(value, key);
    if (bytes > this.#limit) return;
    this.#kept.set(key, { value, bytes });
    this.#bytes += bytes;
    for (const oldest of this.#kept.keys()) {
      if (this.#bytes <= this.#limit) return;
      this.delete(oldest);
    }
  }

  delete(key: string): boolean {
    this.#bytes -= this.#kept.get(key)?.bytes ?? 0;
    return this.#kept.delete(key);
  }

  clear(): void {
    this.#kept.clear();
    this.#bytes = 0;
  }
}
