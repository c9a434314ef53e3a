export { currentChain, followingHooks, LONGEST_CHAIN, rememberChain, tellOfChanges } from './hook-chain.ts';
export { followPluginTasks } from './plugin-tasks.ts';
export { findCulprit, pluginServices } from './plugin-services.ts';
