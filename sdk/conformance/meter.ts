/** Counts what one call of plugin code asks of the models. */
export class Meter {
  /** How often something was read or written. */
  calls = 0;
  /** Whether a value was asked for that the samples do not have, so that a throw proves nothing. */
  isBlind = false;
  #isOver = false;
  readonly #open = new Map<symbol, string>();
  readonly #late: string[] = [];

  /** A call of a model: is counted, and is open until the result is there. */
  async count<Result>(name: string, result: () => Result): Promise<Result> {
    if (this.#isOver) this.#late.push(name);
    this.calls += 1;
    const call = Symbol(name);
    this.#open.set(call, name);
    // A turn later, as with a real database: who does not await it ends before it.
    await new Promise((resolve) => setImmediate(resolve));
    this.#open.delete(call);
    return result();
  }

  /** The plugin's code has ended: gives what it did not wait for. */
  end(): readonly string[] {
    this.#isOver = true;
    return [...this.#open.values()];
  }

  /** What it asked for afterwards. */
  get late(): readonly string[] {
    return this.#late;
  }
}
