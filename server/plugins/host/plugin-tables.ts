import type { Plugin } from 'pagoda-plugin-sdk';
import { migratePlugins, PluginClaims } from '../storage/index.ts';
import type { Plugins } from './build-plugins.ts';
import type { HostedPlugin } from './hosted-plugin.ts';

/** The tables of the plugins of this process: made before these run, and nobody purges them while they do. */
export class PluginTables {
  /** Why plugins could not get their tables, by id. */
  readonly unfit = new Map<string, string>();
  /** Asked for last. */
  #running: readonly HostedPlugin[] = [];
  readonly #ending = new Set<HostedPlugin>();
  #open: { readonly url: string; readonly claims: PluginClaims } | null = null;

  /** Nobody purges what one of these has from now on, unless it was disabled. */
  async open(url: string, { enabled, refused }: Plugins): Promise<void> {
    const claims = new PluginClaims(url);
    this.#open = { url, claims };
    await claims.keep('named', ownersOf([...enabled, ...refused]));
  }

  /** Claims these, besides others that run, and makes what they lack. Gives those that cannot have it, with the reason. */
  async make(
    hosted: readonly HostedPlugin[],
    others: readonly HostedPlugin[],
  ): Promise<ReadonlyMap<HostedPlugin, string>> {
    const failed = new Map<HostedPlugin, string>();
    if (!this.#open) return failed;
    await this.keep([...others, ...hosted]);
    const plugins = hosted.map(({ plugin }) => plugin);
    const refused = await migratePlugins(this.#open.url, plugins);
    for (const one of hosted) {
      const reason = refused.get(one.plugin.id)?.message;
      if (reason === undefined) continue;
      this.unfit.set(one.plugin.id, reason);
      failed.set(one, reason);
    }
    return failed;
  }

  /** These run, and no others but those that are ending. */
  async keep(hosted: readonly HostedPlugin[]): Promise<void> {
    this.#running = hosted;
    await this.#claim();
  }

  /** These run no more, but need their tables until this is done. It must not reject. */
  async keepWhile(done: Promise<void>, hosted: readonly HostedPlugin[]): Promise<void> {
    for (const one of hosted) this.#ending.add(one);
    await done;
    for (const one of hosted) this.#ending.delete(one);
    // Without a connection nothing is held, and what is asked for then is the state of that time.
    await this.#claim().catch(() => undefined);
  }

  async close(): Promise<void> {
    await this.#open?.claims.close();
  }

  async #claim(): Promise<void> {
    await this.#open?.claims.keep('running', ownersOf([...this.#running, ...this.#ending]));
  }
}

function ownersOf(plugins: readonly { readonly plugin: Plugin | null }[]): readonly string[] {
  return plugins.flatMap(({ plugin }) => (plugin?.migrations === undefined ? [] : [plugin.id]));
}
