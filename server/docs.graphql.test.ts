import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { buildSchema, parse, validate } from 'graphql';
import { printCoreSchema } from './app.parts.ts';
import { ensureDemoData } from './cli/seed-demo.ts';
import { createTokenFor, findUserByName } from './domains/user/index.ts';
import { ERROR_CODES } from './errors.ts';
import { makeTestApp } from './test/app.ts';

const { app, graphql, token } = await makeTestApp();

const read = (file: string): string => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');

interface Payload {
  readonly query: string;
  readonly variables?: object;
}

/** Who asks stands in the first line, unless it is the administrator. */
function askerOf(query: string): string | null {
  return /^# as (\w+)\n/.exec(query)?.[1] ?? null;
}

async function tokenOf(username: string): Promise<string> {
  const ctx = await app.contextFor(null);
  const user = await findUserByName(ctx, username);
  const { secret } = await createTokenFor(ctx, user?.id ?? 0, {});
  return secret;
}

/** What a curl command sends. */
function payloadOf(command: string): Payload {
  return JSON.parse(/-d '([^']*)'/.exec(command)?.[1] ?? '{}');
}

/** When something was written differs each time. */
function withoutTimes(answer: unknown): unknown {
  return JSON.parse(JSON.stringify(answer).replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '…'));
}

const BLOCK = String.raw`\n((?:(?!${'```'})[^])*)${'```'}`;

/** Each query, plain or in a curl command, that its answer follows. */
function examplesIn(text: string): [payload: Payload, answer: unknown][] {
  const pairs = text.matchAll(new RegExp(`\`\`\`(graphql|sh)${BLOCK}\n\n\`\`\`json${BLOCK}`, 'g'));
  return [...pairs].map(([, language, code = '', answer = '']) => [
    language === 'graphql' ? { query: code } : payloadOf(code),
    JSON.parse(answer),
  ]);
}

const GUIDE = read('docs/graphql.md');

beforeAll(async () => {
  const terminal = { isInteractive: false, print: () => undefined, remark: () => undefined };
  await ensureDemoData(app, 2000, terminal);
});

describe('on the demo data', () => {
  const examples = [...examplesIn(read('README.md')), ...examplesIn(GUIDE)];

  test('there are examples', () => expect(examples.length).toBeGreaterThan(15));

  test.each(examples)('the answer to an example is the one in the guide: %j', async ({ query, variables }, answer) => {
    const asker = askerOf(query);
    const { status: _, ...real } = await graphql(query, variables, asker === null ? token : await tokenOf(asker));
    expect(withoutTimes(real)).toEqual(withoutTimes(answer));
  });
});

test('every operation in the guide fits the schema', () => {
  const schema = buildSchema(printCoreSchema());
  const guides = GUIDE + read('docs/jobs.md');
  const operations = [...guides.matchAll(new RegExp(`\`\`\`graphql${BLOCK}`, 'g'))].map(([, code = '']) => code);
  expect(operations.flatMap((code) => validate(schema, parse(code)))).toEqual([]);
});

test('the guide tells what to do about every code of an error', () => {
  const rows = [...GUIDE.matchAll(/^\| `([A-Z_]+)`/gm)].map(([, code]) => code);
  expect(rows).toEqual(expect.arrayContaining(Object.keys(ERROR_CODES)));
});
