import { existsSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { ROOT } from './child.ts';
import type { Contender } from './contender.ts';
import { memoryOfProcess } from './cpu.ts';
import { drive } from './drive.ts';
import { median } from './figures.ts';
import type { BenchQuery } from './queries.ts';

export interface MemoryReport {
  /** Megabytes after the start, before the first request. */
  readonly idle: number;
  /** Megabytes after each step of the requests. */
  readonly steps: readonly { readonly requests: number; readonly megabytes: number }[];
  /** The last third by the third before it. */
  readonly growth: number;
}

/** Where `npm run build` puts the server. */
const BUILT = `${ROOT}/dist/pagoda-server/server/main.js`;
const REQUESTS = 100_000;
const STEPS = 50;
/** The parts of the queries in what is sent. */
const MIX: Readonly<Record<string, number>> = { q1: 0.6, q2: 0.05, q3: 0.05, q4: 0.05, q5: 0.05, q6: 0.2 };
const IDLE_MS = 3_000;
const MOST_IDLE = 200;
const MOST_GROWTH = 1.1;

export function builtServer(): string {
  if (existsSync(BUILT)) return BUILT;
  throw new Error('There is no built server; run "npm run build" first.');
}

export async function measureMemory(
  server: Contender,
  queries: readonly BenchQuery[],
  load: { readonly connections: number; readonly postmaster: number },
  say: (line: string) => void,
): Promise<MemoryReport> {
  await delay(IDLE_MS);
  const idle = memoryOfProcess(server.pid);
  const steps: { requests: number; megabytes: number }[] = [];
  let requests = 0;
  for (let step = 1; step <= STEPS; step++) {
    for (const query of queries) {
      const amount = Math.round((REQUESTS / STEPS) * (MIX[query.name] ?? 0));
      if (amount > 0) requests += (await drive(server, query, { ...load, for: { requests: amount } })).requests;
    }
    steps.push({ requests, megabytes: memoryOfProcess(server.pid) });
    if (step % 5 === 0) say(`${requests} requests: ${steps.at(-1)?.megabytes.toFixed(0)} MB`);
  }
  const third = Math.floor(STEPS / 3);
  const levelOf = (part: readonly { megabytes: number }[]) => median(part.map(({ megabytes }) => megabytes));
  return { idle, steps, growth: levelOf(steps.slice(-third)) / levelOf(steps.slice(-2 * third, -third)) };
}

export function formatMemory({ idle, steps, growth }: MemoryReport): string {
  const levels = steps.map(({ megabytes }) => megabytes);
  const told = (isMet: boolean) => (isMet ? 'met' : 'NOT MET');
  return [
    `Idle: ${idle.toFixed(0)} MB (at most ${MOST_IDLE}: ${told(idle <= MOST_IDLE)})`,
    `Over ${steps.at(-1)?.requests} requests: ${Math.min(...levels).toFixed(0)} to ${Math.max(...levels).toFixed(0)} MB; ` +
      `the last third by the third before it: ${growth.toFixed(2)} (flat, at most ${MOST_GROWTH}: ${told(growth <= MOST_GROWTH)})`,
  ].join('\n');
}
