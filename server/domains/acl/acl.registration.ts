import type { Registration } from 'pagoda-plugin-sdk';
import type { Context } from '../../context.ts';
import { readSdl } from '../../graphql/index.ts';
import { aclResolvers } from './acl.resolvers.ts';

export const aclRegistration: Registration<Context> = {
  id: 'core.acl',
  typeDefs: readSdl('acl.graphql'),
  resolvers: aclResolvers,
};
