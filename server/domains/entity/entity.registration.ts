import type { Registration } from 'pagoda-plugin-sdk';
import type { Context } from '../../context.ts';
import { readSdl } from '../../graphql/index.ts';
import { entityRoutes } from './entity.routes.ts';
import { entityResolvers } from './entity.resolvers.ts';

export const entityRegistration: Registration<Context> = {
  id: 'core.entity',
  typeDefs: readSdl('entity.graphql'),
  resolvers: entityResolvers,
  routes: entityRoutes,
};
