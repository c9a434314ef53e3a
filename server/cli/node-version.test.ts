import { expect, test } from '@jest/globals';
import { refuseOldNode } from './node-version.ts';

test.each(['20.20.2', '22.23.3'])('Node %s is refused with a way out', (version) => {
  expect(refuseOldNode(version)).toMatch(`needs Node 24 or newer, and this is ${version}. Start it with "npm start"`);
});

test.each(['24.0.0', '26.1.0', process.versions.node])('Node %s is taken', (version) => {
  expect(refuseOldNode(version)).toBeNull();
});
