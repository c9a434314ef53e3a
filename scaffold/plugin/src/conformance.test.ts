import { test } from 'node:test';
import { conformanceChecks } from 'pagoda-plugin-sdk/testing';
import plugin from './plugin.ts';

for (const { name, run } of conformanceChecks(plugin)) test(name, run);
