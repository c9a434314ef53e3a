import type { Terminal } from './terminal.ts';

/** Control characters, and marks that turn the direction of what follows: a terminal obeys them instead of showing them. */
const COMMANDS = /(?![\t\n])[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu;
const BREAKS = /[\t\n\u2028\u2029]/g;

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** A terminal that shows what others wrote and never obeys it. JSON means the same as before: it has these characters in texts only. */
export function safeTerminal({ isInteractive, print, remark }: Terminal): Terminal {
  return { isInteractive, print: (line) => print(safeText(line)), remark: (line) => remark(safeText(line)) };
}

function safeText(text: string): string {
  return text.replaceAll(COMMANDS, escaped);
}

/** What others wrote, where a line must stay one: it cannot pretend to be the next. */
export function onOneLine(text: string): string {
  return safeText(text).replaceAll(BREAKS, (mark) => (mark === '\n' ? '\\n' : mark === '\t' ? ' ' : escaped(mark)));
}

/** The same, cut where it is longer than that many characters. */
export function shortened(text: string, length: number): string {
  const letters = [...onOneLine(text)];
  return letters.length <= length ? letters.join('') : `${letters.slice(0, length - 1).join('')}…`;
}
