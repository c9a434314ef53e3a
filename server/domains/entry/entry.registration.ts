import type { Registration } from 'pagoda-plugin-sdk';
import type { Context } from '../../context.ts';
import { readSdl } from '../../graphql/index.ts';
import { entryResolvers } from './entry.resolvers.ts';
import { entryRoutes } from './entry.routes.ts';

export const entryRegistration: Registration<Context> = {
  id: 'core.entry',
  typeDefs: ['entry.graphql', 'attribute.graphql', 'entry-jobs.graphql'].map(readSdl).join('\n'),
  resolvers: entryResolvers,
  routes: entryRoutes,
};
