import { ERROR_CODES } from '../../../errors.ts';
import { NOTHING } from './bad-input.ts';

/** What a client learns of an answer. */
export interface Refusal {
  readonly status: number;
  readonly codes: readonly string[];
  readonly messages: readonly string[];
}

const GRAPHQL_CODES = [
  'BAD_REQUEST',
  'BAD_USER_INPUT',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_FOUND',
  'UNAUTHENTICATED',
];
const REST_CODES = ['AE-000000', 'AE-130000', 'AE-140000', 'AE-999999'];

/** The codes that documentation promises. The one of internal errors is not among them. */
export const KNOWN_CODES: ReadonlySet<string> = new Set([
  ...GRAPHQL_CODES,
  ...REST_CODES,
  ...Object.keys(ERROR_CODES),
  ...Object.values(ERROR_CODES).map(({ rest }) => rest),
]);

/** Finds everything that is wrong in an answer of GraphQL or of REST. */
export function readRefusal(status: number, body: string): Refusal {
  const leaves = leavesOf(JSON.parse(body));
  if (leaves.length === 0) return { status, codes: [NOTHING], messages: [] };
  return { status, codes: leaves.map(({ code }) => code), messages: leaves.map(({ message }) => message) };
}

interface Leaf {
  readonly code: string;
  readonly message: string;
}

/** Wherever a message stands: in `errors` of GraphQL, in the payload of a mutation, in a body of REST. */
function leavesOf(value: unknown): Leaf[] {
  if (typeof value !== 'object' || value === null) return [];
  const { message, code, extensions } = value as { message?: unknown; code?: unknown; extensions?: { code?: unknown } };
  if (typeof message !== 'string') return Object.values(value).flatMap(leavesOf);
  return [{ message, code: String(code ?? extensions?.code) }];
}
