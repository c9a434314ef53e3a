import type { FastifyReply } from 'fastify';
import type { ExecutionResult } from 'graphql';
import { textOf } from './answer-text.ts';
import type { ResultStream } from './answers.ts';
import { tooSlow } from './too-slow.ts';

const SIGN_OF_LIFE = ':\n\n';
/** So many times the pause between two signs of life may pass until a client has taken an answer. */
const PATIENCE = 2;

/** Results on their way to one client, in the form of graphql-sse. The next is asked for when the client has taken the one before. */
export class EventStream {
  readonly #reply: FastifyReply;
  readonly #results: ResultStream;
  #isGoingAway = false;

  constructor(reply: FastifyReply, results: ResultStream) {
    this.#reply = reply;
    this.#results = results;
  }

  /** Resolves when everything is sent or the client is gone. */
  async send(keepAlive: number): Promise<void> {
    const { raw } = this.#reply.hijack();
    raw.once('close', () => void this.#results.return?.());
    raw.writeHead(200, this.#headers());
    // Some browsers tell their page of the stream only when something came.
    raw.write(SIGN_OF_LIFE);
    const timer = setInterval(() => raw.writableNeedDrain || raw.write(SIGN_OF_LIFE), keepAlive);
    try {
      for await (const result of this.#results) {
        if (!(await this.#write('next', textOf(result), keepAlive * PATIENCE))) this.#giveUp(keepAlive * PATIENCE);
      }
      if (!this.#isGoingAway) await this.#write('complete', '', keepAlive * PATIENCE);
    } finally {
      clearInterval(timer);
      raw.end();
    }
  }

  /** Ends the stream without telling that its operation is complete, so that the client connects again. */
  leave(): void {
    this.#isGoingAway = true;
    void this.#results.return?.();
    this.#reply.raw.end();
  }

  /** Ends the stream with a last answer that says why. */
  refuse(result: ExecutionResult): void {
    this.#isGoingAway = true;
    void this.#results.return?.();
    const { raw } = this.#reply;
    if (raw.destroyed || raw.writableEnded) return;
    raw.end(messageOf('next', textOf(result)) + messageOf('complete', ''));
  }

  #headers(): Record<string, string | number | string[]> {
    const given = Object.entries(this.#reply.getHeaders()).filter(([, value]) => value !== undefined);
    return {
      // What hooks of other parts have set, such as CORS.
      ...(Object.fromEntries(given) as Record<string, string | number | string[]>),
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      // nginx would collect events before it passes them on.
      'x-accel-buffering': 'no',
    };
  }

  /** A client that does not take even the last answer is let go. */
  #giveUp(milliseconds: number): void {
    const { raw } = this.#reply;
    this.refuse({ errors: [tooSlow()] });
    const timer = setTimeout(() => raw.destroy(), milliseconds);
    raw.once('close', () => clearTimeout(timer));
  }

  /** False when the client has not taken it in time. */
  async #write(event: EventName, data: string, milliseconds: number): Promise<boolean> {
    const { raw } = this.#reply;
    if (raw.destroyed || raw.writableEnded) return true;
    if (raw.write(messageOf(event, data))) return true;
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const taken = (): void => resolve(true);
    const timer = setTimeout(() => resolve(false), milliseconds);
    raw.once('drain', taken).once('close', taken);
    const isTaken = await promise;
    clearTimeout(timer);
    raw.off('drain', taken).off('close', taken);
    return isTaken;
  }
}

type EventName = 'next' | 'complete';

function messageOf(event: EventName, data: string): string {
  return `event: ${event}\ndata:${data && ` ${data}`}\n\n`;
}
