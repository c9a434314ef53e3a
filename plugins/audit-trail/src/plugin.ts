import { definePlugin } from 'pagoda-plugin-sdk';
import { hooks } from './hooks.ts';
import { migrations } from './migrations.ts';
import { parseOptions } from './options.ts';
import { keepPruned } from './prune.ts';
import { resolvers } from './resolvers.ts';
import { routes } from './routes.ts';

export default definePlugin({
  id: 'audit-trail',
  name: 'Audit Trail',
  version: '1.0.0',
  description: 'Who changed what, when and why',
  author: 'Pagoda Development Team',
  sdk: '^1.0.0',
  options: parseOptions,
  migrations,
  hooks,
  typeDefs: new URL('./schema.graphql', import.meta.url),
  resolvers,
  routes,
  ready: keepPruned,
});
