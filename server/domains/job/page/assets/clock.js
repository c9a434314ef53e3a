// Times of jobs are the server's; the clock here may be wrong by hours.

const COARSE_MS = 2000;

let ahead = 0;

/** Learns from the header `Date` of an answer, which knows whole seconds. */
export function setClock(header) {
  const server = Date.parse(header ?? '');
  if (Number.isNaN(server)) return;
  const difference = server - Date.now();
  ahead = Math.abs(difference) < COARSE_MS ? 0 : difference;
}

/** Milliseconds, as the server counts them. */
export function serverNow() {
  return Date.now() + ahead;
}
