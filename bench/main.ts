/** The benchmark: the server beside a bare one on the same data. See docs/performance.md. */
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { ensureCaller } from './caller.ts';
import { startCluster } from './cluster.ts';
import { environmentOf, startBare, startPagoda } from './contender.ts';
import { builtServer, formatMemory, measureMemory } from './memory.ts';
import { parseOptions, USAGE, type Options } from './options.ts';
import { makeQueries } from './queries.ts';
import { formatReport } from './report.ts';
import { LARGEST, readSamples } from './samples.ts';
import { seed } from './seed.ts';
import { measureSpeed } from './speed.ts';

const options = parseOptions(process.argv.slice(2));
if (options) await bench(options);
else console.log(USAGE);

function say(line: string): void {
  console.error(line);
}

async function bench(options: Options): Promise<void> {
  await using stack = new AsyncDisposableStack();
  const cluster = await startCluster(options.data);
  stack.defer(cluster.stop);
  // The token is known to the first user alone, so a database that is kept keeps it.
  const token = options.data === null ? randomBytes(20).toString('hex') : 'benchmark'.padEnd(40, '0');
  const pagodaOptions = {
    databaseUrl: cluster.url,
    dataDir: cluster.directory,
    token,
    executor: options.executor,
    ...(options.memory ? { program: builtServer() } : {}),
  };
  say(`Seeding ${options.entries} entries`);
  await seed(cluster.url, options.entries, environmentOf(pagodaOptions));
  const caller = await ensureCaller(cluster.url, LARGEST);
  const pagoda = await startPagoda({ ...pagodaOptions, caller });
  stack.defer(pagoda.stop);
  const queries = makeQueries(await readSamples(cluster.url)).filter(
    ({ name }) => options.queries.length === 0 || options.queries.includes(name),
  );
  const machine = {
    node: process.version,
    cpu: cpus()[0]?.model,
    cores: cpus().length,
    date: new Date().toISOString(),
  };
  say(
    `Node ${machine.node}, ${machine.cores} cores of ${machine.cpu}, ${options.entries} entries, executor ${options.executor}`,
  );

  if (options.memory) {
    const { connections } = options;
    const memory = await measureMemory(pagoda, queries, { connections, postmaster: cluster.postmaster }, say);
    console.log(formatMemory(memory));
    keep(options, { machine, options, memory });
    return;
  }
  const bare = await startBare(cluster.url, caller);
  stack.defer(bare.stop);
  const reports = await measureSpeed({ cluster, pagoda, bare, queries, options, say });
  console.log(formatReport(reports));
  keep(options, {
    machine,
    options,
    reports: reports.map(({ query, ...figures }) => ({ query: query.name, ...figures })),
  });
}

function keep({ json }: Options, figures: object): void {
  if (json !== null) writeFileSync(json, `${JSON.stringify(figures, null, 2)}\n`);
}
