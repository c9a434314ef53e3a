/** Why PostgreSQL could not store a text, to be read after the name of the text; null when it could. */
export function whyUnstorable(text: string): string | null {
  if (text.includes('\0')) return 'contains a NUL character; remove it';
  if (!text.isWellFormed()) return 'contains half of a surrogate pair; send well-formed Unicode';
  return null;
}
