export { OverrideConflict } from './override-conflict.ts';
export { OverrideTable, type Override } from './override-table.ts';
export { readOverrides, whyNotOverriding, type OverrideSetting } from './read-overrides.ts';
export { runOverride, type OverrideCall } from './run-override.ts';
export { bindOverrides, findOverride, tellProblems } from './find-override.ts';
