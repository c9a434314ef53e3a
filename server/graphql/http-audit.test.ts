import { describe, expect, test } from '@jest/globals';
import { type AuditResult, serverAudits } from 'graphql-http';
import { startTestServer } from './test/test-server.ts';

/** Warnings and notices that we accept: those of the second line because requests without a preflight are refused. */
const ACCEPTED: readonly string[] = ['572B', 'FDE2', '7B9B', '5A70', 'D6D5', '6A70'];

const server = await startTestServer({ parts: [{ id: 'audit', typeDefs: 'extend type Query { hello: String }' }] });
const audits = serverAudits({ url: `${server.url}/graphql`, fetchFn: fetch });

function explain(result: AuditResult): string {
  return result.status === 'ok' ? 'ok' : `${result.status}: ${result.reason}`;
}

describe('GraphQL over HTTP', () => {
  test('the audit has something to say', () => {
    expect(audits.length).toBeGreaterThan(50);
  });

  test.each(audits.map((audit) => [audit.id, audit.name, audit] as const))('%s %s', async (id, _name, audit) => {
    const result = await audit.fn();
    expect(explain(result)).toMatch(ACCEPTED.includes(id) ? /^(ok|warn|notice)/ : /^ok$/);
  });

  test('nothing is accepted that the server does without', async () => {
    const results = await Promise.all(audits.map((audit) => audit.fn()));
    expect(
      results
        .filter(({ status }) => status !== 'ok')
        .map(({ id }) => id)
        .sort(),
    ).toEqual([...ACCEPTED].sort());
  });
});
