export { OverrideConflict } from './override-conflict.ts';
export { namesEntity, OverrideTable, type NamedEntities, type Override } from './override-table.ts';
export { readOverrides, whyNotOverriding, type OverrideSetting } from './read-overrides.ts';
export { runOverride, type OverrideCall } from './run-override.ts';
export { findOverride, tellConflicts, tellProblems } from './find-override.ts';
