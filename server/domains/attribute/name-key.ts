/**
 * A text as comparisons see it: NFC and lower case, the same for every script and locale. Folding a folded text changes
 * nothing. The two lower-case sigmas count as one, because which of them `toLowerCase` makes depends on the letters
 * around it, and a part of a text must fold like the whole. `ß` and `ss` stay different.
 */
export function foldText(text: string): string {
  return text.normalize('NFC').toLowerCase().normalize('NFC').replaceAll('ς', 'σ');
}

/** What decides whether two names are the same: folded, without spaces around. */
export function nameKey(name: string): string {
  return foldText(name).trim();
}
