/** One input that must be refused, as it goes over the wire. */
export interface BadInput {
  readonly title: string;
  readonly request: BadRequest;
  /** One of the codes that the answer must have. */
  readonly code: string;
}

export interface HttpRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array<ArrayBuffer>;
}

/** Bytes that no HTTP client would send. */
export interface RawRequest {
  readonly raw: string;
}

export type BadRequest = HttpRequest | RawRequest;

/** For what is read and not there: no error, but an answer without anything in it. */
export const NOTHING = 'nothing';

type Headers = Readonly<Record<string, string>>;

const JSON_HEADERS = { 'content-type': 'application/json' };

export function post(
  title: string,
  code: string,
  body: HttpRequest['body'],
  headers: Headers = JSON_HEADERS,
): BadInput {
  return { title, code, request: { method: 'POST', path: '/graphql', headers, body } };
}

export function get(title: string, code: string, path: string, headers: Headers = {}): BadInput {
  return { title, code, request: { method: 'GET', path, headers } };
}

/** A well-formed request of GraphQL. What is wrong is in the document or in the variables. */
export function operation(title: string, code: string, query: string, variables?: unknown): BadInput {
  return post(title, code, JSON.stringify({ query, variables }));
}

/** An input as a title shows it. */
export function show(input: unknown): string {
  const text = JSON.stringify(input) ?? 'nothing';
  return text.length > 60 ? `${text.slice(0, 60)}… (${text.length})` : text;
}
