import { type GraphQLSchema, parse, print, printSchema, stripIgnoredCharacters, visit } from 'graphql';

/** For the generator of code: the schema of the server as the SDK carries it, without words. */
export function plugin(schema: GraphQLSchema): string {
  const bare = visit(parse(printSchema(schema)), {
    StringValue: (_node, key) => (key === 'description' ? null : undefined),
    Directive: () => null,
  });
  const sdl = stripIgnoredCharacters(print(bare));
  return `/** The SDL of the server without its descriptions: npm run codegen */\nexport const coreSchema: string = ${JSON.stringify(sdl)};\n`;
}
