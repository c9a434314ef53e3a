import { parseArgs } from 'node:util';

export interface Options {
  readonly entries: number;
  readonly rounds: number;
  readonly seconds: number;
  readonly connections: number;
  /** Only these queries; all when empty. */
  readonly queries: readonly string[];
  readonly executor: 'jit' | 'graphql-js';
  /** Measure memory instead of speed. */
  readonly memory: boolean;
  /** A directory for the database that is kept and used again; null for one that is removed. */
  readonly data: string | null;
  /** Where the figures go as JSON. */
  readonly json: string | null;
}

export const USAGE = `npm run bench -- [options]

  --entries N        entries of demo data (default 100000)
  --rounds N         rounds per query and server (default 5)
  --seconds N        seconds per round (default 3)
  --connections N    connections of the load generator (default 8)
  --query q1,q2      only these queries
  --executor NAME    jit (default) or graphql-js
  --memory           memory of the built server instead of speed (npm run build first)
  --data DIRECTORY   keep the database there and use it again
  --json FILE        write the figures there, too`;

export function parseOptions(args: readonly string[]): Options | null {
  const { values } = parseArgs({
    args: [...args],
    options: {
      entries: { type: 'string', default: '100000' },
      rounds: { type: 'string', default: '5' },
      seconds: { type: 'string', default: '3' },
      connections: { type: 'string', default: '8' },
      query: { type: 'string', default: '' },
      executor: { type: 'string', default: 'jit' },
      memory: { type: 'boolean', default: false },
      data: { type: 'string' },
      json: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return null;
  const { executor } = values;
  if (executor !== 'jit' && executor !== 'graphql-js')
    throw new Error(`--executor is "${executor}"; give jit or graphql-js`);
  return {
    entries: parseCount('entries', values.entries),
    rounds: parseCount('rounds', values.rounds),
    seconds: parseCount('seconds', values.seconds),
    connections: parseCount('connections', values.connections),
    queries: values.query.split(',').filter(Boolean),
    executor,
    memory: values.memory,
    data: values.data ?? null,
    json: values.json ?? null,
  };
}

function parseCount(name: string, text: string): number {
  if (/^[1-9]\d{0,7}$/.test(text)) return Number(text);
  throw new Error(`--${name} is "${text}"; give a whole number from 1 on`);
}
