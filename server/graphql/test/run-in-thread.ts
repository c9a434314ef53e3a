import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { afterAll } from '@jest/globals';

const running = new Set<Worker>();

// What a failed test left running.
afterAll(async () => {
  for (const worker of running) await worker.terminate();
});

/** Runs a file of this folder in a thread of its own, outside of the test environment, and gives what it posts. */
export async function runInThread<Result>(file: string, task: object): Promise<Result> {
  const worker = new Worker(new URL(file, import.meta.url), { workerData: task });
  running.add(worker);
  try {
    const [result] = await once(worker, 'message');
    return result as Result;
  } finally {
    running.delete(worker);
    await worker.terminate();
  }
}
