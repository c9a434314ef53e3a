export { Deadline, OutOfTime } from './deadline.ts';
export { execute, type ExecuteArgs } from './execute.ts';
export { isPromise, type Later } from './later.ts';
export { coerceVariables } from './variables.ts';
