import type { GraphQLAnswer } from '../../test/app.ts';

/** What became of one request. */
export interface Outcome {
  /** Milliseconds since the load began, when it was sent and when it was answered. */
  readonly sent: number;
  readonly answered: number;
  /** `ok`, the code of its error, or what the network said. */
  readonly result: string;
  readonly answer: GraphQLAnswer | null;
}

export interface Load {
  readonly outcomes: readonly Outcome[];
  now(): number;
  /** Resolves when a request that was sent from now on has this result. */
  until(result: string): Promise<Outcome>;
  stop(): Promise<void>;
}

type Ask = (count: number) => Promise<GraphQLAnswer>;

/** Several clients, each sending its next request when the last one is answered. */
export function startLoad(asks: readonly Ask[]): Load {
  const begin = performance.now();
  const now = (): number => performance.now() - begin;
  const outcomes: Outcome[] = [];
  const waiting = new Set<(outcome: Outcome) => void>();
  let isStopped = false;
  const run = async (ask: Ask): Promise<void> => {
    for (let count = 0; !isStopped; count += 1) {
      const sent = now();
      const answer = await ask(count).catch((error: unknown) => error);
      const outcome = { sent, answered: now(), ...readAnswer(answer) };
      outcomes.push(outcome);
      for (const hear of waiting) hear(outcome);
    }
  };
  const running = Promise.all(asks.map(run));
  return {
    outcomes,
    now,
    until: (result) => {
      const since = now();
      return new Promise((resolve) => {
        const hear = (outcome: Outcome): void => {
          if (outcome.sent < since || outcome.result !== result) return;
          waiting.delete(hear);
          resolve(outcome);
        };
        waiting.add(hear);
      });
    },
    stop: async () => {
      isStopped = true;
      await running;
    },
  };
}

function readAnswer(answer: unknown): Pick<Outcome, 'result' | 'answer'> {
  if (answer instanceof Error) return { result: `${answer.message}: ${String(answer.cause)}`, answer: null };
  const given = answer as GraphQLAnswer;
  const [error] = given.errors ?? [];
  return { result: error ? String(error.extensions?.['code']) : 'ok', answer: given };
}
