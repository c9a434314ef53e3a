import type { Finding } from '../../plugins/index.ts';
import { describeFailure } from '../failure.ts';
import { EXIT } from '../exit-code.ts';
import type { Invocation } from '../program.ts';
import { withApp } from '../with-app.ts';
import { openPlugins, withStored } from './open-plugins.ts';

interface Unbound {
  readonly plugin: string;
  readonly hook: string;
  readonly entity: string;
}

/** What `plugins doctor` found. */
interface Report {
  readonly findings: readonly Finding[];
  /** Handlers that wait for an entity; null when the database could not be asked. */
  readonly unbound: readonly Unbound[] | null;
}

export async function doctor(invocation: Invocation, json: boolean): Promise<void> {
  const { examinePlugins } = await import('../../plugins/index.ts');
  const { settings, plugins, discovery } = await withStored(invocation, await openPlugins(invocation));
  const findings = await examinePlugins(plugins, discovery, settings.pluginLoadTimeout);
  const waits = plugins.enabled.some(({ plugin }) => plugin.hooks.some(({ entity }) => entity !== undefined));
  const report: Report = { findings, unbound: waits ? await findUnbound(invocation) : [] };
  if (json) invocation.terminal.print(JSON.stringify(report, null, 2));
  else printReport(invocation, report);
  if (findings.some(({ cause }) => !['enabled', 'disabled', 'not enabled', 'wrong field'].includes(cause)))
    invocation.exitWith(EXIT.failed);
}

async function findUnbound(invocation: Invocation): Promise<readonly Unbound[] | null> {
  try {
    return await withApp(
      invocation,
      async (app) => {
        await app.contextFor(null);
        return app.host.hooks.unbound();
      },
      { pluginsStrict: false },
    );
  } catch (error) {
    invocation.terminal.remark(`Which handlers wait for an entity is not known: ${describeFailure(error)}`);
    return null;
  }
}

function printReport({ terminal }: Invocation, { findings, unbound }: Report): void {
  if (findings.length === 0) terminal.print('No plugin is installed, and none is asked for.');
  for (const { entry, package: owner, cause, advice } of findings) {
    const who = entry !== null && owner !== null ? `${entry} (${owner})` : (entry ?? owner);
    terminal.print(`${who}: ${cause}. ${advice}`);
  }
  for (const { plugin, hook, entity } of unbound ?? []) {
    terminal.print(`${plugin}: its handler of ${hook} waits for the entity "${entity}", which does not exist.`);
  }
}
