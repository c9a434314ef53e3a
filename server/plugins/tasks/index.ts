export { makeRanges, numberTasks, type NumberedTask, type OperationRanges } from './number-tasks.ts';
