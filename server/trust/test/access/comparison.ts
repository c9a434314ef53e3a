import { isDeepStrictEqual } from 'node:util';

/** Counts what was compared and keeps what did not agree. */
export class Comparison {
  readonly disagreements: string[] = [];
  triples = 0;
  readonly #seed: number;

  constructor(seed: number) {
    this.#seed = seed;
  }

  /** One object or attribute that one user asked for through one door. */
  compare(user: { readonly username: string }, door: string, object: string, wanted: unknown, got: unknown): void {
    this.triples += 1;
    if (isDeepStrictEqual(wanted, got)) return;
    this.disagreements.push(
      `seed ${this.#seed}, ${user.username}, ${door}, ${object}: ${JSON.stringify(wanted)} was expected, not ${JSON.stringify(got)}`,
    );
  }
}
