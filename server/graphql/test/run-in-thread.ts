import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/** Runs a file of this folder in a thread of its own, outside of the test environment, and gives what it posts. */
export async function runInThread<Result>(file: string, task: object): Promise<Result> {
  const worker = new Worker(new URL(file, import.meta.url), { workerData: task });
  const [result] = await once(worker, 'message');
  await worker.terminate();
  return result as Result;
}
