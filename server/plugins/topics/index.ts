export { publish } from './publish.ts';
export { Topics } from './topics.ts';
