import { InvalidArgumentError, type Command } from 'commander';
import type { Invocation } from '../program.ts';
import { controlJob, type ControlOptions } from './jobs-control.ts';
import { listJobsByHand, type ListOptions } from './jobs-list.ts';
import { tailJob, type TailOptions } from './jobs-tail.ts';

const MORE = `
Without --as the commands act as the system, which sees the jobs of all users; with it they have the rights of that user.

  pagoda jobs list --status preparing,processing
  pagoda jobs tail 42                 # from its first event to its end; exit 0 if it is DONE or WARNING, else 1
  pagoda jobs tail 42 --after 17      # only what comes after event 17
  pagoda jobs cancel 42 --as hanako
  pagoda jobs rerun 42 && pagoda jobs tail 42 --json`;

const AS = ['--as <username>', 'act with the rights of this user'] as const;
const JSON_FLAG = ['--json', 'print JSON'] as const;

export function addJobsCommand(program: Command, invocation: Invocation): void {
  const jobs = program
    .command('jobs')
    .description('what runs in the background: list, watch, cancel, run again')
    .addHelpText('after', MORE);
  jobs
    .command('list')
    .description('print jobs, newest first')
    .option('--status <names>', 'only these, such as processing,error')
    .option('--limit <number>', 'so many at most', parseCount, 50)
    .option('--hidden', 'those of operations that lists leave out, too')
    .option(...AS)
    .option(...JSON_FLAG)
    .action((options: ListOptions) => listJobsByHand(invocation, options));
  jobs
    .command('tail')
    .description('print the events of a job as they come, until it has ended; exit 1 if it ended badly')
    .argument('<id>', 'of the job', parseCount)
    .option('--after <number>', 'begin behind the event with this number', parsePlace, 0)
    .option(...AS)
    .option('--json', 'print one JSON object for each event')
    .action((id: number, options: TailOptions) => tailJob(invocation, id, options));
  const addControl = (name: 'cancel' | 'rerun', description: string): void => {
    jobs
      .command(name)
      .description(description)
      .argument('<id>', 'of the job', parseCount)
      .option(...AS)
      .option(...JSON_FLAG)
      .action((id: number, options: ControlOptions) => controlJob(invocation, name, id, options));
  };
  addControl('cancel', 'end a job that waits, ask one that runs to stop');
  addControl('rerun', 'run a job again that was canceled, failed or took too long');
}

function parseCount(text: string): number {
  if (/^[1-9]\d{0,9}$/.test(text) && Number(text) <= 2_147_483_647) return Number(text);
  throw new InvalidArgumentError('Give a whole number from 1 on.');
}

function parsePlace(text: string): number {
  return text === '0' ? 0 : parseCount(text);
}
