import { definePlugin } from 'pagoda-plugin-sdk';
import { routes } from './api_v2/routes.ts';
import { about, tasks } from './config.ts';
import { resolvers, typeDefs } from './graphql.ts';
import { hooks } from './hooks.ts';

export default definePlugin({
  ...about,
  description: 'What My Plugin adds to Pagoda',
  sdk: '^1.0.0',
  typeDefs,
  resolvers,
  routes,
  hooks,
  tasks,
});
