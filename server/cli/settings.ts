import { parseSettings, type Settings, type Values } from '../config.ts';
import { withKeptSecrets } from './kept-secrets.ts';
import type { Invocation } from './program.ts';

/** The settings in force. What looks like a mistake is told. */
export function readSettings({ env, terminal }: Invocation, overrides: Partial<Values> = {}): Settings {
  const settings = withKeptSecrets(parseSettings(env, overrides));
  for (const warning of settings.warnings) terminal.remark(`Warning: ${warning}`);
  return settings;
}
