/** A worker with trivial jobs. */
export interface JobContender {
  readonly name: 'pagoda' | 'bare';
  /** Adds so many in one transaction. Gives the seconds from its commit until nothing of them is left in the queue. */
  drain(jobs: number): Promise<number>;
  /** Adds one to an idle worker. Gives the milliseconds from before that until it begins. */
  begin(): Promise<number>;
  stop(): Promise<void>;
}
