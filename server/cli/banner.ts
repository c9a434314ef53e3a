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
  /** What calls this command line in another shell. */
  readonly command: string;
}

export function demoBanner(
  url: string,
  settings: Settings,
  { username }: Actor,
  { isNew, entries }: DemoState,
  { plugins, serviceEntity, command }: DemoExamples,
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
    // Commands do not know what the demo chose by itself.
    ...(settings.sources.enabledPlugins === 'default' && plugins.length > 0
      ? [['Shell', `for ${command} plugins …: export ENABLED_PLUGINS=${plugins.join(',')}`] as const]
      : []),
    ['Data', settings.databaseUrl === null ? settings.dataDir : 'the database of DATABASE_URL'],
    ['Stop', 'Ctrl-C'],
  ] as const;
  return [
    `Pagoda is ready, with ${number.format(entries)} entries of demo data${isNew ? '' : ' and what was changed since'}.`,
    '',
    ...rows.map(([name, value]) => `  ${name.padEnd(10)}${value}`),
    '',
    'Try it:',
    `  curl -s ${graphql} -H 'Authorization: Token ${settings.adminToken ?? ''}' -H 'Content-Type: application/json' \\`,
    `    -d '{"query":"{ entries(entityName: \\"Server\\", first: 3) { nodes { name } totalCount } }"}'`,
    ...demoTries({ url: friendly(url), token: settings.adminToken ?? '', plugins, serviceEntity }),
    '',
  ];
}
