/** What a job costs beside a bare job of graphile-worker: both workers in turn, on one PostgreSQL. See docs/jobs.md. */
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { startCluster } from './cluster.ts';
import { median } from './figures.ts';
import { startBareJobs } from './jobs/bare.ts';
import type { JobContender } from './jobs/contender.ts';
import { startPagodaJobs } from './jobs/pagoda.ts';

const USAGE = `npm run bench:jobs -- [options]

  --jobs N           jobs of one round (default 400)
  --rounds N         rounds per contender (default 7)
  --concurrency N    how many run at once (default 4, as in production)
  --latencies N      jobs that are added one by one per contender (default 150)
  --seconds N        seconds that the job with 10,000 reports a second takes (default 3)`;

const REPORTS_PER_SECOND = 10_000;

const { values } = parseArgs({
  options: {
    jobs: { type: 'string', default: '400' },
    rounds: { type: 'string', default: '7' },
    concurrency: { type: 'string', default: '4' },
    latencies: { type: 'string', default: '150' },
    seconds: { type: 'string', default: '3' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) console.log(USAGE);
else await bench();

async function bench(): Promise<void> {
  await using stack = new AsyncDisposableStack();
  const cluster = await startCluster(null);
  stack.defer(cluster.stop);
  const concurrency = count('concurrency');
  const pagoda = await startPagodaJobs(cluster.url, cluster.directory, concurrency);
  stack.defer(pagoda.stop);
  const bare = await startBareJobs(cluster.url, concurrency);
  stack.defer(bare.stop);
  console.log(
    `Node ${process.version}, ${cpus().length} cores, load ${loadavg()[0]?.toFixed(1)}, ${concurrency} at once`,
  );

  const contenders = [pagoda, bare];
  for (const contender of contenders) for (let turn = 0; turn < 2; turn += 1) await contender.drain(count('jobs'));
  const rates = await measureInTurn(contenders, count('rounds'), async (contender) => {
    const seconds = await contender.drain(count('jobs'));
    return count('jobs') / seconds;
  });
  const ratios = rates.pagoda.map((rate, round) => rate / (rates.bare[round] ?? Number.NaN));
  tell('jobs/s', 'pagoda', rates.pagoda, 0);
  tell('jobs/s', 'bare graphile-worker', rates.bare, 0);
  tell('jobs/s', 'ratio', ratios, 2);

  const waits = await measureInTurn(contenders, count('latencies'), (contender) => contender.begin());
  tell('add to start, ms', 'pagoda', waits.pagoda, 1);
  tell('add to start, ms', 'bare graphile-worker', waits.bare, 1);

  const { reports, events, seconds } = await pagoda.report(REPORTS_PER_SECOND, count('seconds'));
  const perSecond = (number: number): string => (number / seconds).toFixed(1);
  console.log(`progress               ${perSecond(reports)} reports/s cost ${perSecond(events)} events/s`);
  console.log(`load at the end        ${loadavg()[0]?.toFixed(1)}`);
}

type Figures = Record<JobContender['name'], number[]>;

/** Who begins changes from round to round. */
async function measureInTurn(
  contenders: readonly JobContender[],
  rounds: number,
  measure: (contender: JobContender) => Promise<number>,
): Promise<Figures> {
  const figures: Figures = { pagoda: [], bare: [] };
  for (let round = 0; round < rounds; round += 1) {
    for (const contender of round % 2 === 0 ? contenders : contenders.toReversed()) {
      figures[contender.name].push(await measure(contender));
    }
  }
  return figures;
}

function tell(what: string, who: string, numbers: readonly number[], digits: number): void {
  const [middle, least, most] = [median(numbers), Math.min(...numbers), Math.max(...numbers)];
  const spread = `${least.toFixed(digits)}–${most.toFixed(digits)}`;
  console.log(`${what.padEnd(22)} ${who.padEnd(22)} median ${middle.toFixed(digits).padStart(6)}  (${spread})`);
}

function count(name: Exclude<keyof typeof values, 'help'>): number {
  const text = values[name];
  if (/^[1-9]\d{0,4}$/.test(text)) return Number(text);
  throw new Error(`--${name} is "${text}"; give a whole number from 1 to 99999`);
}
