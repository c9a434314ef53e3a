import type { Registration } from 'pagoda-plugin-sdk';
import { pageInfoResolvers } from './page-resolvers.ts';
import { readSdl } from './read-sdl.ts';

/** What all nouns share: scalars, pages, errors. */
export const rootRegistration: Registration = {
  id: 'core.root',
  typeDefs: readSdl('root.graphql'),
  resolvers: { PageInfo: pageInfoResolvers },
};
