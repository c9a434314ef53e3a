import { describe, expect, test } from '@jest/globals';
import {
  acceptedResponse,
  createdResponse,
  errorResponse,
  isRouteResponse,
  noContentResponse,
  notFoundResponse,
  overrideOperation,
  overrideOperations,
  parseOverrideOperation,
  permissionDeniedResponse,
  successResponse,
  validationErrorResponse,
  type RouteResponse,
} from './index.ts';

describe('the answers of overrides', () => {
  test.each<[string, RouteResponse, number, unknown]>([
    ['success', successResponse(), 200, {}],
    ['success with data', successResponse({ id: 7 }), 200, { id: 7 }],
    ['success with a status', successResponse([1], 206), 206, [1]],
    ['created', createdResponse(), 201, {}],
    ['created with data', createdResponse({ a: 1 }, { entryId: 7 }), 201, { a: 1 }],
    ['created with an id', createdResponse(undefined, { entryId: 7 }), 201, { id: 7 }],
    ['created with both', createdResponse(undefined, { entryId: 7, entryName: 'x' }), 201, { id: 7, name: 'x' }],
    ['accepted', acceptedResponse(), 202, { message: 'Request accepted for processing' }],
    ['accepted with data', acceptedResponse({ job_id: 7 }, 'Later'), 202, { job_id: 7, message: 'Later' }],
    ['accepted with its own message', acceptedResponse({ message: 'mine' }, 'Later'), 202, { message: 'mine' }],
    ['no content', noContentResponse(), 204, undefined],
    ['error', errorResponse('bad'), 400, { error: 'bad' }],
    ['error with details', errorResponse('full', 409, { rack: 7 }), 409, { error: 'full', details: { rack: 7 } }],
    ['not found', notFoundResponse(), 404, { error: 'Entry not found' }],
    ['not found with a message', notFoundResponse('No rack'), 404, { error: 'No rack' }],
    ['permission denied', permissionDeniedResponse(), 403, { error: 'Permission denied' }],
    [
      'permission denied for entries',
      permissionDeniedResponse('not yours', [4, 5]),
      403,
      { error: 'not yours', denied_entries: [4, 5] },
    ],
    ['validation error of a text', validationErrorResponse('wrong'), 400, { detail: 'wrong' }],
    ['validation error of a list', validationErrorResponse(['a', 'b']), 400, ['a', 'b']],
    ['validation error of fields', validationErrorResponse({ name: ['long'] }), 400, { name: ['long'] }],
  ])('%s', (_name, answer, status, body) => {
    expect(isRouteResponse(answer)).toBe(true);
    expect([answer.status, answer.body]).toEqual([status, body]);
  });
});

describe('an override', () => {
  test('keeps its handler and whether hooks run', () => {
    expect(overrideOperation('list', noContentResponse)).toEqual({ operation: 'list', handler: noContentResponse });
    expect(overrideOperation('create', { hooks: false }, noContentResponse)).toEqual({
      operation: 'create',
      hooks: false,
      handler: noContentResponse,
    });
  });

  test('is of one of five operations, in any case', () => {
    expect(['CREATE', 'Retrieve', 'update', 'delete', 'LIST'].map(parseOverrideOperation)).toEqual(overrideOperations);
    expect(() => parseOverrideOperation('patch')).toThrow(
      'Invalid operation "patch": the operations that can be overridden are create, retrieve, update, delete, list',
    );
  });
});
