// How the page says things.

const number = new Intl.NumberFormat();
const timeOfDay = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });
const dayAndTime = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });

const STATUSES = {
  PREPARING: { word: 'Waiting', tone: 'idle', isFinal: false },
  PROCESSING: { word: 'Running', tone: 'busy', isFinal: false },
  DONE: { word: 'Done', tone: 'good', isFinal: true },
  ERROR: { word: 'Failed', tone: 'bad', isFinal: true },
  TIMEOUT: { word: 'Timed out', tone: 'bad', isFinal: true },
  CANCELED: { word: 'Cancelled', tone: 'idle', isFinal: true },
  WARNING: { word: 'Partly done', tone: 'warn', isFinal: true },
};

/** The word, the tone and whether it is an end. */
export function statusOf({ status, isStopping }) {
  const known = STATUSES[status] ?? { word: status, tone: 'idle', isFinal: false };
  return isStopping && !known.isFinal ? { ...known, word: 'Stopping', tone: 'warn' } : known;
}

/** `EXPORT_ENTRY` as words; names of plugins' operations as they are. */
export function nameOf({ id, operationName, target }) {
  const words = /^[A-Z\d_]+$/.test(operationName)
    ? sentence(operationName.toLowerCase().replaceAll('_', ' '))
    : operationName;
  return `${words}${target ? ` of ${target.name}` : ''} #${id}`;
}

function sentence(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export function durationOf(milliseconds) {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const [minutes, hours, days] = [Math.floor(seconds / 60), Math.floor(seconds / 3600), Math.floor(seconds / 86_400)];
  if (minutes === 0) return `${seconds} s`;
  if (hours === 0) return `${minutes} min ${seconds % 60} s`;
  if (days === 0) return `${hours} h ${minutes % 60} min`;
  return `${days} d ${hours % 24} h`;
}

/** An estimate is no measure: the longer, the coarser. */
export function leftOf(milliseconds) {
  if (milliseconds === null) return 'not known';
  const seconds = Math.ceil(milliseconds / 1000);
  if (seconds < 10) return 'a few seconds';
  if (seconds < 60) return `about ${Math.ceil(seconds / 10) * 10} s`;
  if (seconds < 3600) return `about ${Math.ceil(seconds / 60)} min`;
  return `about ${durationOf(Math.ceil(seconds / 600) * 600_000)}`;
}

export function amountOf({ done, total }) {
  if (total === null) return `${number.format(done)} done`;
  const percent = total > 0 ? ` (${Math.floor((Math.min(done, total) / total) * 100)} %)` : '';
  return `${number.format(done)} of ${number.format(total)}${percent}`;
}

export function sizeOf(bytes) {
  if (bytes < 1000) return `${number.format(bytes)} bytes`;
  if (bytes < 1_000_000) return `${number.format(Math.ceil(bytes / 1000))} kB`;
  return `${number.format(Math.ceil(bytes / 100_000) / 10)} MB`;
}

/** Local, with the day unless it is today; in full for whoever points at it. */
export function showTime(element, iso, now = new Date()) {
  const time = new Date(iso);
  const isToday = time.toDateString() === now.toDateString();
  element.dateTime = iso;
  element.title = iso;
  element.textContent = (isToday ? timeOfDay : dayAndTime).format(time);
}

export function summaryOf(jobs, hasMore) {
  if (jobs.length === 0) return '';
  const count = (status) => jobs.filter((job) => job.status === status).length;
  const [running, waiting] = [count('PROCESSING'), count('PREPARING')];
  const shown = `${number.format(jobs.length)} ${jobs.length === 1 ? 'job' : 'jobs'}${hasMore ? ', and older ones' : ''}`;
  return `${number.format(running)} running, ${number.format(waiting)} waiting. Shown: ${shown}.`;
}
