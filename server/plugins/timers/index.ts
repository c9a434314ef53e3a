export { startTimer, type TimerOptions } from './start-timer.ts';
