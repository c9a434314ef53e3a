export { mountJobsPage, type JobsPageOptions } from './jobs-page.routes.ts';
