import { expect, test } from '@jest/globals';
import { EventWindow } from './event-window.ts';
import type { JobEvent } from './job-event.ts';

const event = (seq: number, message: string | null = null): JobEvent => ({
  jobId: 1,
  seq,
  attempt: 1,
  kind: 'LOG',
  time: new Date(0),
  status: null,
  done: null,
  total: null,
  level: 'INFO',
  message,
});
const events = (from: number, to: number, message?: string): JobEvent[] =>
  Array.from({ length: to - from + 1 }, (_, index) => event(from + index, message));

test('events are found by their numbers, from where it begins', () => {
  const window = new EventWindow(10);
  window.append(events(11, 13));
  expect([10, 11, 13, 14].map((seq) => window.find(seq)?.seq)).toEqual([undefined, 11, 13, undefined]);
  expect(window.lastSeq).toBe(13);
});

test('it keeps so many, and so much text, whichever is less', () => {
  const many = new EventWindow(0);
  many.append(events(1, 2_000));
  expect([many.base, many.lastSeq]).toEqual([1_500, 2_000]);
  const large = new EventWindow(0);
  for (const one of events(1, 300, 'x'.repeat(10_000))) large.append([one]);
  expect(large.lastSeq).toBe(300);
  expect(large.lastSeq - large.base).toBeLessThan(100);
  const one = new EventWindow(0);
  one.append([event(1, 'x'.repeat(3_000_000))]);
  expect(one.find(1)?.seq).toBe(1);
});

test('a gap is never passed on', () => {
  const window = new EventWindow(0);
  window.append(events(1, 2));
  expect(() => window.append([event(4)])).toThrow('Event 4 of job 1 follows 2: there is a gap');
});
