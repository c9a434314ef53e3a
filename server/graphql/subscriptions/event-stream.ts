import type { FastifyReply } from 'fastify';
import type { ExecutionResult } from 'graphql';
import { withoutHttp } from '../errors.ts';
import type { ResultStream } from './answers.ts';

const SIGN_OF_LIFE = ':\n\n';

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
      for await (const result of this.#results) await this.#write('next', JSON.stringify(printable(result)));
      if (!this.#isGoingAway) await this.#write('complete', '');
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
    raw.end(messageOf('next', JSON.stringify(printable(result))) + messageOf('complete', ''));
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

  async #write(event: EventName, data: string): Promise<void> {
    const { raw } = this.#reply;
    if (raw.destroyed || raw.writableEnded) return;
    if (raw.write(messageOf(event, data))) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    raw.once('drain', resolve).once('close', resolve);
    await promise;
    raw.off('drain', resolve).off('close', resolve);
  }
}

type EventName = 'next' | 'complete';

function messageOf(event: EventName, data: string): string {
  return `event: ${event}\ndata:${data && ` ${data}`}\n\n`;
}

function printable({ errors, ...result }: ExecutionResult): object {
  return errors ? { ...result, errors: errors.map(withoutHttp) } : result;
}
