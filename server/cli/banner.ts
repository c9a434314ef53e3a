import type { Settings } from '../config.ts';
import type { Actor } from '../context.ts';
import { demoTries, type Tried } from './demo-tries.ts';
import type { DemoState } from './seed-demo.ts';

const number = new Intl.NumberFormat('en');

/** An address that a browser on this machine opens. */
function friendly(url: string): string {
  return url.replace(/\/\/(127\.0\.0\.1|0\.0\.0\.0|\[::1?\])(?=:|\/|$)/, '//localhost');
}

export function plainBanner(url: string, hasUsers: boolean): readonly string[] {
  const ready = `Pagoda is ready: GraphQL at ${friendly(url)}/graphql`;
  return hasUsers ? [ready] : [ready, 'There is no user yet. Create one: pagoda user create NAME --superuser'];
}

export interface DemoExamples extends Pick<Tried, 'plugins' | 'serviceEntity'> {
  /** Operation numbers that the tasks of plugins have. */
  readonly ranges: NonNullable<Settings['operationRanges']>;
  /** What calls this command line in another shell. */
  readonly command: string;
}

export function demoBanner(
  url: string,
  settings: Settings,
  { username }: Actor,
  { isNew, entries }: DemoState,
  { plugins, serviceEntity, ranges, command }: DemoExamples,
): readonly string[] {
  const graphql = `${friendly(url)}/graphql`;
  const rows = [
    ['GraphQL', graphql],
    ['GraphiQL', settings.graphiql ? 'the same address in a browser' : 'off (PAGODA_GRAPHIQL=true turns it on)'],
    ['Jobs', `${friendly(url)}/jobs, once you have a password: ${command} user password ${username}`],
    ['User', username],
    ['Token', settings.adminToken ?? ''],
    ['Others', `mori, ruiz and sato see less: ${command} token create mori`],
    ['Plugins', plugins.join(', ') || 'none'],
    ['Data', settings.databaseUrl === null ? settings.dataDir : 'the database of DATABASE_URL'],
    ['Stop', 'Ctrl-C'],
  ] as const;
  return [
    `Pagoda is ready, with ${number.format(entries)} entries of demo data${isNew ? '' : ' and what was changed since'}.`,
    '',
    ...rows.map(([name, value]) => `  ${name.padEnd(10)}${value}`),
    '',
    ...(plugins.length > 0 ? exportsOf(settings, { plugins, ranges, command }) : []),
    'Try it:',
    `  curl -s ${graphql} -H 'Authorization: Token ${settings.adminToken ?? ''}' -H 'Content-Type: application/json' \\`,
    `    -d '{"query":"{ entries(entityName: \\"Server\\", first: 3) { nodes { name } totalCount } }"}'`,
    ...demoTries({ url: friendly(url), token: settings.adminToken ?? '', plugins, serviceEntity }),
    '',
  ];
}

/** Commands do not know what the demo chose by itself. */
function exportsOf(
  { sources, entityOverrides }: Settings,
  { plugins, ranges, command }: Pick<DemoExamples, 'plugins' | 'ranges' | 'command'>,
): readonly string[] {
  const chosen = [
    ...(sources.enabledPlugins === 'default' ? [['ENABLED_PLUGINS', plugins.join(',')]] : []),
    ...(sources.operationRanges === 'default' && Object.keys(ranges).length > 0
      ? [['PLUGIN_OPERATION_ID_CONFIG', `'${JSON.stringify(ranges)}'`]]
      : []),
    ...(sources.entityOverrides === 'default' && Object.keys(entityOverrides ?? {}).length > 0
      ? [['BACKEND_PLUGIN_ENTITY_OVERRIDES', `'${JSON.stringify(entityOverrides)}'`]]
      : []),
  ];
  if (chosen.length === 0) return [];
  const lines = chosen.map(([name, value]) => `  export ${name}=${value}`);
  return [`Before ${command} plugins … in another shell, so that it knows what this demo chose:`, ...lines, ''];
}
