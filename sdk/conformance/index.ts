// The package 'pagoda-plugin-conformance', which 'pagoda-plugin-sdk/testing' loads when it is asked for.
export { examine } from './check-conformance.ts';
