export const about = { id: 'cross-entity-sample', name: 'Cross Entity Sample Plugin', version: '3.0.0' } as const;

/** How answers say that this plugin gave them. */
export function mark(message: string) {
  return { active: true, plugin_id: about.id, message };
}
