/**
 * What of a text can stand in the id of a plugin: letters, digits, `-` and `_`, without `-` and `_` at its ends.
 *
 * @example sanitizePluginId('-My plugin!-') // 'Myplugin'
 */
export function sanitizePluginId(text: string): string {
  return text.replaceAll(/[^\p{L}\p{N}_-]/gu, '').replaceAll(/^[-_]+|[-_]+$/g, '');
}

/**
 * A key that no other plugin uses, for caches that are shared.
 *
 * @example generatePluginCacheKey('my-plugin', 'racks') // 'pagoda:plugin:my-plugin:racks'
 */
export function generatePluginCacheKey(pluginId: string, key: string): string {
  return `pagoda:plugin:${sanitizePluginId(pluginId)}:${key}`;
}
