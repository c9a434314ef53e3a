const REMEMBERED = 128;

/** How often a handler was called, how often it failed, and how long its last calls took. */
export class Tally {
  calls = 0;
  failures = 0;
  #durations: Float64Array | null = null;

  record(milliseconds: number): void {
    this.#durations ??= new Float64Array(REMEMBERED);
    this.#durations[this.calls % REMEMBERED] = milliseconds;
    this.calls += 1;
  }

  /** Milliseconds that this share of the last calls stayed within; null before the first. */
  percentile(share: number): number | null {
    if (!this.#durations) return null;
    const sorted = this.#durations.slice(0, Math.min(this.calls, REMEMBERED)).sort();
    return sorted[Math.ceil(share * sorted.length) - 1] ?? null;
  }
}
