import type { Finding } from '../../plugins/index.ts';
import { describeFailure } from '../failure.ts';
import { EXIT } from '../exit-code.ts';
import type { Invocation } from '../program.ts';
import { entityText, nameNow } from './named-entity.ts';
import type { DatabaseReport } from './examine-database.ts';
import { openPlugins, withStored, type OpenPlugins } from './open-plugins.ts';

/** What a start would refuse, or warn about. */
interface Problem {
  /** The variable, or the id of the plugin, that is to be corrected. */
  readonly subject: string;
  readonly severity: 'error' | 'warning';
  readonly message: string;
}

/** What `plugins doctor` found. */
interface Report {
  readonly findings: readonly Finding[];
  readonly problems: readonly Problem[];
  /** Handlers that wait for an entity; null when the database could not be asked, or has nothing yet. */
  readonly unbound: DatabaseReport['unbound'] | null;
  /** The same of overrides. */
  readonly unboundOverrides: DatabaseReport['unboundOverrides'] | null;
  /** Entities that are called otherwise than the plugin, or the setting of its overrides, calls them. */
  readonly renamed: readonly Renamed[];
}

interface Renamed {
  readonly plugin: string;
  readonly entity: string;
  readonly now: string;
}

/** Says what a server would when it starts, and starts none. */
export async function doctor(invocation: Invocation, json: boolean): Promise<void> {
  const { examinePlugins } = await import('../../plugins/index.ts');
  const open = await withStored(invocation, await openPlugins(invocation));
  const { settings, plugins, discovery } = open;
  const findings = await examinePlugins(plugins, discovery, settings.pluginLoadTimeout);
  const database = plugins.enabled.length > 0 ? await findInDatabase(invocation, open) : null;
  const problems = await findProblems(open, database);
  const { unbound = null, unboundOverrides = null } = database ?? (plugins.enabled.length > 0 ? {} : NOTHING);
  const report: Report = { findings, problems, unbound, unboundOverrides, renamed: renamedOf(open) };
  const refused = findings.filter(({ cause }) => !HARMLESS.has(cause)).length;
  if (json) invocation.terminal.print(JSON.stringify(report, null, 2));
  else printReport(invocation, report, refused);
  if (refused > 0 || problems.some(({ severity }) => severity === 'error')) invocation.exitWith(EXIT.failed);
}

const NOTHING = { unbound: [], unboundOverrides: [] };
const HARMLESS: ReadonlySet<Finding['cause']> = new Set(['enabled', 'disabled', 'not enabled', 'wrong field']);

function renamedOf(open: OpenPlugins): readonly Renamed[] {
  const live = open.infos.filter(({ state }) => state === 'ENABLED');
  return live.flatMap(({ id, hooks, overrides }) => {
    const names = [...hooks.flatMap(({ entity }) => entity ?? []), ...overrides.flatMap(({ entities }) => entities)];
    return [...new Set(names)].flatMap((entity) => {
      const now = nameNow(open, id, entity);
      return now === null ? [] : { plugin: id, entity, now };
    });
  });
}

async function findInDatabase({ terminal }: Invocation, open: OpenPlugins): Promise<DatabaseReport | null> {
  const { examineDatabase } = await import('./examine-database.ts');
  try {
    return await examineDatabase(open);
  } catch (error) {
    terminal.remark(`Which handlers wait for an entity is not known: ${describeFailure(error)}`);
    return null;
  }
}

const RANGES = 'PLUGIN_OPERATION_ID_CONFIG';
const OVERRIDES = 'BACKEND_PLUGIN_ENTITY_OVERRIDES';

async function findProblems(
  { settings, plugins }: OpenPlugins,
  database: DatabaseReport | null,
): Promise<readonly Problem[]> {
  const { numberTasks } = await import('../../plugins/index.ts');
  const ranges = numberTasks(plugins.enabled, settings.operationRanges ?? {});
  const overrides = [...plugins.overrideProblems, ...(database?.conflicts ?? [])];
  return [
    ...ranges.problems.map((text) => problem('error', RANGES, text, 'The server does not start with it.')),
    ...overrides.map((text) =>
      problem('error', OVERRIDES, text, 'It is skipped; with PLUGINS_STRICT the server does not start.'),
    ),
    ...(database?.unfit ?? []).map(({ plugin, reason }) =>
      problem('error', plugin, reason, 'The plugin would be refused.'),
    ),
    ...ranges.warnings.map((text) => problem('warning', RANGES, text)),
  ];
}

function problem(severity: Problem['severity'], subject: string, text: string, outcome = ''): Problem {
  const sentence = text.endsWith('.') ? text : `${text}.`;
  return { subject, severity, message: `${sentence} ${outcome}`.trim() };
}

function printReport(
  { terminal }: Invocation,
  { findings, problems, unbound, unboundOverrides, renamed }: Report,
  refused: number,
): void {
  if (findings.length === 0) terminal.print('No plugin is installed, and none is asked for.');
  for (const { entry, package: owner, cause, advice } of findings) {
    const who = entry !== null && owner !== null ? `${entry} (${owner})` : (entry ?? owner);
    terminal.print(`${who}: ${cause}. ${advice}`);
  }
  for (const { plugin, hook, entity } of unbound ?? []) {
    terminal.print(`${plugin}: its handler of ${hook} waits for the entity "${entity}", which does not exist.`);
  }
  for (const { plugin, operation, entity } of unboundOverrides ?? []) {
    terminal.print(`${plugin}: its override of ${operation} waits for the entity "${entity}", which does not exist.`);
  }
  for (const { plugin, entity, now } of renamed) {
    terminal.print(`${plugin}: it follows the entity ${entityText(entity, now)}.`);
  }
  for (const { subject, severity, message } of problems) {
    terminal.print(`${severity === 'error' ? 'Error' : 'Warning'}: ${subject}: ${message}`);
  }
  terminal.print(summaryOf(problems, refused));
}

function summaryOf(problems: readonly Problem[], refused: number): string {
  const parts = (['error', 'warning'] as const).flatMap((severity) => {
    const count = problems.filter((one) => one.severity === severity).length;
    return count === 0 ? [] : [`${count} ${severity}${count === 1 ? '' : 's'}`];
  });
  const without =
    refused === 1 ? '1 plugin that is asked for cannot run' : `${refused} plugins that are asked for cannot run`;
  const all = [...(refused > 0 ? [without] : []), ...parts];
  return all.length > 0 ? `${all.join(', ')}.` : 'Nothing stands against a start.';
}
