/** Steps between two looks at the clock. */
const CLOCK_INTERVAL = 256;

/** When an execution has to be over. */
export class Deadline {
  readonly #end: number;
  #steps = 0;
  #isOver = false;

  constructor(milliseconds: number) {
    this.#end = performance.now() + milliseconds;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** From now on every step throws. */
  expire(): void {
    this.#isOver = true;
  }

  /** Throws when the time is over. Work that never waits is stopped by its own steps: no timer would get a turn. */
  step(): void {
    this.#steps += 1;
    if (this.#steps % CLOCK_INTERVAL === 0 && performance.now() > this.#end) this.expire();
    if (this.#isOver) throw new OutOfTime();
  }
}

export class OutOfTime extends Error {
  constructor() {
    super('The operation took longer than it may.');
    this.name = 'OutOfTime';
  }
}
