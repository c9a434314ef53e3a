import type {
  AttributeLookup,
  AttributeValueLookup,
  EntityAttrLookup,
  EntityLookup,
  EntryLookup,
  JobLookup,
  UserLookup,
} from './model-lookups.ts';
import type { JobStatus } from './job-status.ts';
import type { Manager } from './query-set.ts';
import type { ModelErrorClass } from './model-errors.ts';

/** How much somebody may do with an object; each includes those before it. */
export type Permission = 'NOTHING' | 'READABLE' | 'WRITABLE' | 'FULL';

/** A user account. */
export interface UserProtocol {
  readonly id: number;
  readonly username: string;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly isActive: boolean;
  readonly isSuperuser: boolean;
  readonly dateJoined: Date;
}

/** Whoever acts: an account, or the view of one that hooks and contexts hold. */
export interface UserRef {
  readonly id: number;
}

// What can be changed and saved.
interface Saved {
  /** Stores what was assigned, through the same rules and hooks as any client. Throws `ValidationError` and `AuthorizationError`. */
  save(): Promise<void>;
  /** Deletes it as a client does: it stays stored, with `isActive` false. */
  delete(): Promise<void>;
}

/** An entity: a schema that users defined. Assign, then `save()`; `isActive = false` deletes. */
export interface EntityProtocol extends Saved {
  readonly id: number;
  name: string;
  note: string;
  isActive: boolean;
  readonly createdTime: Date;
  readonly createdUser: UserProtocol | null;
}

/** An entry: an instance of an entity. Assign, then `save()`; `isActive = false` deletes. */
export interface EntryProtocol extends Saved {
  readonly id: number;
  name: string;
  isActive: boolean;
  readonly schema: EntityProtocol;
  readonly createdTime: Date;
  readonly updatedTime: Date;
  readonly createdUser: UserProtocol | null;
  /**
   * The values by the names of their attributes, in the form that inputs take; only those that the actor may read. They are what is
   * stored, whatever `get_attrs` handlers show; references are ids, also of targets that the actor may not see.
   *
   * @example const { owner, racks } = await entry.getAttrs(); // 'mori', [12, 15]
   */
  getAttrs(): Promise<Readonly<Record<string, unknown>>>;
  /** Changes values by the names of their attributes, in the form that inputs take. Others stay. Null for whoever acts, also for nobody. */
  setAttrs(user: UserRef | null, values: Readonly<Record<string, unknown>>): Promise<void>;
  /** Whether a user may do so much with it. */
  mayPermitted(user: UserRef, permission: Permission): Promise<boolean>;
}

/** One typed column of an entity. */
export interface EntityAttrProtocol {
  readonly id: number;
  readonly name: string;
  /** The code of its type, for example 2 for a string. */
  readonly type: number;
  readonly isMandatory: boolean;
  readonly isActive: boolean;
  /** Its place among the attributes of the entity. */
  readonly index: number;
  readonly note: string;
  readonly parentEntity: EntityProtocol;
}

/** One entry's holder of one entity attribute. */
export interface AttributeProtocol {
  readonly id: number;
  readonly name: string;
  readonly isActive: boolean;
  readonly schema: EntityAttrProtocol;
  readonly parentEntry: EntryProtocol;
}

/** One version of a value. */
export interface AttributeValueProtocol {
  readonly id: number;
  /** In the form that inputs take. */
  readonly value: unknown;
  /** The code of the type that the value was stored with. */
  readonly dataType: number;
  readonly isLatest: boolean;
  readonly createdTime: Date;
  readonly createdUser: UserProtocol | null;
  readonly parentAttr: AttributeProtocol;
}

/** A tracked background operation. */
export interface JobProtocol {
  readonly id: number;
  /** Who started it, and in whose name it acts; null for one that the server started by itself. */
  readonly user: UserProtocol | null;
  readonly text: string;
  readonly status: JobStatus;
  readonly operation: number;
  readonly params: Readonly<Record<string, unknown>>;
  /** The id of the object it is about; null for none. */
  readonly targetId: number | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  /** Queues it, in the transaction that this is called in if there is one. A second time changes nothing. */
  run(): Promise<void>;
  /**
   * Stores a status, and a text for people or another target. Only the task that works on the job may; once the status is final
   * nothing that it writes is kept. Not inside of `ctx.transaction`, unless the status is PROCESSING.
   *
   * @example await job.update(JobStatus.PROCESSING, { text: 'Reading the racks' });
   */
  update(status: JobStatus, changes?: string | JobChanges): Promise<void>;
  /** Whether its task should stop: somebody cancelled the job, or its attempt is over for another reason. */
  isCanceled(): Promise<boolean>;
  /** Whether this is called by its task and that may go on. A task is called when the job is ready. */
  proceedIfReady(): Promise<boolean>;
}

/** What changes with the status of a job. */
export interface JobChanges {
  /** For people: what it does now, or what came of it. */
  readonly text?: string;
  /** The entity or entry that it is about from now on, which is committed and the user of the job may write; null leaves it. */
  readonly target?: { readonly id: number } | null;
}

/** What a new entity is made of. */
export interface NewEntity {
  name: string;
  note?: string;
  /** The actor unless told. Another only in `ctx.elevated`. Null for whoever acts, also for nobody. */
  createdUser?: UserRef | null;
}

/** What a new entry is made of. */
export interface NewEntry {
  name: string;
  schema: { readonly id: number };
  /** By the names of attributes, in the form that inputs take. */
  attrs?: Readonly<Record<string, unknown>>;
  /** The actor unless told. Another only in `ctx.elevated`. Null for whoever acts, also for nobody. */
  createdUser?: UserRef | null;
}

/** What a new job is made of. */
export interface NewJob {
  /** The one who acts; another only in `ctx.elevated`. */
  user: UserRef;
  /** The entity or entry that it is about; the user must be able to write it. Jobs on the same target and of the same task wait for each other. */
  target?: { readonly id: number } | null;
  /** The operation number: see `PluginTaskRegistry.getOperationId`. */
  operation: number;
  /** For people: what it does, and to what. */
  text?: string;
  /** JSON. */
  params?: Readonly<Record<string, unknown>>;
  /** It does not begin before. */
  runAt?: Date;
  /**
   * A job that must end first, in whatever way. `ValidationError` unless the user may see it.
   *
   * @example { …, dependsOn: firstJob }
   */
  dependsOn?: { readonly id: number } | null;
}

/** A kind of stored objects. */
export interface Model<Row, Lookup, Creation = never, Order extends string = string> {
  readonly objects: Manager<Row, Lookup, Creation, Order>;
  /** Thrown by `get` when there is no such object, or none that the actor may see. */
  readonly DoesNotExist: ModelErrorClass;
  /** Thrown by `get` when there are several. */
  readonly MultipleObjectsReturned: ModelErrorClass;
}

/** The model of jobs. */
export interface JobModel extends Model<JobProtocol, JobLookup, never, 'id' | 'createdAt' | 'updatedAt' | 'status'> {
  /**
   * Stores a job that prepares; `job.run()` queues it. Throws `ValidationError` for parameters that its task refuses, and
   * `AuthorizationError` for a target that the user may not write.
   */
  createNewJob(job: NewJob): Promise<JobProtocol>;
}

/** Everything stored that plugins reach. */
export interface Models {
  readonly Entity: Model<EntityProtocol, EntityLookup, NewEntity, 'id' | 'name' | 'createdTime'>;
  readonly Entry: Model<EntryProtocol, EntryLookup, NewEntry, 'id' | 'name' | 'createdTime' | 'updatedTime'>;
  readonly EntityAttr: Model<EntityAttrProtocol, EntityAttrLookup, never, 'id' | 'name' | 'index'>;
  readonly Attribute: Model<AttributeProtocol, AttributeLookup, never, 'id' | 'name'>;
  readonly AttributeValue: Model<AttributeValueProtocol, AttributeValueLookup, never, 'id' | 'createdTime'>;
  readonly User: Model<UserProtocol, UserLookup, never, 'id' | 'username'>;
  readonly Job: JobModel;
}

/** The name of a model. */
export type ModelName = keyof Models;
