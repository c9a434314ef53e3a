/** The part of autocannon that the benchmark uses; the package brings no types. */
declare module 'autocannon' {
  import type { EventEmitter } from 'node:events';

  export interface Request {
    readonly method: string;
    readonly path: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string;
    readonly setupRequest?: (request: Request) => Request;
  }

  export interface Client {
    setRequests(requests: readonly Request[]): void;
  }

  export interface Options {
    readonly url: string;
    readonly connections: number;
    /** In seconds. */
    readonly duration?: number;
    /** How many requests in all, instead of a duration. */
    readonly amount?: number;
    /** Milliseconds between two looks at whether the time is over. */
    readonly sampleInt?: number;
    readonly timeout?: number;
    readonly requests: readonly Request[];
    readonly setupClient?: (client: Client) => void;
    /** False makes the answer a mismatch. */
    readonly verifyBody?: (body: string) => boolean;
  }

  export interface Result {
    readonly errors: number;
    readonly timeouts: number;
    readonly mismatches: number;
    readonly non2xx: number;
  }

  /** Emits `response` (client, statusCode, resBytes, responseTime in milliseconds). */
  export interface Instance extends EventEmitter, Promise<Result> {}

  export default function autocannon(options: Options): Instance;
}
