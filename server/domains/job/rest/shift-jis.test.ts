import { expect, test } from '@jest/globals';
import { encodeShiftJis, toShiftJis } from './shift-jis.ts';

const hex = (text: string) => encodeShiftJis(text).toString('hex');

test.each([
  ['name,note\r\n', '6e616d652c6e6f74650d0a'],
  ['棚', '9249'],
  ['表示', '955c8ea6'],
  ['ｱﾝ', 'b1dd'],
  ['①', '8740'],
  ['∪', '81be'],
  ['髙', 'fbfc'],
  ['〜〜', '81608160'],
  ['～', '8160'],
  ['¥‾', '5c7e'],
  ['é', '3f'],
  ['🚀', '3f'],
])('%s becomes %s', (text, expected) => {
  expect(hex(text)).toBe(expected);
});

async function joined(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Buffer[] = [];
  for await (const piece of toShiftJis(pieces)) all.push(piece);
  return Buffer.concat(all);
}

test('a character that two pieces share is one', async () => {
  const bytes = Buffer.from('棚 42');
  async function* pieces() {
    for (const byte of bytes) yield Uint8Array.of(byte);
  }
  expect((await joined(pieces())).toString('hex')).toBe(hex('棚 42'));
});

test('half a character at the end becomes a question mark', async () => {
  async function* pieces() {
    yield Uint8Array.of(0x61, 0xe6);
  }
  expect((await joined(pieces())).toString()).toBe('a?');
});

test('what the platform decodes from it is the text again', () => {
  const text = 'サーバー名,ラック,備考\r\nweb-01,東京,ｶﾅ と ①\r\n';
  expect(new TextDecoder('shift_jis').decode(encodeShiftJis(text))).toBe(text);
});
