import type { Registration } from 'pagoda-plugin-sdk';
import type { Context } from '../../context.ts';
import { readSdl } from '../../graphql/index.ts';
import { groupResolvers } from './group.resolvers.ts';

export const groupRegistration: Registration<Context> = {
  id: 'core.group',
  typeDefs: readSdl('group.graphql'),
  resolvers: groupResolvers,
};
