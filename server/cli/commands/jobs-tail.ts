import type { JobEvent } from '../../domains/job/index.ts';
import { EXIT } from '../exit-code.ts';
import type { Invocation } from '../program.ts';
import { onOneLine } from '../safe-text.ts';
import { withApp } from '../with-app.ts';
import { contextAs } from './acting-user.ts';
import { getNamedJob } from './named-job.ts';

export interface TailOptions {
  readonly as?: string;
  readonly after: number;
  readonly json?: boolean;
}

/** How a job may end without the command failing. */
const GOOD = ['DONE', 'WARNING'];

/** Follows a job live: what is stored already, then each event as it is committed. */
export async function tailJob(
  invocation: Invocation,
  id: number,
  { as, after, json = false }: TailOptions,
): Promise<void> {
  const { print } = invocation.terminal;
  const { status } = await withApp(invocation, async (app) => {
    const ctx = await contextAs(app, as);
    await getNamedJob(ctx, id, as);
    for await (const { isVisibleTo: _, reading: __, ...event } of await app.host.jobFeeds.watch(id, after)) {
      print(json ? JSON.stringify(event) : lineOf(event));
    }
    return getNamedJob(ctx, id, as);
  });
  if (!GOOD.includes(status)) invocation.exitWith(EXIT.failed);
}

function lineOf({ seq, time, ...event }: JobEvent): string {
  return `${String(seq).padStart(5)}  ${time.toISOString().slice(11, 23)}  ${saidBy(event)}`;
}

function saidBy({ kind, status, level, done, total, message }: Omit<JobEvent, 'seq' | 'time'>): string {
  const what = kind === 'PROGRESS' ? `${done}${total === null ? '' : `/${total}`}` : (status ?? level ?? '');
  return message === null ? what : `${what.padEnd(10)}  ${onOneLine(message)}`;
}
