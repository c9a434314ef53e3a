// The door 'pagoda-plugin-sdk/decorators': what marks handlers, as builders and as standard decorators.
export { entityHook, entryHook, getAttrsHook, validationHook } from './hook-builders.ts';
export { overrideOperation } from './override-operation.ts';
