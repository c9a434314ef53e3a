export { outOfTime, withinTime } from './execution-time.ts';
export { type LimitName, limitExceeded } from './limit-exceeded.ts';
export { defaultLimits, type GraphQLLimits } from './limits.ts';
export { checkLimits, type MeasuredOperation } from './measure.ts';
export { findTooManyTokens } from './tokens.ts';
