import { readdirSync, readFileSync } from 'node:fs';

/** What Linux counts CPU time in, on every machine that Node runs on. */
const TICK_MS = 10;

interface Times {
  readonly parent: number;
  readonly own: number;
  /** Of children that have ended. */
  readonly ended: number;
}

function readTimes(pid: number): Times | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name of the program stands in parentheses and may hold spaces; everything behind it is numbers.
    const fields = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const [parent = 0, user = 0, system = 0, endedUser = 0, endedSystem = 0] = [1, 11, 12, 13, 14].map(
      (at) => fields[at],
    );
    return { parent, own: user + system, ended: endedUser + endedSystem };
  } catch {
    return null;
  }
}

/** Milliseconds of CPU that a process has used, all threads together. */
export function cpuOfProcess(pid: number): number {
  return (readTimes(pid)?.own ?? 0) * TICK_MS;
}

/** Milliseconds of CPU that a process and its children have used, those that have ended among them. */
export function cpuOfFamily(pid: number): number {
  const head = readTimes(pid);
  let ticks = (head?.own ?? 0) + (head?.ended ?? 0);
  for (const name of readdirSync('/proc')) {
    const times = /^\d+$/.test(name) ? readTimes(Number(name)) : null;
    if (times?.parent === pid) ticks += times.own;
  }
  return ticks * TICK_MS;
}

/** Megabytes that a process has in memory. */
export function memoryOfProcess(pid: number): number {
  const [, kilobytes] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) / 1024;
}
