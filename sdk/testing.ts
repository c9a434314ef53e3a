// The door 'pagoda-plugin-sdk/testing': an in-memory host for tests of one plugin, without server and database.
export { callHook } from './harness-hooks.ts';
export { callRoute, type HarnessRequest } from './harness-routes.ts';
export type { AnswerSql, SentStatement } from './harness-sql.ts';
export { runTask, type HarnessJob, type TaskRun } from './harness-tasks.ts';
export type { HarnessTimer } from './harness-timers.ts';
export { makeHarness, type Harness, type HarnessOptions, type LogLine, type PublishedEvent } from './harness.ts';
export { injectModels } from './models.ts';
export * from './conformance.ts';
