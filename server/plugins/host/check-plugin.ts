import { getPagodaVersion, isInRange, type Plugin } from 'pagoda-plugin-sdk';
import { whyNotCron } from '../../jobs/index.ts';

/** What is wrong with a plugin taken alone, or null. The SDK that made it checked more, but may be of another version. */
export function whyUnfit(
  {
    id,
    name,
    version,
    sdk,
    tasks,
    dependencies = [],
  }: Omit<Plugin, 'dependencies'> & Partial<Pick<Plugin, 'dependencies'>>,
  sdkVersion: string = getPagodaVersion(),
): string | null {
  if (typeof id !== 'string' || !/^[A-Za-z0-9_-]+$/.test(id)) {
    return `its id ${JSON.stringify(id)} is not made of letters, digits, "-" and "_"`;
  }
  if (typeof name !== 'string' || name === '') return 'it has no name';
  if (typeof version !== 'string' || version === '') return 'it has no version';
  if (!isList(dependencies)) return 'its dependencies are no list of ids of plugins';
  for (const [task, { cron }] of Object.entries(tasks?.tasks ?? {})) {
    const wrong = cron === undefined ? null : whyNotCron(cron);
    if (wrong !== null) return `the cron of its task "${task}" cannot be read: ${wrong}`;
  }
  if (sdk === undefined) return null;
  const isFit = isInRange(sdkVersion, sdk);
  if (isFit === null)
    return `its range of SDK versions ${JSON.stringify(sdk)} cannot be read. Write it as npm does, for example "^1.0.0"`;
  return isFit
    ? null
    : `it needs pagoda-plugin-sdk ${sdk}, and this server has ${sdkVersion}. Install a version of the plugin that fits`;
}

function isList(given: unknown): boolean {
  return Array.isArray(given) && given.every((id) => typeof id === 'string');
}
