// One job in the list. What did not change is left alone, so that focus and selection stay where they are.

import { ask, SessionOver } from './ask.js';
import { serverNow } from './clock.js';
import { JOB_FIELDS } from './job-fields.js';
import { JobLog } from './job-log.js';
import { Pace } from './pace.js';
import { copyOf, setText } from './parts.js';
import { amountOf, durationOf, leftOf, nameOf, showTime, sizeOf, statusOf } from './wording.js';

const mutation = (name, input) =>
  `mutation ($input: ${input}!) { ${name}(input: $input) { job { ${JOB_FIELDS} } errors { message } } }`;
const MUTATIONS = {
  cancelJob: mutation('cancelJob', 'CancelJobInput'),
  rerunJob: mutation('rerunJob', 'RerunJobInput'),
};
const DOWNLOAD = 'query ($id: ID!) { job(id: $id) { download { url filename } } }';

export class JobRow {
  element;
  job = null;
  #parts;
  #page;
  #log;
  #pace = new Pace();
  #isBusy = false;

  /** The page offers `live`, `news`, `confirmCancel(name, isWaiting)` and `endSession()`. */
  constructor(id, page) {
    const { element, parts } = copyOf('job');
    this.element = element;
    this.#parts = parts;
    this.#page = page;
    this.#log = new JobLog(id, parts, page.live);
    element.dataset.job = id;
    parts.cancel.addEventListener('click', () => void this.#cancel());
    parts.rerun.addEventListener('click', () => void this.#send('rerunJob'));
    parts.download.addEventListener('click', () => void this.#download());
    parts.details.addEventListener('toggle', () => (parts.details.open ? this.#log.open() : this.#log.close()));
  }

  /** What came late is left out. */
  take(job) {
    const before = this.job;
    if (before && job.lastSeq < before.lastSeq) return;
    this.job = job;
    this.#pace.take(job);
    this.#show();
    this.#log.take(job.lastSeq);
    const { word } = statusOf(job);
    if (before && word !== statusOf(before).word) {
      this.#page.news.tell(job.id, `${nameOf(job)}: ${word}.`);
      setText(this.#parts.problem, '');
    }
  }

  get isOver() {
    return statusOf(this.job).isFinal;
  }

  /** What depends on the time. */
  tick() {
    const { startedAt, endedAt, status } = this.job;
    const parts = this.#parts;
    const now = serverNow();
    parts.elapsedRow.hidden = startedAt === null;
    if (startedAt !== null) {
      setText(parts.elapsedLabel, this.isOver ? 'Took' : 'Elapsed');
      setText(parts.elapsed, durationOf((endedAt === null ? now : Date.parse(endedAt)) - Date.parse(startedAt)));
    }
    parts.leftRow.hidden = status !== 'PROCESSING';
    setText(parts.left, leftOf(this.#pace.left(now)));
  }

  #show() {
    const { job } = this;
    const parts = this.#parts;
    const name = nameOf(job);
    const { word, tone } = statusOf(job);
    this.element.dataset.tone = tone;
    setText(parts.name, name);
    setText(parts.status, job.attempt > 1 ? `${word} (attempt ${job.attempt})` : word);
    setText(parts.text, job.text);
    this.#showProgress(name);
    this.#showSince();
    this.#offer('cancel', job.isCancelable && !job.isStopping, `Cancel ${name}`);
    const isNew = job.status === 'PREPARING';
    setText(parts.rerun, isNew ? 'Start' : 'Run again');
    this.#offer('rerun', job.isRerunnable, isNew ? `Start ${name}` : `Run ${name} again`);
    this.#offer('download', job.download !== null, `Download the result of ${name}`);
    setText(parts.download, job.download ? `Download (${sizeOf(job.download.size)})` : '');
    parts.summary.setAttribute('aria-label', `Log of ${name}`);
    parts.region.setAttribute('aria-label', `Lines of the log of ${name}`);
    this.tick();
  }

  #showProgress(name) {
    const { progress, status } = this.job;
    const parts = this.#parts;
    const isRunning = status === 'PROCESSING';
    parts.progress.hidden = !isRunning && !(progress?.done || progress?.total);
    parts.bar.hidden = !isRunning;
    parts.bar.setAttribute('aria-label', `Progress of ${name}`);
    if (progress?.total > 0) {
      parts.bar.max = progress.total;
      parts.bar.value = progress.done;
    } else parts.bar.removeAttribute('value');
    const amount = progress ? [amountOf(progress), progress.text ?? ''].filter(Boolean).join(': ') : 'no report yet';
    setText(parts.amount, amount);
  }

  #showSince() {
    const { status, runAt, createdAt } = this.job;
    const isLater = status === 'PREPARING' && runAt !== null;
    setText(this.#parts.sinceLabel, isLater ? 'Not before' : 'Created');
    showTime(this.#parts.since, isLater ? runAt : createdAt);
  }

  /** Whoever has the focus on a button that goes is taken to the name of the job. */
  #offer(part, isOffered, label) {
    const button = this.#parts[part];
    if (!isOffered && document.activeElement === button) this.#parts.name.focus();
    button.hidden = !isOffered;
    button.setAttribute('aria-label', label);
  }

  async #cancel() {
    if (await this.#page.confirmCancel(nameOf(this.job), this.job.status === 'PREPARING'))
      await this.#send('cancelJob');
  }

  async #send(name) {
    await this.#try(async () => {
      const { [name]: answer } = await ask(MUTATIONS[name], { input: { id: this.job.id } });
      if (answer.job) this.take(answer.job);
      setText(this.#parts.problem, answer.errors.map(({ message }) => message).join(' '));
    });
  }

  /** An address is good for a while only, so each click asks for its own. */
  async #download() {
    await this.#try(async () => {
      const { job } = await ask(DOWNLOAD, { id: this.job.id });
      if (!job?.download) throw new Error('The result is kept no longer.');
      const link = document.createElement('a');
      link.href = job.download.url;
      link.download = job.download.filename;
      link.click();
    });
  }

  async #try(act) {
    if (this.#isBusy) return;
    this.#isBusy = true;
    setText(this.#parts.problem, '');
    try {
      await act();
    } catch (error) {
      if (error instanceof SessionOver) this.#page.endSession();
      else setText(this.#parts.problem, error.message);
    } finally {
      this.#isBusy = false;
    }
  }
}
