import { SingleBar } from 'cli-progress';
import { onOneLine } from './safe-text.ts';
import type { Terminal } from './terminal.ts';

/** How far a long piece of work is. */
export interface Progress {
  /** As jobs tell it. `total` may become known, or better known, on the way; `text` says what is done at the moment. */
  readonly update: (done: number, total?: number | null, text?: string | null) => void;
  readonly end: () => void;
}

const EVERY_MS = 3000;
const number = new Intl.NumberFormat('en');

/** A bar where a person watches; else a plain line every few seconds, so that a log shows that it goes on. */
export function makeProgress(terminal: Terminal, label: string, total = 0): Progress {
  return process.stderr.isTTY ? makeBar(label, total) : makeLines(terminal, label, total);
}

function makeBar(label: string, total: number): Progress {
  const bar = new SingleBar({
    format: `${label} {bar} {percentage} % | {value} of {total}{text}`,
    stream: process.stderr,
    clearOnComplete: true,
    // Ctrl-C in the middle must leave the terminal as it was.
    hideCursor: false,
    linewrap: true,
  });
  bar.start(total, 0, { text: '' });
  return {
    update: (done, known, text) => {
      if (typeof known === 'number') bar.setTotal(known);
      bar.update(done, { text: behind(text) });
    },
    end: () => bar.stop(),
  };
}

function makeLines(terminal: Terminal, label: string, total: number): Progress {
  const begin = performance.now();
  let of = total;
  let next = begin + EVERY_MS;
  return {
    update: (done, known, text) => {
      of = known ?? of;
      const now = performance.now();
      if (now < next) return;
      next = now + EVERY_MS;
      const rate = Math.round((done * 1000) / (now - begin));
      const share = of > 0 ? ` of ${number.format(of)} (${Math.floor((done * 100) / of)} %)` : '';
      terminal.remark(`${label}: ${number.format(done)}${share}, ${number.format(rate)}/s${behind(text)}`);
    },
    end: () => undefined,
  };
}

function behind(text: string | null | undefined): string {
  return text ? ` | ${onOneLine(text)}` : '';
}
