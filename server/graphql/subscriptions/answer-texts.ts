import type { ExecutionResult } from 'graphql';
import { textOf } from './answer-text.ts';

/** How a message ends in which an answer has a number in its place. */
const PLACE = /"type":"next","payload":\{"extensions":\{"answer":(\d+)\}\}\}$/;

/**
 * Answers on their way to one WebSocket. graphql-ws writes each message itself; it gets a number in place of the answer, and the text that
 * was made once for all who get the answer takes that place when the message leaves.
 */
export class AnswerTexts {
  readonly #texts = new Map<number, string>();
  #count = 0;

  /** What to give to graphql-ws. */
  replace(result: ExecutionResult): ExecutionResult {
    this.#count += 1;
    this.#texts.set(this.#count, textOf(result));
    return { extensions: { answer: this.#count } };
  }

  /** The message with its answer. */
  restore(message: string): string {
    const place = PLACE.exec(message);
    const number = Number(place?.[1]);
    const text = this.#texts.get(number);
    if (!place || text === undefined) return message;
    this.#texts.delete(number);
    return `${message.slice(0, place.index)}"type":"next","payload":${text}}`;
  }
}
