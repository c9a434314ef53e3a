import { definePlugin } from 'pagoda-plugin-sdk';
import { routes } from './api_v2/routes.ts';
import { about, taskConfig } from './config.ts';
import { resolvers, typeDefs } from './graphql.ts';
import { hooks } from './hooks.ts';

export default definePlugin({
  ...about,
  description: 'The example plugin: routes, hooks, GraphQL and a task',
  author: 'Pagoda Development Team',
  sdk: '^1.0.0',
  typeDefs,
  resolvers,
  routes,
  hooks,
  tasks: taskConfig,
  ready: (ctx) => ctx.log.info(`Initialized ${about.name} v${about.version}`),
});
