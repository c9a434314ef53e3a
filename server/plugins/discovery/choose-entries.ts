import type { Plugin } from 'pagoda-plugin-sdk';
import { causeOf } from '../hook-failure.ts';
import type { FoundEntry } from './find-entries.ts';
import { loadEntry } from './load-entry.ts';

/** A plugin that was asked for, loaded but not yet checked against the others. */
export interface Candidate {
  /** What log lines call it while it is no registered plugin. */
  readonly entry: string;
  readonly plugin: Plugin;
  /** Null for one that did not come from a package. */
  readonly found: FoundEntry | null;
}

/** Something that was asked for and is not there, or cannot be used. */
export interface Refusal {
  readonly entry: string;
  readonly reason: string;
  readonly plugin: Plugin | null;
  readonly found: FoundEntry | null;
  /** It fits, and could not get its tables: that can be another time. */
  readonly lacksTables?: true;
}

export type Choice = Candidate | Refusal;

/**
 * Loads what ENABLED_PLUGINS names, in its order: entry names, or ids of plugins. The id of a plugin stands in its module alone, so
 * for a name that is no entry's those entries that nothing else named are imported, one by one in the order of their names, until one
 * has it.
 */
export async function loadNamed(
  names: readonly string[],
  entries: readonly FoundEntry[],
  timeout: number,
): Promise<readonly Choice[]> {
  const loaded = new Map<FoundEntry, Promise<Choice>>();
  const load = (entry: FoundEntry): Promise<Choice> => {
    const choice = loaded.get(entry) ?? loadOne(entry, timeout);
    loaded.set(entry, choice);
    return choice;
  };
  // All at once: one that hangs holds up no other.
  const named = await Promise.all(
    [...new Set(names)].map((name) =>
      loadByName(
        name,
        entries.filter((entry) => entry.name === name),
        load,
      ),
    ),
  );
  // What is loaded already comes first: a list may name one plugin in both ways.
  const rest = entries.toSorted((left, right) => Number(loaded.has(right)) - Number(loaded.has(left)));
  const choices = new Map<string, Choice>();
  for (const choice of named) {
    const chosen = typeof choice === 'string' ? await loadById(choice, rest, entries, load) : choice;
    if (!choices.has(chosen.entry)) choices.set(chosen.entry, chosen);
  }
  return [...choices.values()];
}

type Load = (entry: FoundEntry) => Promise<Choice>;

/** The name itself when no entry has it. */
async function loadByName(name: string, [entry, other]: readonly FoundEntry[], load: Load): Promise<Choice | string> {
  if (!entry) return name;
  return other
    ? refuse(name, `both ${entry.package} and ${other.package} offer it. Uninstall one of them`)
    : load(entry);
}

async function loadById(
  id: string,
  inTurn: readonly FoundEntry[],
  entries: readonly FoundEntry[],
  load: Load,
): Promise<Choice> {
  for (const entry of inTurn) {
    const choice = await load(entry);
    if (choice.plugin?.id === id) return choice;
  }
  const names = [...new Set(entries.map(({ name }) => name))];
  const found = names.length === 0 ? 'No package offers any' : `Found: ${names.join(', ')}`;
  return refuse(id, `no installed package offers a plugin of this name. ${found}`);
}

async function loadOne(entry: FoundEntry, timeout: number): Promise<Choice> {
  try {
    return { entry: entry.name, plugin: await loadEntry(entry, timeout), found: entry };
  } catch (error) {
    return { ...refuse(entry.name, causeOf(error)), found: entry };
  }
}

function refuse(entry: string, reason: string): Refusal {
  return { entry, reason, plugin: null, found: null };
}
