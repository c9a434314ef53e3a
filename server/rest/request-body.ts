import { REST_CODE, WireError } from './wire-error.ts';

/** The value of a body by its media type; `{}` when there is none. Unknown media types and malformed bodies are refused. */
export function parseBody(body: Uint8Array, contentType: string | undefined): unknown {
  if (body.length === 0) return {};
  switch (mediaTypeOf(contentType)) {
    case 'application/json':
      return parseJson(body);
    case 'application/x-www-form-urlencoded':
      return Object.fromEntries(new URLSearchParams(parseText(body)));
    default:
      throw unsupportedMediaType(contentType);
  }
}

function unsupportedMediaType(contentType = ''): WireError {
  return new WireError(415, REST_CODE.unsupportedMediaType, `Unsupported media type "${contentType}" in request.`);
}

function mediaTypeOf(contentType = ''): string {
  return (contentType.split(';')[0] ?? '').trim().toLowerCase();
}

function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(parseText(body));
  } catch (error) {
    if (error instanceof SyntaxError)
      throw new WireError(400, REST_CODE.malformed, `JSON parse error - ${error.message}`);
    throw error;
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function parseText(body: Uint8Array): string {
  try {
    return utf8.decode(body);
  } catch {
    throw new WireError(400, REST_CODE.malformed, 'JSON parse error - the body is not UTF-8');
  }
}
