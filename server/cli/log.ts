import pino, { type Logger } from 'pino';
import type { Settings } from '../config.ts';

/** JSON lines on stderr. Commands, and the demo, speak to a person: they tell only what is wrong unless LOG_LEVEL says more. */
export function makeLog({ logLevel, sources }: Settings, isForPerson: boolean): Logger {
  const level = isForPerson && sources.logLevel === 'default' ? 'warn' : logLevel;
  return pino({ level }, pino.destination({ dest: 2, sync: true }));
}
