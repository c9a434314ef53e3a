import type { Registration } from 'pagoda-plugin-sdk';
import type { Context } from '../../context.ts';
import { readSdl } from '../../graphql/index.ts';
import { downloadRoute, findDownload } from './download.ts';
import type { Job } from './job-row.ts';

export const downloadRegistration: Registration<Context> = {
  id: 'core.job-download',
  typeDefs: readSdl('job-download.graphql'),
  resolvers: { Job: { download: (job: Job, _: unknown, ctx: Context) => findDownload(ctx, job) } },
  routes: [downloadRoute],
};
