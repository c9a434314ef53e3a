export { describeTasks, type TaskInfo } from './describe-tasks.ts';
export { makeRanges, numberTasks, type NumberedTask, type OperationRanges } from './number-tasks.ts';
