import type { Command } from 'commander';
import type { Invocation } from '../program.ts';

const MORE = `
A server runs what is queued itself. With workers of their own, long jobs do not slow down requests:

  DATABASE_URL=postgresql://pagoda:secret@db/pagoda pagoda serve --no-worker
  DATABASE_URL=postgresql://pagoda:secret@db/pagoda PAGODA_WORKER_CONCURRENCY=8 pagoda worker

Start as many as you like. Give each the same settings as the servers, ENABLED_PLUGINS above all: what belongs to a plugin waits
for a worker that has it. On the machine of a server with an embedded database the same PAGODA_DATA_DIR does instead of DATABASE_URL.
SIGTERM and Ctrl-C let what runs end for PAGODA_WORKER_GRACE milliseconds. Of the rest, what may be repeated (onLost: 'retry') goes
back to the queue; other jobs end as ERROR.`;

export function addWorkerCommand(program: Command, invocation: Invocation): void {
  program
    .command('worker')
    .description('run what is queued, and serve nothing, until Ctrl-C')
    .addHelpText('after', MORE)
    .action(async () => {
      const { work } = await import('../work.ts');
      await work(invocation);
    });
}
