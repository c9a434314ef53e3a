import type { RouteResponse } from 'pagoda-plugin-sdk';
import { MAX_PROBLEMS, type ErrorCode, type Problem } from '../../../errors.ts';

const CODES: Readonly<Record<number, ErrorCode>> = {
  400: 'INVALID',
  401: 'PERMISSION_DENIED',
  403: 'PERMISSION_DENIED',
  404: 'NOT_FOUND',
  409: 'CONFLICT',
  422: 'INVALID',
  429: 'LIMIT_EXCEEDED',
};

/** The refusal of a plugin, written for REST, as problems: one for each text that its body has, at the place where it stands. */
export function problemsOfAnswer(plugin: string, { status, body }: RouteResponse): readonly Problem[] {
  const code = CODES[status] ?? 'VETOED';
  const told = textsIn(body, []).slice(0, MAX_PROBLEMS);
  const texts =
    told.length > 0 ? told : [{ text: `The plugin "${plugin}" refused this with status ${status}`, path: [] }];
  return texts.map(({ text, path }) => ({ code, message: text, path, plugin }));
}

interface Text {
  readonly text: string;
  readonly path: readonly string[];
}

/** The keys under which one text stands for the whole answer, in the order in which they count. */
const WHOLE = ['error', 'message', 'detail'];
const DEEPEST = 8;

function textsIn(body: unknown, path: readonly string[]): readonly Text[] {
  if (typeof body === 'string') return body === '' ? [] : [{ text: body, path }];
  if (typeof body !== 'object' || body === null || path.length > DEEPEST) return [];
  if (Array.isArray(body)) return body.flatMap((element) => textsIn(element, path));
  const fields = new Map<string, unknown>(Object.entries(body));
  const whole = WHOLE.map((key) => fields.get(key)).find((value) => typeof value === 'string' && value !== '');
  if (whole !== undefined) return textsIn(whole, path);
  return [...fields].flatMap(([key, value]) => textsIn(value, key === 'non_field_errors' ? path : [...path, key]));
}
