import { definePlugin, hookNames, type AnyHookRegistration, type PluginHookContext } from 'pagoda-plugin-sdk';

const registrations = hookNames.map((hook) => ({ hook, handler: () => undefined }));

export default definePlugin({
  id: 'idle-hooks',
  name: 'A handler of every hook that does nothing',
  version: '1.0.0',
  // Each is of another type, which a list that is made of names does not show.
  hooks: registrations as readonly AnyHookRegistration<PluginHookContext>[],
});
