export { loadNamed, type Candidate, type Choice, type Refusal } from './choose-entries.ts';
export { findEntries, type Discovery, type FoundEntry, type OddPackage, type Places } from './find-entries.ts';
export { settlePlugin } from './settle-plugin.ts';
