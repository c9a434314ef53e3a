/** LIKE patterns for texts that users typed: nothing in them is a wildcard. */
export function containing(text: string): string {
  return `%${escape(text)}%`;
}

export function startingWith(text: string): string {
  return `${escape(text)}%`;
}

function escape(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
