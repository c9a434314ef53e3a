// What the plugin published, and those who listen to it.
export class HarnessTopics {
  readonly published: { readonly topic: string; readonly payload: unknown }[] = [];
  readonly #listening = new Set<(topic: string, payload: unknown) => void>();

  publish(topic: string, payload: unknown): void {
    this.published.push({ topic, payload });
    for (const hear of this.#listening) hear(topic, payload);
  }

  // What is published from now on.
  subscribe<Payload>(topic: string): AsyncIterableIterator<Payload, undefined> {
    const waiting: Payload[] = [];
    let asking: PromiseWithResolvers<void> | null = null;
    let isOver = false;
    const hear = (name: string, payload: unknown): void => {
      if (name !== topic) return;
      // As it would arrive from another process; a topic has payloads of one type.
      waiting.push(JSON.parse(JSON.stringify(payload)) as Payload);
      asking?.resolve();
    };
    this.#listening.add(hear);
    return {
      next: async () => {
        for (;;) {
          const [payload] = waiting.splice(0, 1);
          if (payload !== undefined) return { value: payload, done: false };
          if (isOver) return { value: undefined, done: true };
          asking = Promise.withResolvers();
          await asking.promise;
        }
      },
      return: async () => {
        isOver = true;
        this.#listening.delete(hear);
        asking?.resolve();
        return { value: undefined, done: true };
      },
      [Symbol.asyncIterator]() {
        return this;
      },
    };
  }
}
