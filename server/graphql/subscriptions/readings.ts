/** A look at the database that found events. */
export interface Reading {
  readonly by: Readings;
  readonly number: number;
}

/** An event that was found by reading. Events of one reading cost each subscriber one look at his rights. */
export interface ReadEvent {
  readonly reading: Reading;
}

/** The looks of one who reads events for many, counted: what was found out after one holds for all that it and those before it found. */
export class Readings {
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** To be called when the answer of the database is there. */
  next(): Reading {
    this.#count += 1;
    return { by: this, number: this.#count };
  }
}
