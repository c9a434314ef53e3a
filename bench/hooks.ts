/** What hooks of plugins cost: the same requests to servers with and without handlers, in turn. See docs/performance.md. */
import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { ensureCaller } from './caller.ts';
import { ROOT } from './child.ts';
import { startCluster } from './cluster.ts';
import { environmentOf, startPagoda, type Contender } from './contender.ts';
import { drive, type Load, type Round } from './drive.ts';
import { median } from './figures.ts';
import { makeQueries, type BenchQuery } from './queries.ts';
import { LARGEST, readSamples } from './samples.ts';
import { seed } from './seed.ts';

const USAGE = `node bench/hooks.ts [options]

  --entries N        entries of demo data (default 10000)
  --rounds N         rounds per query and server (default 20)
  --seconds N        seconds per round (default 1)
  --warm-up N        seconds for each query and server before (default 12)
  --connections N    connections of the load generator (default 8)
  --query q1,q2      only these of q1, q2 and q5
  --plugin a,b       only these of idle-hooks, attrs-hook and attrs-batch-hook, beside the server without a plugin
  --data DIRECTORY   keep the database there and use it again`;

/** By the plugin that is enabled. */
const VARIANTS = {
  'no plugin': '',
  '17 idle handlers': 'idle-hooks',
  get_attrs: 'attrs-hook',
  'get_attrs, batched': 'attrs-batch-hook',
} as const;
const YARDSTICK = 'no plugin';

type Variant = keyof typeof VARIANTS;

const { values } = parseArgs({
  options: {
    entries: { type: 'string', default: '10000' },
    rounds: { type: 'string', default: '20' },
    seconds: { type: 'string', default: '1' },
    'warm-up': { type: 'string', default: '12' },
    connections: { type: 'string', default: '8' },
    query: { type: 'string', default: 'q1,q2,q5' },
    plugin: { type: 'string', default: 'idle-hooks,attrs-hook,attrs-batch-hook' },
    data: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) console.log(USAGE);
else await bench();

interface Competitor {
  readonly variant: Variant;
  readonly contender: Contender;
  readonly rounds: Map<BenchQuery, Round[]>;
}

async function bench(): Promise<void> {
  await using stack = new AsyncDisposableStack();
  const cluster = await startCluster(values.data ?? null);
  stack.defer(cluster.stop);
  const options = {
    databaseUrl: cluster.url,
    dataDir: cluster.directory,
    token: values.data === undefined ? randomBytes(20).toString('hex') : 'benchmark'.padEnd(40, '0'),
    executor: 'jit',
  };
  console.error(`Seeding ${values.entries} entries`);
  await seed(cluster.url, count('entries'), environmentOf(options));
  const caller = await ensureCaller(cluster.url, LARGEST);
  const competitors: Competitor[] = [];
  const plugins = ['', ...values.plugin.split(',')];
  for (const [variant, plugin] of Object.entries(VARIANTS) as [Variant, string][]) {
    if (!plugins.includes(plugin)) continue;
    const env = { ENABLED_PLUGINS: plugin, PAGODA_PLUGINS_DIR: `${ROOT}/bench/plugins`, PLUGINS_STRICT: '1' };
    const contender = await startPagoda({ ...options, caller, env });
    stack.defer(contender.stop);
    competitors.push({ variant, contender, rounds: new Map() });
  }
  const wanted = values.query.split(',');
  const queries = makeQueries(await readSamples(cluster.url)).filter(({ name }) => wanted.includes(name));
  const load = { connections: count('connections'), postmaster: cluster.postmaster };

  for (const query of queries) {
    for (const { contender, rounds } of competitors) {
      console.error(`${query.name}: warming up`);
      await drive(contender, query, { ...load, for: { seconds: count('warm-up') } });
      rounds.set(query, []);
    }
  }
  for (let round = 0; round < count('rounds'); round += 1) {
    console.error(`round ${round + 1} of ${values.rounds}`);
    for (const query of queries)
      await driveInTurn(competitors, query, { ...load, for: { seconds: count('seconds') } }, round);
  }
  for (const query of queries) console.log(`${query.name}: ${query.title}\n${describe(competitors, query)}\n`);
}

/** Each round begins with another one. */
async function driveInTurn(
  competitors: readonly Competitor[],
  query: BenchQuery,
  load: Load,
  round: number,
): Promise<void> {
  const first = round % competitors.length;
  for (const { contender, rounds } of [...competitors.slice(first), ...competitors.slice(0, first)]) {
    rounds.get(query)?.push(await drive(contender, query, load));
  }
}

function describe(competitors: readonly Competitor[], query: BenchQuery): string {
  const roundsOf = (wanted: Variant): readonly Round[] =>
    competitors.find(({ variant }) => variant === wanted)?.rounds.get(query) ?? [];
  const yardstick = roundsOf(YARDSTICK);
  const lines = competitors.map(({ variant }) => {
    const rounds = roundsOf(variant);
    const cpu = spread(rounds.map(cpuOf), 3);
    const more = spread(
      rounds.map((round, index) => cpuOf(round) / cpuOf(yardstick[index] ?? round)),
      2,
    );
    const rate = spread(
      rounds.map((round, index) => round.perSecond / (yardstick[index] ?? round).perSecond),
      2,
    );
    return `  ${variant.padEnd(20)} CPU ms/request ${cpu.padEnd(22)} of that without ${more.padEnd(20)} rate ${rate}`;
  });
  return lines.join('\n');
}

/** Milliseconds of CPU of the server for one request. */
function cpuOf({ nodeCpu, requests }: Round): number {
  return nodeCpu / requests;
}

/** The median, and what lies around it. */
function spread(numbers: readonly number[], digits: number): string {
  const [middle, least, most] = [median(numbers), Math.min(...numbers), Math.max(...numbers)].map((one) =>
    one.toFixed(digits),
  );
  return `${middle} (${least}–${most})`;
}

function count(name: 'entries' | 'rounds' | 'seconds' | 'warm-up' | 'connections'): number {
  const text = values[name];
  if (/^[1-9]\d{0,7}$/.test(text)) return Number(text);
  throw new Error(`--${name} is "${text}"; give a whole number from 1 on`);
}
