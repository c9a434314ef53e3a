import { Failure } from '../terminal.ts';

/** What packages of the program itself, or of npm, are called. */
const TAKEN = ['pagoda-plugin-sdk', 'pagoda-server', 'node_modules'];

/** The spellings of a plugin's name that its sources need. */
export interface PluginName {
  /** Its id, its entry name and the name of its package: `my-plugin`. */
  readonly id: string;
  /** For people: `My Plugin`. */
  readonly title: string;
  /** The beginning of its names in GraphQL: `myPlugin`. */
  readonly camel: string;
}

/** Throws `Failure`, which says what is allowed, for a name that no plugin can have. */
export function parsePluginName(text: string): PluginName {
  if (!/^[a-z][\w-]{0,59}$/.test(text) || text !== text.toLowerCase() || TAKEN.includes(text)) {
    throw new Failure(
      `${JSON.stringify(text)} cannot name a plugin: use small letters, digits, "-" and "_", at most 60, a letter first, ` +
        `such as my-plugin${TAKEN.includes(text) ? `; and ${text} is something else` : ''}. The name is also that of the npm package.`,
    );
  }
  const words = text.split(/[-_]+/).filter(Boolean);
  const [first = text, ...rest] = words;
  return { id: text, title: words.map(capitalized).join(' '), camel: [first, ...rest.map(capitalized)].join('') };
}

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
