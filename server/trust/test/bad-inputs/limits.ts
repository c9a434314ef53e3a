import { operation, type BadInput } from './bad-input.ts';

const nested = (count: number, open: string, close: string, inside = ''): string =>
  open.repeat(count) + inside + close.repeat(count);
const times = (count: number, make: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => make(index)).join(' ');

const ENTRY = 'referrals{nodes{';
const doubling = times(20, (index) => `fragment f${index} on User {a: id ...f${index + 1} ...f${index + 1}}`);

/** Operations that are well-formed and ask for too much. */
export const beyondLimits: readonly BadInput[] = [
  operation('fields 22 deep', 'LIMIT_EXCEEDED', `{entries{nodes{${nested(10, ENTRY, '}}', 'id')}}}}`),
  operation('31 aliases', 'LIMIT_EXCEEDED', `{me{${times(31, (index) => `a${index}: id`)}}}`),
  operation('2,000 aliases', 'LIMIT_EXCEEDED', `{me{${times(1600, (index) => `a${index}: id`)}}}`),
  operation('fragments that double 20 times', 'LIMIT_EXCEEDED', `{me{...f0}} ${doubling} fragment f20 on User {a: id}`),
  operation('21 fields of the root', 'LIMIT_EXCEEDED', `{${times(21, (index) => `a${index}: __typename`)}}`),
  operation('6,000 words', 'LIMIT_EXCEEDED', `{me{${'id '.repeat(6000)}}}`),
  operation('a million words', 'LIMIT_EXCEEDED', `{me{${'id '.repeat(1_000_000)}}}`),
  operation(
    'pages in pages of 1,000,000 entries',
    'LIMIT_EXCEEDED',
    '{entries(first:100){nodes{referrals(first:100){nodes{referrals(first:100){nodes{id}}}}}}}',
  ),
  operation(
    'the same by variables',
    'LIMIT_EXCEEDED',
    'query ($n: Int) {entries(first:$n){nodes{referrals(first:$n){nodes{referrals(first:$n){nodes{id}}}}}}}',
    { n: 100 },
  ),
  operation(
    'values 1,500 deep',
    'GRAPHQL_PARSE_FAILED',
    `{entries(filter:${nested(1600, '{not:', '}', '{}')}){totalCount}}`,
  ),
  operation(
    'lists 2,400 deep',
    'GRAPHQL_PARSE_FAILED',
    `{entries(filter:{name:{in:${nested(2400, '[', ']')}}}){totalCount}}`,
  ),
  operation('4,900 times the same field', 'GRAPHQL_VALIDATION_FAILED', `{${'a '.repeat(4900)}}`),
];
