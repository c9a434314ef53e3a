import type { Registration } from 'pagoda-plugin-sdk';
import type { Context } from '../../context.ts';
import { readSdl } from '../../graphql/index.ts';
import { makeJobResolvers } from './job.resolvers.ts';
import { jobRoutes } from './job.routes.ts';
import type { LoadTargets } from './job-targets.ts';

/** With how the entities and entries that jobs are about are found. */
export function jobRegistration(loadTargets: LoadTargets): Registration<Context> {
  return {
    id: 'core.job',
    typeDefs: readSdl('job.graphql'),
    resolvers: makeJobResolvers(loadTargets),
    routes: jobRoutes,
  };
}
