/** How often the code of each plugin let an error go uncaught, in a timer or a promise, since the process started. */
export class UncaughtErrors {
  readonly #counts = new Map<string, number>();

  count(plugin: string): void {
    this.#counts.set(plugin, this.of(plugin) + 1);
  }

  of(plugin: string): number {
    return this.#counts.get(plugin) ?? 0;
  }
}
