import type { Registration } from 'pagoda-plugin-sdk';
import type { Context } from '../../context.ts';
import { readSdl } from '../../graphql/index.ts';
import { entryResolvers } from './entry.resolvers.ts';
import { entryRoutes } from './entry.routes.ts';

export const entryRegistration: Registration<Context> = {
  id: 'core.entry',
  typeDefs: readSdl('entry.graphql') + readSdl('attribute.graphql'),
  resolvers: entryResolvers,
  routes: entryRoutes,
};
