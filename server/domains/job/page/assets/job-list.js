// The caller's jobs, newest first: a page of them, older ones when they are asked for, and each change as it comes.

import { ask, SessionOver } from './ask.js';
import { JOB_FIELDS } from './job-fields.js';
import { JobRow } from './job-row.js';

const PAGE = 20;
const AGAIN_MS = 5000;

const LIST = `query ($first: Int!, $after: String) {
  me { username }
  jobs(filter: { isMine: true }, first: $first, after: $after) {
    nodes { ${JOB_FIELDS} }
    pageInfo { hasNextPage endCursor }
  }
}`;
const ONE = `query ($id: ID!) { job(id: $id) { ${JOB_FIELDS} } }`;

export class JobList {
  #element;
  #page;
  #onChange;
  #rows = new Map();
  #cursor = null;
  #isReading = false;
  #again = 0;

  /** The page is that of the rows; besides, `showUser(name)`. `onChange` is told when the list is another. */
  constructor(element, page, onChange) {
    this.#element = element;
    this.#page = page;
    this.#onChange = onChange;
  }

  get jobs() {
    return [...this.#rows.values()].map(({ job }) => job);
  }

  get hasOlder() {
    return this.#cursor !== null;
  }

  /** Reads what may have happened unseen: the newest page, and whatever else has not ended. */
  async refresh() {
    if (this.#isReading) return;
    this.#isReading = true;
    clearTimeout(this.#again);
    try {
      const { jobs, me } = await ask(LIST, { first: PAGE });
      this.#page.showUser(me.username);
      this.#join(jobs);
      const read = new Set(jobs.nodes.map(({ id }) => id));
      for (const [id, row] of this.#rows) if (!read.has(id) && !row.isOver) await this.#reread(id);
      this.#onChange();
    } catch (error) {
      if (error instanceof SessionOver) this.#page.endSession();
      else this.#again = setTimeout(() => void this.refresh(), AGAIN_MS);
    } finally {
      this.#isReading = false;
    }
  }

  /** One more page; gives the first of its rows. */
  async readOlder() {
    const { jobs } = await ask(LIST, { first: PAGE, after: this.#cursor });
    this.#setCursor(jobs);
    const rows = jobs.nodes.map((job) => this.#put(job));
    this.#onChange();
    return rows[0] ?? null;
  }

  /** A job as it is now. One that is older than all that are shown waits until these are asked for. */
  take(job) {
    const oldest = Math.min(...[...this.#rows.keys()].map(Number));
    if (this.hasOlder && !this.#rows.has(job.id) && Number(job.id) < oldest) return;
    this.#put(job);
    this.#onChange();
  }

  tick() {
    for (const row of this.#rows.values()) if (!row.isOver) row.tick();
  }

  #join(jobs) {
    const isFirst = this.#rows.size === 0;
    const hasGap = !isFirst && jobs.pageInfo.hasNextPage && !jobs.nodes.some(({ id }) => this.#rows.has(id));
    if (hasGap) {
      this.#rows.clear();
      this.#element.replaceChildren();
    }
    if (isFirst || hasGap) this.#setCursor(jobs);
    for (const job of jobs.nodes) this.#put(job);
  }

  #setCursor({ pageInfo: { hasNextPage, endCursor } }) {
    this.#cursor = hasNextPage ? endCursor : null;
  }

  #put(job) {
    const known = this.#rows.get(job.id);
    if (known) {
      known.take(job);
      return known;
    }
    const row = new JobRow(job.id, this.#page);
    this.#rows.set(job.id, row);
    row.take(job);
    const next = [...this.#element.children].find(({ dataset }) => Number(dataset.job) < Number(job.id));
    this.#element.insertBefore(row.element, next ?? null);
    return row;
  }

  async #reread(id) {
    const { job } = await ask(ONE, { id });
    const row = this.#rows.get(id);
    if (job) row?.take(job);
    else {
      row?.element.remove();
      this.#rows.delete(id);
    }
  }
}
