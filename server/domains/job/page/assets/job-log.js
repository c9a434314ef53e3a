// What happened to one job: the newest of it when it is opened, then each event as it comes, the earlier ones when they are asked for.

import { ask } from './ask.js';
import { copyOf } from './parts.js';
import { showTime, statusOf } from './wording.js';

const AT_FIRST = 300;
const EARLIER = 100;
const EARLIER_LINES = 20;
const MOST_LINES = 2000;
const TOGETHER_MS = 50;
const AGAIN_MS = 2000;
const BOTTOM_PIXELS = 8;

const LEVELS = ['DEBUG', 'INFO', 'WARN', 'ERROR'];
const FIELDS = 'seq attempt kind time status level message';
const FOLLOW = `subscription ($id: ID!, $after: Int!) { jobEvents(id: $id, after: $after) { ${FIELDS} } }`;
const READ = `query ($id: ID!, $after: Int!, $first: Int!) { job(id: $id) { events(after: $after, first: $first) { ${FIELDS} } } }`;

export class JobLog {
  #id;
  #parts;
  #live;
  #isOpen = false;
  /** The shown events are those after the first number, up to the second. */
  #first = 0;
  #seen = 0;
  /** The newest that the job has, as far as is known. */
  #newest = 0;
  #unsubscribe = null;
  #arrived = [];
  #flushing = 0;

  constructor(id, parts, live) {
    this.#id = id;
    this.#parts = parts;
    this.#live = live;
    parts.level.addEventListener('change', () => this.#filter());
    parts.earlier.addEventListener('click', () => void this.#showEarlier());
    this.#filter();
  }

  open() {
    this.#isOpen = true;
    this.#first = this.#seen = Math.max(0, this.#newest - AT_FIRST);
    this.#follow();
    this.#flush();
  }

  close() {
    this.#isOpen = false;
    this.#unsubscribe?.();
    this.#unsubscribe = null;
    this.#arrived = [];
    clearTimeout(this.#flushing);
    this.#flushing = 0;
    this.#parts.lines.replaceChildren();
  }

  /** How far the job is now: a log that was complete may go on. */
  take(lastSeq) {
    this.#newest = Math.max(this.#newest, lastSeq);
    if (this.#isOpen) this.#follow();
  }

  #follow() {
    if (this.#unsubscribe || (this.#seen > 0 && this.#newest <= this.#seen)) return;
    this.#unsubscribe = this.#live.subscribe({
      query: FOLLOW,
      variables: () => ({ id: this.#id, after: this.#seen }),
      next: ({ jobEvents }) => this.#hear(jobEvents),
      complete: () => {
        this.#unsubscribe = null;
        setTimeout(() => this.#isOpen && this.#follow(), AGAIN_MS);
      },
    });
  }

  #hear(event) {
    // What was asked for again after a broken connection may still come twice.
    if (event.seq <= this.#seen) return;
    this.#seen = event.seq;
    this.#arrived.push(event);
    this.#flushing ||= setTimeout(() => this.#flush(), TOGETHER_MS);
  }

  #flush() {
    const { region, lines } = this.#parts;
    this.#flushing = 0;
    const isAtBottom = this.#isAtBottom();
    lines.append(...linesOf(this.#arrived));
    this.#arrived = [];
    while (lines.children.length > MOST_LINES) {
      this.#first = Number(lines.firstElementChild.dataset.seq);
      lines.firstElementChild.remove();
    }
    if (isAtBottom) region.scrollTop = region.scrollHeight;
    this.#describe();
  }

  #isAtBottom() {
    const { region } = this.#parts;
    return region.scrollHeight - region.scrollTop - region.clientHeight < BOTTOM_PIXELS;
  }

  /** Scrolls to where what was shown before begins, so that it is seen that there is more. */
  async #showEarlier() {
    const { region, lines, none } = this.#parts;
    const height = region.scrollHeight;
    const before = lines.children.length;
    try {
      // Reports of progress are no lines, so a step back may show nothing.
      while (this.#first > 0 && lines.children.length < before + EARLIER_LINES) {
        const after = Math.max(0, this.#first - EARLIER);
        const { job } = await ask(READ, { id: this.#id, after, first: this.#first - after });
        if (!job || !this.#isOpen) return;
        lines.prepend(...linesOf(job.events));
        this.#first = after;
      }
      region.scrollTop = region.scrollHeight - height - region.clientHeight / 2;
      this.#describe();
    } catch (error) {
      none.textContent = error.message;
    }
  }

  /** Who follows the end of the log goes on to. */
  #filter() {
    const { region, level } = this.#parts;
    const isAtBottom = this.#isAtBottom();
    region.dataset.least = level.value;
    this.#describe();
    if (isAtBottom) region.scrollTop = region.scrollHeight;
  }

  #describe() {
    const { lines, none, earlier, level, region } = this.#parts;
    const shown = LEVELS.slice(LEVELS.indexOf(level.value));
    const isShown = shown.some((name) => lines.querySelector(`[data-level="${name}"]`));
    none.textContent = isShown ? '' : level.value === 'DEBUG' ? 'Nothing else was logged.' : 'No lines of this level.';
    const mayLoseFocus = document.activeElement === earlier && this.#first === 0;
    earlier.hidden = this.#first === 0;
    if (mayLoseFocus) region.focus();
  }
}

function linesOf(events) {
  return events.filter(({ kind }) => kind !== 'PROGRESS').map(makeLine);
}

function makeLine({ seq, attempt, kind, time, status, level, message }) {
  const { element, parts } = copyOf('line');
  element.dataset.seq = seq;
  element.dataset.level = kind === 'LOG' ? level : 'STATUS';
  showTime(parts.time, time);
  parts.level.textContent = kind === 'LOG' ? level : '';
  parts.message.textContent = kind === 'LOG' ? message : statusText(status, attempt, message);
  return element;
}

function statusText(status, attempt, message) {
  const word = statusOf({ status }).word;
  return `${word}${attempt > 1 ? ` (attempt ${attempt})` : ''}${message ? `: ${message}` : ''}`;
}
