import type { ConformanceTopic, Finding } from 'pagoda-plugin-sdk/testing';

export function makeFinding(topic: ConformanceTopic, thing: string, cause: string, remedy: string): Finding {
  return { topic, thing, cause, remedy, message: `${thing}: ${cause}. ${remedy}` };
}
