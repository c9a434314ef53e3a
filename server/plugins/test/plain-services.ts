import { models } from 'pagoda-plugin-sdk';
import type { PluginServices } from '../host/plugin-context.ts';

/** What plugins are given where no models are behind the names. */
export const plainServices: PluginServices = {
  models,
  inject: null,
  areReady: () => true,
  enter: (_ctx, _pluginId, call) => call(),
  enterMutation: (_ctx, _pluginId, call) => call(),
  transact: () => Promise.reject(new Error('There is no database')),
  operate: () => Promise.reject(new Error('There is no database')),
  transaction: (work) => work(),
  renew: () => Promise.reject(new Error('There is no database')),
  lend: () => ({ run: (call) => call(), end: () => undefined }),
  elevate: (_ctx, _identity, _reason, work) => work(),
};
