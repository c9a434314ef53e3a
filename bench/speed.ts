import { countStatements, type Cluster } from './cluster.ts';
import { compareAnswers } from './compare.ts';
import { ask, type Contender } from './contender.ts';
import { drive, type Round } from './drive.ts';
import { ratioOf, summarise, type QueryReport } from './figures.ts';
import type { Options } from './options.ts';
import type { BenchQuery } from './queries.ts';

interface Race {
  readonly cluster: Cluster;
  readonly pagoda: Contender;
  readonly bare: Contender;
  readonly queries: readonly BenchQuery[];
  readonly options: Options;
  readonly say: (line: string) => void;
}

/** Until every connection has prepared every statement and V8 has compiled what is hot: it does so for the first ten seconds or more. */
const WARM_UP_SECONDS = 12;
/** One after the other, so that their statements can be counted. */
const COUNTED = 50;

export async function measureSpeed(race: Race): Promise<QueryReport[]> {
  const { queries, pagoda, bare, cluster, say } = race;
  const statements = new Map<BenchQuery, { readonly pagoda: number; readonly bare: number }>();
  for (const query of queries) {
    say(`${query.name}: comparing answers, warming up, counting statements`);
    await compareAnswers(query, pagoda, bare, cluster.url);
    for (const contender of [bare, pagoda]) await warmUp(race, contender, query);
    statements.set(query, { pagoda: await count(race, pagoda, query), bare: await count(race, bare, query) });
  }
  const rounds = await driveInTurn(race);
  return queries.map((query) => {
    const { pagoda: ours = [], bare: theirs = [] } = rounds.get(query) ?? {};
    const counted = statements.get(query);
    return {
      query,
      pagoda: summarise(ours, counted?.pagoda ?? Number.NaN),
      bare: summarise(theirs, counted?.bare ?? Number.NaN),
      ratio: ratioOf(ours, theirs),
    };
  });
}

async function driveInTurn(race: Race): Promise<ReadonlyMap<BenchQuery, { pagoda: Round[]; bare: Round[] }>> {
  const { queries, pagoda, bare, options, say } = race;
  const rounds = new Map(queries.map((query) => [query, { pagoda: [] as Round[], bare: [] as Round[] }]));
  const load = { ...loadOf(race), for: { seconds: options.seconds } };
  for (let number = 1; number <= options.rounds; number++) {
    say(`round ${number} of ${options.rounds}`);
    for (const [query, done] of rounds) {
      const turns = [
        { contender: bare, list: done.bare },
        { contender: pagoda, list: done.pagoda },
      ];
      for (const { contender, list } of number % 2 === 0 ? turns.toReversed() : turns) {
        list.push(await drive(contender, query, load));
      }
    }
  }
  return rounds;
}

function loadOf({ options, cluster }: Race) {
  return { connections: options.connections, postmaster: cluster.postmaster };
}

async function warmUp(race: Race, contender: Contender, query: BenchQuery): Promise<void> {
  await drive(contender, query, { ...loadOf(race), for: { seconds: WARM_UP_SECONDS } });
}

async function count({ cluster }: Race, contender: Contender, query: BenchQuery): Promise<number> {
  const calls = await countStatements(cluster, async () => {
    for (let index = 0; index < COUNTED; index++) {
      const variables = query.makeVariables?.() ?? query.variables[index % query.variables.length];
      await ask(contender, query, variables ?? {});
    }
  });
  return calls / COUNTED;
}
