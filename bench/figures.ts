import type { Round } from './drive.ts';
import type { BenchQuery } from './queries.ts';

/** What one contender needed for one query, over all rounds. */
export interface Figures {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  /** Milliseconds of CPU per request. */
  readonly nodeCpu: number;
  readonly postgresCpu: number;
  readonly statements: number;
}

export interface QueryReport {
  readonly query: BenchQuery;
  readonly pagoda: Figures;
  readonly bare: Figures;
  /** Requests per second of pagoda by those of the bare server. */
  readonly ratio: { readonly median: number; readonly least: number; readonly most: number };
}

export function summarise(rounds: readonly Round[], statements: number): Figures {
  const latencies = rounds.flatMap((round) => round.latencies).sort((a, b) => a - b);
  const requests = sum(rounds.map((round) => round.requests));
  return {
    perSecond: median(rounds.map((round) => round.perSecond)),
    p50: latencies[Math.floor(latencies.length * 0.5)] ?? 0,
    p99: latencies[Math.floor(latencies.length * 0.99)] ?? 0,
    nodeCpu: sum(rounds.map((round) => round.nodeCpu)) / requests,
    postgresCpu: sum(rounds.map((round) => round.postgresCpu)) / requests,
    statements,
  };
}

/** Round by round: what slowed the machine slowed both. */
export function ratioOf(pagoda: readonly Round[], bare: readonly Round[]): QueryReport['ratio'] {
  const ratios = pagoda.map((round, index) => round.perSecond / (bare[index]?.perSecond ?? Number.NaN));
  return { median: median(ratios), least: Math.min(...ratios), most: Math.max(...ratios) };
}

export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle) - 1] ?? 0)) / 2;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
