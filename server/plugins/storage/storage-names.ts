/** Longer ones PostgreSQL would cut, and the name of the role has the number of the database behind it. */
const LONGEST_SCHEMA = 52;

/** The PostgreSQL schema of a plugin. Ids that differ in case or in `-` and `_` only have the same. */
export function schemaOf(pluginId: string): string {
  return `plugin_${pluginId.replaceAll('-', '_').toLowerCase()}`;
}

/** The PostgreSQL role that a plugin's statements run as. Roles are shared by all databases of a server. */
export function roleOf(schema: string, databaseOid: number): string {
  return `${schema}_${databaseOid}`;
}

/** Why a plugin of this id can have no schema, or null. */
export function whyNoSchema(pluginId: string): string | null {
  const excess = schemaOf(pluginId).length - LONGEST_SCHEMA;
  return excess > 0 ? `its id is ${excess} characters too long for a plugin with migrations` : null;
}
