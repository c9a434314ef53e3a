import type { Plugin } from 'pagoda-plugin-sdk';
import { migratePlugins, PluginClaims } from '../storage/index.ts';
import type { Plugins } from './build-plugins.ts';
import type { HostedPlugin } from './hosted-plugin.ts';

/** The tables of the plugins of this process: made before these run, and nobody purges them while they do. */
export class PluginTables {
  /** Why plugins could not get their tables, by id. */
  readonly unfit = new Map<string, string>();
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

  /** These run, and no others. */
  async keep(hosted: readonly HostedPlugin[]): Promise<void> {
    await this.#open?.claims.keep('running', ownersOf(hosted));
  }

  async close(): Promise<void> {
    await this.#open?.claims.close();
  }
}

function ownersOf(plugins: readonly { readonly plugin: Plugin | null }[]): readonly string[] {
  return plugins.flatMap(({ plugin }) => (plugin?.migrations === undefined ? [] : [plugin.id]));
}
