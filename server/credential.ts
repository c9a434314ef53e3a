/** What a caller shows to tell who it is: the token of a program, or the session of somebody who logged in with a browser. */
export interface Credential {
  readonly kind: 'token' | 'session';
  readonly secret: string;
}
