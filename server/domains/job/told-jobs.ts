/** The channel on which the triggers of `job_event` tell, once for each transaction, to which jobs something happened. */
export const JOB_TOLD = 'pagoda_job';

export interface ToldJob {
  readonly id: number;
  readonly userId: number;
}

/** Null for too many jobs to name. */
export function fromTold(payload: string): readonly ToldJob[] | null {
  if (payload === '*') return null;
  return payload.split(',').map((told) => {
    const [id, userId] = told.split(':').map(Number);
    return { id: id ?? 0, userId: userId ?? 0 };
  });
}
