import { expect, test } from '@jest/globals';
import { conformanceChecks } from 'pagoda-plugin-sdk/testing';
import plugin from './plugin.ts';

test.each(conformanceChecks(plugin))('$name', async ({ run }) => {
  await expect(run()).resolves.toBeUndefined();
});
