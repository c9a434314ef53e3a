// The door 'pagoda-plugin-sdk/protocols': the models of the host as types.
export type * from './model-lookups.ts';
export type * from './model-protocols.ts';
export type * from './query-set.ts';
