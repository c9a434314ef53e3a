import type { Candidate, Refusal } from '../discovery/index.ts';

export interface Ordered {
  /** Each after those it depends on, else in the order in which they were given. */
  readonly candidates: readonly Candidate[];
  readonly refused: readonly Refusal[];
}

type Known = ReadonlyMap<string, Candidate>;

/** Decides the order of loading. Refuses second ones of an id and those whose dependencies cannot be met. */
export function orderPlugins(given: readonly Candidate[], failed: readonly Refusal[] = []): Ordered {
  const byId = new Map<string, Candidate>();
  const reasons = new Map<Candidate, string>();
  for (const candidate of given) {
    const other = byId.get(candidate.plugin.id);
    if (other) reasons.set(candidate, whyTwin(candidate, other));
    else byId.set(candidate.plugin.id, candidate);
  }
  for (const candidate of byId.values()) {
    const circle = findCircle(candidate, byId);
    if (circle) reasons.set(candidate, `circular dependency ${circle.join(' -> ')}`);
  }
  refuseDependents(byId, reasons, failed);
  const usable = [...byId.values()].filter((candidate) => !reasons.has(candidate));
  const ordered = new Set<Candidate>();
  for (const candidate of usable) place(candidate, byId, ordered);
  return {
    candidates: [...ordered],
    refused: given.flatMap((candidate) => {
      const reason = reasons.get(candidate);
      if (reason === undefined) return [];
      const isFirst = byId.get(candidate.plugin.id) === candidate;
      return [isFirst ? { ...candidate, reason } : { ...apart(candidate, byId), reason }];
    }),
  };
}

export function whyNotMet(dependency: string): string {
  return `it depends on the plugin "${dependency}", which was refused`;
}

function dependenciesOf({ plugin }: Candidate): readonly string[] {
  return plugin.dependencies ?? [];
}

function whyTwin(second: Candidate, first: Candidate): string {
  const remedy = `Leave one of them out, or give ${placeOf(second)} another id`;
  return `its id "${first.plugin.id}" is already registered by ${placeOf(first)}, and two plugins cannot share one. ${remedy}`;
}

/** A second one without the id, which is that of the first, who is innocent. */
function apart({ entry, found }: Candidate, byId: Known): Omit<Refusal, 'reason'> {
  const owner = found?.package ?? 'another';
  return { entry: byId.has(entry) ? `${owner}/${entry}` : entry, found, plugin: null };
}

function placeOf({ entry, found }: Candidate): string {
  return found ? `"${entry}" of the package ${found.package} (${found.module})` : `"${entry}"`;
}

/** The ids from the plugin back to itself. */
function findCircle(start: Candidate, byId: Known): readonly string[] | null {
  const seen = new Set<string>();
  const search = (at: Candidate, path: readonly string[]): readonly string[] | null => {
    for (const id of dependenciesOf(at)) {
      if (id === start.plugin.id) return [...path, id];
      const next = byId.get(id);
      if (!next || seen.has(id)) continue;
      seen.add(id);
      const circle = search(next, [...path, id]);
      if (circle) return circle;
    }
    return null;
  };
  return search(start, [start.plugin.id]);
}

/** Refusing one takes those along that depend on it. */
function refuseDependents(byId: Known, reasons: Map<Candidate, string>, failed: readonly Refusal[]): void {
  const before = reasons.size;
  for (const candidate of byId.values()) {
    if (reasons.has(candidate)) continue;
    const reason = dependenciesOf(candidate)
      .map((id) => whyUnusable(id, byId, reasons, failed))
      .find((found) => found !== null);
    if (reason !== undefined) reasons.set(candidate, reason);
  }
  if (reasons.size > before) refuseDependents(byId, reasons, failed);
}

function whyUnusable(
  id: string,
  byId: Known,
  reasons: ReadonlyMap<Candidate, string>,
  failed: readonly Refusal[],
): string | null {
  const dependency = byId.get(id);
  if (dependency) return reasons.has(dependency) ? whyNotMet(id) : null;
  const isFailed = failed.some(({ entry, plugin }) => entry === id || plugin?.id === id);
  return isFailed ? whyNotMet(id) : `it depends on the plugin "${id}", which is not enabled. Add it to ENABLED_PLUGINS`;
}

function place(candidate: Candidate, byId: Known, ordered: Set<Candidate>): void {
  for (const id of dependenciesOf(candidate)) {
    const dependency = byId.get(id);
    if (dependency && !ordered.has(dependency)) place(dependency, byId, ordered);
  }
  ordered.add(candidate);
}
