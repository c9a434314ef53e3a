import type { Registration } from 'pagoda-plugin-sdk';
import type { Context } from '../../context.ts';
import { readSdl } from '../../graphql/index.ts';
import { userResolvers } from './user.resolvers.ts';

export const userRegistration: Registration<Context> = {
  id: 'core.user',
  typeDefs: readSdl('user.graphql'),
  resolvers: userResolvers,
};
