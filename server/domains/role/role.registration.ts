import type { Registration } from 'pagoda-plugin-sdk';
import type { Context } from '../../context.ts';
import { readSdl } from '../../graphql/index.ts';
import { roleResolvers } from './role.resolvers.ts';

export const roleRegistration: Registration<Context> = {
  id: 'core.role',
  typeDefs: readSdl('role.graphql'),
  resolvers: roleResolvers,
};
