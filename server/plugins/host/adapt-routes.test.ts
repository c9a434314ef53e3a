import { describe, expect, test } from '@jest/globals';
import { definePlugin, get } from 'pagoda-plugin-sdk';
import { Rejected } from '../../errors.ts';
import { makeTestWorld } from '../../test/context.ts';
import { plainServices } from '../test/plain-services.ts';
import { adaptRoutes } from './adapt-routes.ts';
import { hostPlugin } from './hosted-plugin.ts';

const { contextOf } = await makeTestWorld();
const plugin = definePlugin({ id: 'early', name: 'Early', version: '1.0.0', routes: [get('/test/', () => 'there')] });

/** What the only route answers, or the problems with which it refuses. */
async function ask(areReady: boolean): Promise<unknown> {
  const services = { ...plainServices, areReady: () => areReady };
  const [route] = adaptRoutes(hostPlugin({ entry: 'early', found: null, plugin }, {}, services));
  const request = {
    method: 'GET',
    url: new URL('http://localhost/'),
    params: {},
    query: new URLSearchParams(),
    headers: {},
    body: {},
    rawBody: new Uint8Array(),
  };
  try {
    return await route?.handler(request, await contextOf(null));
  } catch (error) {
    return error instanceof Rejected ? error.problems.map(({ code }) => code) : error;
  }
}

describe('a route of a plugin', () => {
  test('is not there until the models are', async () => {
    expect(await ask(false)).toEqual(['UNAVAILABLE']);
    expect(await ask(true)).toBe('there');
  });
});
