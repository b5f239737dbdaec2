/**
 * What resources want to know of their users: "If a user requests the access package including the application role, they
 * must provide values for each attribute. If the request is approved, these attribute values are written in the user's
 * directory object" ("accessPackageResourceAttribute resource type").
 */
import { type User, users } from '../../../model/directory/tables.js';
import { properties } from '../../../model/directory/user.js';
import type { Properties } from '../../../model/edm.js';
import {
  type Answer,
  type Assignment,
  assignments,
  type Policy,
  type Question,
  type Request,
  type ResourceAttribute,
  resourceRoleScopes,
  resources,
  subjects,
} from '../../../model/entitlement/tables.js';
import type { Reader } from '../../../model/reader.js';
import { invalidModel } from '../../errors/index.js';
import type { Context } from '../context.js';
import { updateUser } from '../directory/users.js';
import { isFor } from './answers.js';
import { accepted } from './origins/origin.js';
import { all } from './records.js';
import { isHeld } from './separation.js';

/** An attribute that is asked for. */
interface Asked {
  readonly name: string;
  readonly question: Question;
  readonly isEditable: boolean;
  readonly isPersisted: boolean;
}

/** The attributes of the resources in a package. Most tenants have no resource with any. */
function attributesIn(reader: Reader, packageId: string): Asked[] {
  if (reader.countEqual(resources, 'hasAttributes', 'true') === 0) return [];
  const ids = new Set(
    all(reader, resourceRoleScopes, 'accessPackageId', packageId).map(({ resourceId }) => resourceId),
  );
  return [...ids].flatMap((id) => (reader.get(resources, id)?.attributes ?? []).flatMap(asked));
}

function asked({ name, source, isEditable, isPersistedOnAssignmentRemoval }: ResourceAttribute): Asked[] {
  if (!name || !source?.question) return [];
  const [editable, persisted] = [isEditable !== false, isPersistedOnAssignmentRemoval !== false];
  return [{ name, question: source.question, isEditable: editable, isPersisted: persisted }];
}

const DECLARED: Properties = properties;

/** The property of users that an attribute stands for, in the directory's spelling: one that holds text and can be written. */
function propertyOf({ name }: Asked): string | undefined {
  const folded = name.toLowerCase();
  const found = Object.entries(DECLARED).find(([own]) => own.toLowerCase() === folded);
  return found && found[1].type === 'Edm.String' && !found[1].collection && found[1].write === undefined
    ? found[0]
    : undefined;
}

function presentValue(user: User | undefined, attribute: Asked): string | undefined {
  const value = user?.[propertyOf(attribute) ?? ''];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** All that somebody is asked who requests a package: by its policy, and by its resources what is not known of them yet. */
export function questionsFor(reader: Reader, policy: Policy, objectId: string | null | undefined): Question[] {
  const user = objectId ? reader.get(users, objectId) : undefined;
  const ofResources = attributesIn(reader, policy.accessPackageId).map((attribute) => ({
    ...attribute.question,
    isRequired: presentValue(user, attribute) === undefined,
  }));
  return [...(policy.questions ?? []), ...ofResources];
}

/**
 * "If you select No in the Attribute value is editable box and the attribute value isn't empty, users can't edit the
 * preexisting value" ("Create and manage a catalog of resources").
 *
 * @throws GraphError 400 `InvalidModel` with the attribute
 */
export function checkFixedAttributes(
  reader: Reader,
  { accessPackageId }: Policy,
  objectId: string | null | undefined,
  answers: readonly Answer[],
): void {
  if (answers.length === 0 || !objectId) return;
  for (const attribute of attributesIn(reader, accessPackageId)) {
    const present = attribute.isEditable ? undefined : presentValue(reader.get(users, objectId), attribute);
    const said = answers.find((answer) => isFor(attribute.question, answer))?.value;
    if (present !== undefined && said && said !== present) {
      throw invalidModel(`The attribute '${attribute.name}' has a value that can not be changed.`);
    }
  }
}

/** Writes what was answered into the user that a request is for. What the directory refuses stays as it is. */
export function writeAttributes(context: Context, { accessPackageId, answers = [], targetId }: Request): void {
  const { tx } = context;
  const objectId = targetId ? tx.get(subjects, targetId)?.objectId : undefined;
  if (answers.length === 0 || !objectId) return;
  for (const attribute of attributesIn(tx, accessPackageId)) {
    const value = answers.find((answer) => isFor(attribute.question, answer))?.value;
    const [property, user] = [propertyOf(attribute), tx.get(users, objectId)];
    if (value && property && user) accepted(() => updateUser(context, user, { [property]: value }));
  }
}

/**
 * Takes from the user what does not "remain in the end system after an assignment ends" (beta's
 * "accessPackageResourceAttribute resource type"), unless another package that they have asks for it too.
 */
export function clearAttributes(context: Context, { accessPackageId, targetId }: Assignment): void {
  const { tx } = context;
  const ending = attributesIn(tx, accessPackageId).filter(({ isPersisted }) => !isPersisted);
  const objectId = ending.length > 0 ? tx.get(subjects, targetId)?.objectId : undefined;
  if (!objectId) return;
  const others = all(tx, assignments, 'targetId', targetId).filter(isHeld);
  const kept = new Set(others.flatMap((one) => attributesIn(tx, one.accessPackageId)).map(propertyOf));
  for (const property of ending.map(propertyOf)) {
    const user = tx.get(users, objectId);
    if (user && property && !kept.has(property)) accepted(() => updateUser(context, user, { [property]: null }));
  }
}
