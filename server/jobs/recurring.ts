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
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
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
