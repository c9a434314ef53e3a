/** Every error a caller can cause: how REST says it and what it means. */
export const ERROR_CODES = {
  NOT_FOUND: { status: 404, rest: 'AE-230000' },
  PERMISSION_DENIED: { status: 403, rest: 'AE-210000' },
  DUPLICATE: { status: 400, rest: 'AE-220000' },
  REQUIRED: { status: 400, rest: 'AE-113000' },
  INVALID: { status: 400, rest: 'AE-121000' },
  TOO_LONG: { status: 400, rest: 'AE-122000' },
  TOO_MANY: { status: 400, rest: 'AE-122000' },
  CONFLICT: { status: 409, rest: 'AE-999999' },
  IN_USE: { status: 400, rest: 'AE-240000' },
  VETOED: { status: 400, rest: 'AE-121000' },
  LIMIT_EXCEEDED: { status: 429, rest: 'AE-122000' },
  JOB_STATE: { status: 400, rest: 'AE-270000' },
  UNAVAILABLE: { status: 503, rest: 'AE-999999' },
} as const satisfies Record<string, { status: number; rest: string }>;

export type ErrorCode = keyof typeof ERROR_CODES;
