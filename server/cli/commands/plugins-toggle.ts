import type { Invocation } from '../program.ts';
import { openPlugins } from './open-plugins.ts';

/** Switches a plugin in the database. No server need run; those that do hear of it. */
export async function togglePluginByHand(
  invocation: Invocation,
  asked: string,
  isEnabled: boolean,
  json: boolean,
): Promise<void> {
  const { host, settings } = await openPlugins(invocation);
  const { prepareDatabase } = await import('../../db/index.ts');
  const { togglePlugin } = await import('../../plugins/index.ts');
  const { withDatabase, withOrm } = await import('../database.ts');
  const { id, isChanged } = await withDatabase(settings, async (url) => {
    await prepareDatabase(url);
    return withOrm(url, ({ em }) =>
      em.fork().transactional((tx) => togglePlugin(host, tx, { id: asked, isEnabled, userId: null })),
    );
  });
  const { print } = invocation.terminal;
  const state = isEnabled ? 'enabled' : 'disabled';
  if (json) print(JSON.stringify({ id, state: state.toUpperCase(), isChanged }));
  else if (isChanged) print(`The plugin ${id} is ${state}. Servers that run hear of it now, others when they start.`);
  else print(`The plugin ${id} was ${state} already.`);
}
