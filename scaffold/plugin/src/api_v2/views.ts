import type { PluginRouteHandler } from 'pagoda-plugin-sdk';

export const test: PluginRouteHandler = (_request, ctx) => ({
  message: 'Hello from My Plugin!',
  plugin: { id: ctx.pluginId, version: ctx.pluginVersion },
});

export const greet: PluginRouteHandler<'greet/:name/'> = ({ params: { name } }, ctx) => ({
  greeting: `Hello, ${name}!`,
  from: ctx.actor?.username,
});
