/** What the list shows of a job. */
export const JOB_FIELDS = `id operationName status text progress { done total text }
  target { ... on Entity { name } ... on Entry { name } }
  createdAt startedAt endedAt updatedAt runAt attempt isCancelable isStopping isRerunnable lastSeq download { filename size }`;
