export { parseBooleanParam, parseOrdering, parseSearch, type Ordering } from './list-params.ts';
export { mountRoutes, type Authenticated, type BridgeOptions, type MountedRoutes } from './mount-routes.ts';
export { parseObjectId } from './object-id.ts';
export {
  makeNumberedPage,
  makeWindowPage,
  parseNumberedWindow,
  parseWindow,
  type NumberedWindow,
  type Page,
  type Window,
} from './pagination.ts';
export { forbidden, noSuch, notFound, REST_CODE, WireError } from './wire-error.ts';
