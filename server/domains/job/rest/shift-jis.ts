/** Texts as Shift_JIS, which spreadsheets in Japan expect of CSV. Characters that it does not have become `?`. */

type Table = ReadonlyMap<string, number>;

/** Characters that share their place with another one, which the decoder gives instead. */
const TWINS: readonly (readonly [character: string, code: number])[] = [
  ['〜', 0x8160],
  ['‖', 0x8161],
  ['−', 0x817c],
  ['—', 0x815c],
  ['¢', 0x8191],
  ['£', 0x8192],
  ['¬', 0x81ca],
  ['¥', 0x5c],
  ['‾', 0x7e],
];

let known: Table | null = null;

/** What the platform decodes, the other way round. Where a character stands in two places the first counts, as in the Encoding Standard. */
function makeTable(): Table {
  const decoder = new TextDecoder('shift_jis');
  const table = new Map<string, number>();
  const add = (code: number, bytes: readonly number[]): void => {
    const character = decoder.decode(Uint8Array.from(bytes));
    const isOne = character.length === 1 && !/[\ufffd\ue000-\uf8ff]/.test(character);
    if (isOne && !table.has(character)) table.set(character, code);
  };
  for (let single = 0xa1; single <= 0xdf; single += 1) add(single, [single]);
  for (let lead = 0x81; lead <= 0xfc; lead += 1) {
    if ((lead > 0x9f && lead < 0xe0) || isRepetition(lead)) continue;
    for (let trail = 0x40; trail <= 0xfc; trail += 1) {
      if (trail !== 0x7f) add(lead * 0x100 + trail, [lead, trail]);
    }
  }
  for (const [character, code] of TWINS) table.set(character, code);
  return table;
}

/** Rows that hold again what stands elsewhere. */
function isRepetition(lead: number): boolean {
  return lead === 0xed || lead === 0xee;
}

export function encodeShiftJis(text: string): Buffer {
  known ??= makeTable();
  const bytes: number[] = [];
  for (const character of text) {
    const code = character <= '\x7f' ? character.charCodeAt(0) : (known.get(character) ?? '?'.charCodeAt(0));
    if (code > 0xff) bytes.push(code >> 8);
    bytes.push(code & 0xff);
  }
  return Buffer.from(bytes);
}

/** UTF-8 that comes in pieces, cut anywhere. */
export async function* toShiftJis(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  const decoder = new TextDecoder();
  for await (const piece of pieces) {
    const text = decoder.decode(piece, { stream: true });
    if (text !== '') yield encodeShiftJis(text);
  }
  const rest = decoder.decode();
  if (rest !== '') yield encodeShiftJis(rest);
}
