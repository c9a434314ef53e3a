/** A user as plugins see one. */
export interface UserView {
  readonly id: number;
  readonly username: string;
  readonly isSuperuser: boolean;
}

/** An entity as plugins see one. */
export interface EntityView {
  readonly id: number;
  readonly name: string;
  readonly note: string;
  readonly isActive: boolean;
}

/** An entry as plugins see one. */
export interface EntryView {
  readonly id: number;
  readonly name: string;
  readonly isActive: boolean;
  /** The entity it is an instance of. */
  readonly schema: { readonly id: number; readonly name: string };
}
