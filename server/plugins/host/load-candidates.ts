import type { Plugin } from 'pagoda-plugin-sdk';
import { findEntries, loadNamed, type Candidate, type Choice, type Places, type Refusal } from '../discovery/index.ts';

/** What is to be loaded. */
export interface Wanted {
  /** What ENABLED_PLUGINS holds. */
  readonly names: readonly string[];
  readonly places: Places;
  /** Milliseconds that an import may take. */
  readonly loadTimeout: number;
  /** Loaded besides what the names say, after it. */
  readonly given: readonly Plugin[];
}

export interface Loaded {
  readonly candidates: readonly Candidate[];
  readonly failed: readonly Refusal[];
}

export async function loadCandidates({ names, given, places, loadTimeout }: Wanted): Promise<Loaded> {
  const entries = names.length > 0 ? findEntries(places).entries : [];
  const choices = await loadNamed(names, entries, loadTimeout);
  const direct = given.map((plugin): Candidate => ({ entry: plugin.id, plugin, found: null }));
  return {
    candidates: [...choices.filter((choice): choice is Candidate => !isRefusal(choice)), ...direct],
    failed: choices.filter(isRefusal),
  };
}

export function isRefusal(choice: Choice): choice is Refusal {
  return 'reason' in choice;
}
