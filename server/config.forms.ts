import { isIP } from 'node:net';
import { z } from 'zod';

/** How the text of an environment variable becomes a value. Each form says in words what it allows. */
export interface Form<T> {
  readonly schema: z.ZodType<T, string>;
  /** Completes the sentence "give …". */
  readonly allowed: string;
}

const refused = (context: { issues: unknown[]; value: unknown }): never => {
  context.issues.push({ code: 'custom', input: context.value, message: 'not allowed' });
  return z.NEVER;
};

/** A form from a function that answers undefined for what it does not allow. */
function form<T>(allowed: string, parse: (text: string) => T | undefined): Form<T> {
  const schema = z.string().transform((text, context) => parse(text) ?? refused(context));
  return { schema, allowed };
}

export function wholeNumber(least: number, most: number, remark = ''): Form<number> {
  return form(`a whole number from ${least} to ${most}${remark}`, (text) => {
    const number = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
    return number >= least && number <= most ? number : undefined;
  });
}

export function oneOf<const T extends string>(...options: readonly T[]): Form<T> {
  const allowed = `${options.slice(0, -1).join(', ')} or ${options.at(-1) ?? ''}`;
  return form(`one of ${allowed}`, (text) => options.find((option) => option === text));
}

const SWITCH = new Map([
  ['true', true],
  ['1', true],
  ['false', false],
  ['0', false],
]);

export const onOff: Form<boolean> = form('true or false', (text) => SWITCH.get(text));

export function text(least: number, most: number): Form<string> {
  const allowed = `${least} to ${most} characters`;
  return form(allowed, (given) => (given.length >= least && given.length <= most ? given : undefined));
}

export const tokenText: Form<string> = form('20 to 200 letters, digits or characters of . _ ~ -', (given) =>
  /^[\w.~-]{20,200}$/.test(given) ? given : undefined,
);

export const hostName: Form<string> = form('an IP address or a host name, without scheme and port', (given) =>
  isIP(given) || /^[a-z\d]([a-z\d.-]{0,252}[a-z\d])?$/i.test(given) ? given : undefined,
);

export const databaseUrl: Form<string> = form(
  'an address such as postgresql://user:password@host:5432/database',
  (given) => (/^postgres(ql)?:\/\//.test(given) && URL.canParse(given) ? given : undefined),
);

export const timeZone: Form<string> = form('an IANA time zone such as UTC, Europe/Berlin or Asia/Tokyo', (given) => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: given });
    // An offset such as +09:00 passes here but not in every place that takes a name.
    return /^[a-z]/i.test(given) ? given : undefined;
  } catch {
    return undefined;
  }
});

function commaList(given: string): readonly string[] {
  return given
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function isOrigin(given: string): boolean {
  return /^https?:\/\//.test(given) && URL.canParse(given) && new URL(given).origin === given;
}

export const origins: Form<readonly string[]> = form(
  'origins separated by commas, each scheme://host[:port] without a path, for example https://cmdb.example.org',
  (given) => (commaList(given).every(isOrigin) ? commaList(given) : undefined),
);

export const pluginNames: Form<readonly string[]> = form('entry names or plugin ids separated by commas', (given) =>
  commaList(given).every((id) => /^[@\w./-]{1,214}$/.test(id)) ? commaList(given) : undefined,
);

const objects = z.record(z.string(), z.record(z.string(), z.unknown()));

export const jsonObjects: Form<z.infer<typeof objects>> = form(
  'a JSON object with an object for each plugin id, for example {"my-plugin": {"size": 3}}',
  (given) => {
    try {
      return objects.safeParse(JSON.parse(given)).data;
    } catch {
      return undefined;
    }
  },
);

const ranges = z.record(z.string(), z.unknown());

/** What the ranges are like is looked at together with the plugins, so that everything that is wrong is told at once. */
export const jsonRanges: Form<z.infer<typeof ranges>> = form(
  'a JSON object with the first and the last operation number for each plugin, for example {"my-plugin": [6000, 6099]}',
  (given) => {
    try {
      return ranges.safeParse(JSON.parse(given)).data;
    } catch {
      return undefined;
    }
  },
);

const lists = z.record(z.string(), z.union([objects.valueType, z.array(objects.valueType)]));

/** One object for a name means a list with that object alone. */
export const jsonLists: Form<Readonly<Record<string, readonly z.infer<typeof objects.valueType>[]>>> = form(
  'a JSON object with an object or a list of objects for each entity, for example {"Server": {"plugin": "my-plugin", "operations": ["create"]}}',
  (given) => {
    try {
      const parsed = lists.safeParse(JSON.parse(given)).data;
      return parsed && Object.fromEntries(Object.entries(parsed).map(([name, one]) => [name, [one].flat()]));
    } catch {
      return undefined;
    }
  },
);

/** Whom to believe about the caller's address: nobody, everybody, so many hops, or these addresses. */
export type TrustProxy = boolean | number | readonly string[];

function isAddressRange(given: string): boolean {
  const [address = '', bits, rest] = given.split('/');
  const most = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  return rest === undefined && most >= 0 && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most));
}

export const trustProxy: Form<TrustProxy> = form(
  'true, false, the number of proxies (1 to 9), or addresses and ranges separated by commas, for example 10.0.0.0/8',
  (given) => {
    if (/^[1-9]$/.test(given)) return Number(given);
    if (given === 'true' || given === 'false' || given === '0') return given === 'true';
    const ranges = commaList(given);
    return ranges.length > 0 && ranges.every(isAddressRange) ? ranges : undefined;
  },
);
