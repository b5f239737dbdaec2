/** What all commands of entitlement management do with records: who made them and when, whether they are there. */
import { directoryObject } from '../../../model/directory/tables.js';
import type { Row, Table } from '../../../model/reader.js';
import { duplicateKey, invalidModel, resourceNotFound } from '../../errors/index.js';
import { DuplicateKeyError, type Transaction } from '../../store/index.js';
import { type Context, now } from '../context.js';

/** The name that beta prints as `createdBy` of what the service made itself. */
const SERVICE_NAME = 'Azure AD';

/** The name by which records tell who wrote them: a user principal name, an application's name. */
export function nameOf({ tx, caller }: Pick<Context, 'tx' | 'caller'>): string {
  if (caller.id === '') return SERVICE_NAME;
  const found = directoryObject(tx, caller.id) as
    | { userPrincipalName?: string; displayName?: string | null }
    | undefined;
  return found?.userPrincipalName ?? found?.displayName ?? caller.id;
}

/** The fields of a new record that tell of its making. */
export function created(context: Context) {
  const [by, at] = [nameOf(context), now(context)];
  return { createdBy: by, createdDateTime: at, modifiedBy: by, modifiedDateTime: at };
}

/** The fields of a changed record that tell of its change. */
export function modified(context: Context) {
  return { modifiedBy: nameOf(context), modifiedDateTime: now(context) };
}

/** The record with this id. @throws GraphError 404 `ResourceNotFound` */
export function existing<R extends Row>(tx: Transaction, table: Table<R>, id: unknown): R {
  const found = typeof id === 'string' ? (tx.get(table, id) ?? tx.get(table, id.toLowerCase())) : undefined;
  if (!found) throw resourceNotFound();
  return found;
}

/** The record that a body must name. @throws GraphError 400 when it names none, 404 when there is none */
export function named<R extends Row>(tx: Transaction, table: Table<R>, id: unknown, property: string): R {
  if (id === undefined || id === null || id === '') throw invalidModel(`The property '${property}' is required.`);
  return existing(tx, table, id);
}

/** Writes a record. @throws GraphError 409 `DuplicateKey` when its unique name is taken */
export function insert<R extends Row>(tx: Transaction, table: Table<R>, record: R): R {
  return unique(() => tx.insert(table, record));
}

/** Writes a record in the place of its former state. @throws GraphError 409 `DuplicateKey` */
export function replace<R extends Row>(tx: Transaction, table: Table<R>, record: R): R {
  return unique(() => tx.replace(table, record));
}

function unique<T>(write: () => T): T {
  try {
    return write();
  } catch (error) {
    if (error instanceof DuplicateKeyError) throw duplicateKey();
    throw error;
  }
}

/** The records of one bucket, as a list that may be written to while it is walked. */
export function all<R extends Row>(tx: Pick<Transaction, 'equal'>, table: Table<R>, index: string, key: string): R[] {
  const found: R[] = [];
  tx.equal(table, index, key, (row) => {
    found.push(row);
  });
  return found;
}

/** Whether a bucket has a record of which `test` is true. */
export function some<R extends Row>(
  tx: Pick<Transaction, 'equal'>,
  table: Table<R>,
  index: string,
  key: string,
  test: (row: R) => boolean,
): boolean {
  let found = false;
  tx.equal(table, index, key, (row) => {
    found = test(row);
    return !found;
  });
  return found;
}

/** The fields of a change that were sent with a value; null and empty text stand only where they may. */
export function changes<F extends object>(
  sent: Partial<F>,
  names: readonly (keyof F & string)[],
  nullable: readonly string[],
): Partial<F> {
  const kept: Partial<F> = {};
  for (const name of names) {
    const value = sent[name];
    if (value === undefined) continue;
    if (value === null && !nullable.includes(name)) throw invalidModel(`'${name}' can not be null.`);
    if (value === '' && !nullable.includes(name)) throw invalidModel(`'${name}' can not be empty.`);
    kept[name] = value;
  }
  return kept;
}
