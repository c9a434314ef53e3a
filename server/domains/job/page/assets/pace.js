// How long the rest of a job may take, by what it has reported so far.

const WINDOW_MS = 60_000;
const STEP_MS = 1000;
const LEAST_MS = 2000;

export class Pace {
  #attempt = null;
  /** Time and amount, the oldest first; the first of an attempt is its start with nothing done. */
  #reports = [];
  #total = null;

  /** What the job says of itself now. */
  take({ attempt, startedAt, updatedAt, progress }) {
    if (attempt !== this.#attempt) {
      this.#attempt = attempt;
      this.#reports = [];
    }
    if (!startedAt || !progress) return;
    if (this.#reports.length === 0) this.#reports.push({ time: Date.parse(startedAt), done: 0 });
    this.#total = progress.total;
    this.#add({ time: Date.parse(updatedAt), done: progress.done });
  }

  /** Milliseconds; null when nobody can know: no total, too early, or later than it should be. */
  left(now) {
    const [first, last] = [this.#reports.at(0), this.#reports.at(-1)];
    if (this.#total === null || !last || last.done <= first.done || last.time - first.time < LEAST_MS) return null;
    const rate = (last.done - first.done) / (last.time - first.time);
    const left = Math.max(0, this.#total - last.done) / rate - (now - last.time);
    return left > 0 ? left : null;
  }

  #add(report) {
    const last = this.#reports.at(-1);
    if (report.time <= last.time || report.done === last.done) return;
    if (report.done < last.done) this.#reports = [];
    if (this.#reports.length > 1 && last.time - this.#reports.at(-2).time < STEP_MS) this.#reports.pop();
    this.#reports.push(report);
    // The speed of the last minute says more than that of the first.
    while (this.#reports.length > 2 && this.#reports[1].time <= report.time - WINDOW_MS) this.#reports.shift();
  }
}
