/** The guide for clients of REST: what it shows is answered, and what is served stands in it. */
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { JobStatus } from 'pagoda-plugin-sdk';
import { ensureDemoData } from './cli/seed-demo.ts';
import { defineOperation, startJob } from './domains/job/index.ts';
import { ERROR_CODES } from './errors.ts';
import { REST_CODE } from './rest/index.ts';
import { makeTestApp } from './test/app.ts';

const { app, admin, token } = await makeTestApp({ PAGODA_JOB_HEARTBEAT: '50' }, [], { worker: true });
const GUIDE = readFileSync(new URL('../docs/rest.md', import.meta.url), 'utf8');

interface Example {
  readonly method: 'GET' | 'DELETE' | 'PATCH';
  readonly url: string;
  /** Null where the guide shows none. */
  readonly answer: unknown;
}

/** The curl commands, each with the answer that follows it. */
const examples = [...GUIDE.matchAll(/```sh\n(curl [^\n]+)\n```(?:\n\n```json\n([^]*?)```)?/g)].map(
  ([, command = '', answer]): Example => ({
    method: (/-X (DELETE|PATCH)/.exec(command)?.[1] ?? 'GET') as Example['method'],
    url: /http:\/\/localhost:8000([^\s']+)/.exec(command)?.[1] ?? '',
    answer: answer === undefined ? null : JSON.parse(answer),
  }),
);

/** When something was made differs each time. */
function withoutTimes(text: string): unknown {
  return JSON.parse(text.replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)/g, '…'));
}

describe('on the demo data with a job that is done', () => {
  beforeAll(async () => {
    const ended = Promise.withResolvers<void>();
    app.host.jobOperations.register('test', 'plugin', [
      defineOperation({
        number: 6000,
        name: 'my-plugin/task_a',
        isDownloadable: true,
        parseParams: (params) => params,
        run: async (job) => {
          await job.storeResult({ name: 'full.csv', contentType: 'text/csv; charset=utf-8' }, 'rack\r\n');
          await job.update('DONE', { text: '3 racks are full' });
          ended.resolve();
        },
      }),
    ]);
    await startJob(await app.contextFor(admin), { operation: 6000 });
    await ended.promise;
    const terminal = { isInteractive: false, print: () => undefined, remark: () => undefined };
    await ensureDemoData(app, 2000, terminal);
  });

  test('there are examples', () => expect(examples.length).toBeGreaterThan(8));

  test.each(examples)('$method $url answers as the guide says', async ({ method, url, answer }) => {
    const real = await app.fastify.inject({ method, url, headers: { authorization: `Token ${token}` } });
    if (answer === null) expect(real.statusCode).toBe(200);
    else expect(withoutTimes(real.body)).toEqual(withoutTimes(JSON.stringify(answer)));
  });
});

test('the table of addresses has every address that the core serves, and no other', () => {
  const rows = [...GUIDE.matchAll(/^\| ([A-Z]+) +\| `([^`]+)`/gm)].map(([, method, address]) => `${method} ${address}`);
  const routes = app.plugins.current.registry.routes
    .filter(({ owner }) => owner.startsWith('core.'))
    .map(({ route }) => `${route.method} ${route.path.replaceAll(/:(\w+)/g, '{$1}')}`);
  expect(rows.toSorted()).toEqual(routes.toSorted());
});

test('the table of errors has every code', () => {
  const rows = [...GUIDE.matchAll(/^\| `(AE-\d{6})`/gm)].map(([, code]) => code);
  const codes = [...Object.values(ERROR_CODES).map(({ rest }) => rest), ...Object.values(REST_CODE)];
  expect(rows).toEqual(expect.arrayContaining(codes));
});

test('the table of statuses has every number and its word', () => {
  const rows = [...GUIDE.matchAll(/^\| (\d) +\| `([A-Z]+)`/gm)].map(([, number, word]) => [word, Number(number)]);
  expect(Object.fromEntries(rows)).toEqual(JobStatus);
});
