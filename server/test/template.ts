/** How the global set-up tells the test files of the migrated database that each of them copies. */
const TEMPLATE_URL = 'PAGODA_TEST_TEMPLATE_URL';

export function publishTemplateUrl(url: string): void {
  process.env[TEMPLATE_URL] = url;
}

export function getTemplateUrl(): string {
  const url = process.env[TEMPLATE_URL];
  if (!url)
    throw new Error(`${TEMPLATE_URL} is not set: run the tests through jest, whose global set-up starts PostgreSQL.`);
  return url;
}

export function nameOfDatabase(url: string): string {
  return decodeURIComponent(new URL(url).pathname.slice(1));
}

export function withDatabaseName(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}
