/**
 * Something that turns what came from outside into what the plugin works with, or throws: a function, or a schema with a
 * `parse` such as one of zod.
 *
 * @example const options: Parser<{ site: string }> = (input) => ({ site: String(input.site ?? 'main') });
 */
export type Parser<Output, Input = Readonly<Record<string, unknown>>> =
  ((input: Input) => Output) | { parse(input: Input): Output };

/**
 * Applies a parser. Throws what the parser throws.
 *
 * @example parseWith(options, { site: 'tokyo' })
 */
export function parseWith<Output, Input>(parser: Parser<Output, Input>, input: Input): Output {
  return typeof parser === 'function' ? parser(input) : parser.parse(input);
}
