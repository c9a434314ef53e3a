/** A user as plugins see one. Read-only: an assignment throws. */
export interface UserView {
  /** The number that GraphQL (as a string) and REST use. Users have a sequence of their own. */
  readonly id: number;
  /** The name to log in with, as it was typed when the user was made. */
  readonly username: string;
  /** May do everything; access control does not ask further. */
  readonly isSuperuser: boolean;
}

/** An entity (a schema that users defined) as plugins see one. Read-only: an assignment throws. */
export interface EntityView {
  /** The number that GraphQL (as a string) and REST use. Shared with attributes and entries: no two of them have the same. */
  readonly id: number;
  /** Unique among active entities, ignoring letter case. A deleted one has a suffix with the time of its deletion. */
  readonly name: string;
  /** Free text for people, `''` when there is none. */
  readonly note: string;
  /** False once deleted. */
  readonly isActive: boolean;
}

/** An entry (an instance of an entity) as plugins see one. Read-only: an assignment throws. */
export interface EntryView {
  /** The number that GraphQL (as a string) and REST use. Shared with entities and attributes: no two of them have the same. */
  readonly id: number;
  /** Unique among the active entries of its entity, ignoring letter case. A deleted one has a suffix with the time of its deletion. */
  readonly name: string;
  /** False once deleted, true again once restored. */
  readonly isActive: boolean;
  /** The entity it is an instance of. */
  readonly schema: { readonly id: number; readonly name: string };
}
