import { parseCronItem, type ParsedCronItem } from 'graphile-worker';

/** What is queued by itself at certain minutes: once for all workers that know of it. */
export interface Recurring {
  /** Stored, with when it was queued last. */
  readonly identifier: string;
  /** Minute, hour, day of the month, month, day of the week; in UTC. */
  readonly cron: string;
  /** The task that it is queued for, with a `DuePayload`. */
  readonly task: string;
}

export interface DuePayload {
  readonly _cron: { readonly ts: string };
}

/** A worker that starts makes up for what was missed for so long, so that a restart at the wrong moment loses nothing. */
const MADE_UP_MS = 10 * 60_000;
const MAX_ATTEMPTS = 5;

/** What is wrong with a cron expression, or null. */
export function whyNotCron(cron: string): string | null {
  try {
    parseRecurring({ identifier: 'some', task: 'some', cron });
    return hasDay(cron) ? null : 'there is no such day in any year';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const FIRST_DAY = Date.UTC(2000, 0, 1);
const DAY_MS = 86_400_000;
/** After so many years all days are on the same days of the week again. */
const DAYS = 28 * 366;

/** Whether there is a day for it: the 30th of February never comes. Each minute and each hour is on every day. */
function hasDay(cron: string): boolean {
  const day = ['*', '*', ...cron.trim().split(/\s+/).slice(2)].join(' ');
  const { match } = parseRecurring({ identifier: 'some', task: 'some', cron: day });
  for (let index = 0; index < DAYS; index += 1) {
    const time = new Date(FIRST_DAY + index * DAY_MS);
    const [date, month, dow] = [time.getUTCDate(), time.getUTCMonth() + 1, time.getUTCDay()];
    if (match({ min: 0, hour: 0, date, month, dow })) return true;
  }
  return false;
}

function parseRecurring({ identifier, cron, task }: Recurring): ParsedCronItem {
  const options = { backfillPeriod: MADE_UP_MS, maxAttempts: MAX_ATTEMPTS };
  return parseCronItem({ identifier, match: cron, task, options });
}

/** What the queue looks at each minute. */
export class Schedule {
  /** Of the queue from when it has it on: changed in place. */
  readonly items: ParsedCronItem[] = [];
  #wanted: readonly Recurring[] = [];

  /** Called often, most times with the same list. */
  update(wanted: readonly Recurring[]): void {
    if (wanted === this.#wanted) return;
    this.#wanted = wanted;
    this.items.splice(0, this.items.length, ...wanted.map(parseRecurring));
  }
}
