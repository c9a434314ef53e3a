import { makeConfirmCancel } from './cancel-dialog.js';
import { JOB_FIELDS } from './job-fields.js';
import { JobList } from './job-list.js';
import { Live } from './live.js';
import { News } from './news.js';
import { setText } from './parts.js';
import { summaryOf } from './wording.js';

const LOG_IN = '/login?next=/jobs';
/** What changed between the reading of the list and the start of the subscription would be missed. */
const LOOK_AGAIN_MS = 2000;
const LOOK_MS = 60_000;

const element = (id) => document.getElementById(id);
const news = new News(element('news'));
const older = element('older');
let isOver = false;

const live = new Live({
  open() {
    if (element('connection').textContent !== '') news.tell('connection', 'Connected again.');
    element('connection').replaceChildren();
  },
  lost: () => showConnection('The connection to the server is lost. What you see may be old. Trying again…'),
  over: endSession,
});

const page = {
  live,
  news,
  confirmCancel: makeConfirmCancel(element('cancel')),
  endSession,
  showUser(name) {
    const known = element('who').textContent;
    // Somebody else logged in with this browser: these jobs are not his.
    if (known !== '' && known !== name) location.reload();
    setText(element('who'), name);
  },
};

const list = new JobList(element('jobs'), page, () => {
  const { jobs, hasOlder } = list;
  setText(element('summary'), summaryOf(jobs, hasOlder));
  element('empty').hidden = jobs.length > 0;
  older.hidden = !hasOlder;
});

live.subscribe({
  query: `subscription { jobUpdated { ${JOB_FIELDS} } }`,
  next: ({ jobUpdated }) => list.take(jobUpdated),
  started() {
    look();
    setTimeout(look, LOOK_AGAIN_MS);
  },
  isEndless: true,
});
live.open();

setInterval(() => list.tick(), 1000);
setInterval(() => document.hidden || look(), LOOK_MS);
addEventListener('online', () => live.open());
document.addEventListener('visibilitychange', () => document.hidden || live.open());
older.addEventListener('click', () => void showOlder());
element('log-out').addEventListener('click', () => void logOut());

function look() {
  if (!isOver) void list.refresh();
}

function showConnection(text, ...more) {
  const [known] = element('connection').children;
  if (known?.textContent === text) return;
  const line = document.createElement('p');
  line.append(text, ...more);
  element('connection').replaceChildren(line);
}

function endSession() {
  if (isOver) return;
  isOver = true;
  live.close();
  const link = document.createElement('a');
  link.href = LOG_IN;
  link.textContent = 'Log in again';
  showConnection('Your session has ended. ', link);
}

/** Goes on where the list ended. */
async function showOlder() {
  try {
    const first = await list.readOlder();
    first?.element.querySelector('h2').focus();
  } catch (error) {
    news.tell('older', error.message);
  }
}

async function logOut() {
  const [, token = ''] = /(?:^|; )csrftoken=([^;]*)/.exec(document.cookie) ?? [];
  const { ok } = await fetch('/logout', { method: 'POST', headers: { 'x-csrftoken': token } }).catch(() => ({
    ok: false,
  }));
  location.href = ok ? LOG_IN : '/login?stay';
}
