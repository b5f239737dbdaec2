/** Subjects: entitlement management's own records of the people and applications that hold access or ask for it. */
import {
  type DirectoryObject,
  deletedItems,
  directoryObject,
  domains,
  type User,
  users,
} from '../../../model/directory/tables.js';
import type { Draft } from '../../../model/edm.js';
import {
  type ConnectedOrganization,
  connectedOrganizations,
  type Subject,
  subjects,
} from '../../../model/entitlement/tables.js';
import type { Reader } from '../../../model/reader.js';
import { connectedOrganizationNotFound, invalidModel, resourceNotFound } from '../../errors/index.js';
import type { Context } from '../context.js';
import { all, changes, created } from './records.js';

/** The user of a directory object that is one. */
export const asUser = (object: DirectoryObject | undefined): User | undefined =>
  object?.kind === 'user' ? (object as User) : undefined;

export const isGuest = (user: User | undefined): boolean => user?.userType?.toLowerCase() === 'guest';

/** The subject of a directory object, made when there is none yet. @throws GraphError 404 for an unknown object */
export function subjectOf(context: Context, objectId: string): Subject {
  const { tx } = context;
  const known = tx.find(subjects, 'objectId', objectId);
  if (known) return known;
  const object = directoryObject(tx, objectId);
  if (object?.kind !== 'user' && object?.kind !== 'servicePrincipal') throw resourceNotFound();
  return tx.insert(subjects, { id: context.newId(), ...describe(tx, object) });
}

function describe(reader: Reader, object: DirectoryObject): Omit<Subject, 'id'> {
  const user = asUser(object);
  const email = user?.mail ?? user?.userPrincipalName ?? null;
  return {
    objectId: object.id,
    displayName: object.displayName ?? null,
    email,
    principalName: user?.userPrincipalName ?? null,
    onPremisesSecurityIdentifier: (user?.['onPremisesSecurityIdentifier'] as string | undefined) ?? null,
    altSecId: null,
    subjectType: user ? 'user' : 'servicePrincipal',
    subjectLifecycle: isGuest(user) ? 'notGoverned' : 'notDefined',
    connectedOrganizationId: isGuest(user) ? (organizationOf(reader, email)?.id ?? null) : null,
  };
}

/** The subject of whoever asks; the service itself has none. */
export function subjectOfCaller(context: Context): Subject | undefined {
  const object = directoryObject(context.tx, context.caller.id);
  return object?.kind === 'user' || object?.kind === 'servicePrincipal' ? subjectOf(context, object.id) : undefined;
}

/**
 * The subject of a person that only an address is known of: somebody in the directory, else somebody of a connected
 * organization who is still to be invited.
 *
 * @throws GraphError 400 when no organization has the address
 */
export function subjectOfEmail(context: Context, email: string, fromAnywhere = false): Subject {
  const { tx } = context;
  const user = userOfEmail(tx, email);
  if (user) return subjectOf(context, user.id);
  const known = all(tx, subjects, 'email', email.toLowerCase()).find(({ objectId }) => !objectId);
  if (known) return known;
  const organization = organizationOf(tx, email) ?? (fromAnywhere ? proposeOrganization(context, email) : undefined);
  if (!organization) throw connectedOrganizationNotFound();
  return tx.insert(subjects, {
    id: context.newId(),
    objectId: null,
    displayName: email,
    email,
    principalName: null,
    subjectType: 'user',
    subjectLifecycle: 'governed',
    connectedOrganizationId: organization.id,
  });
}

/** The user of the directory who has an address. */
export function userOfEmail(reader: Reader, email: string): User | undefined {
  const folded = email.toLowerCase();
  return (
    reader.find(users, 'userPrincipalName', folded) ??
    all(reader, users, 'mail', folded)[0] ??
    all(reader, users, 'otherMails', folded)[0]
  );
}

/** "A connected organization will automatically be created for them" ("Govern access for external users"). */
export function proposeOrganization(context: Context, email: string): ConnectedOrganization | undefined {
  const domainName = email.split('@')[1];
  if (!domainName || context.tx.get(domains, domainName.toLowerCase())) return undefined;
  return context.tx.insert(connectedOrganizations, {
    id: context.newId(),
    displayName: domainName,
    description: domainName,
    state: 'proposed',
    identitySources: [{ kind: 'domainIdentitySource', domainName, displayName: domainName }],
    ...created(context),
  });
}

/** The connected organization that an address belongs to. */
export function organizationOf(reader: Reader, email: string | null | undefined): ConnectedOrganization | undefined {
  if (!email || reader.count(connectedOrganizations) === 0) return undefined;
  const domain = email.split('@')[1]?.toLowerCase();
  if (!domain) return undefined;
  let found: ConnectedOrganization | undefined;
  reader.equal(connectedOrganizations, 'domainName', domain, (organization) => {
    found = organization;
    return false;
  });
  return found;
}

/** Whether the person behind a subject is in the directory or was deleted from it so lately as to be restored. */
export function isKept(reader: Reader, { objectId }: Subject): boolean {
  if (!objectId) return true;
  return directoryObject(reader, objectId) !== undefined || reader.get(deletedItems, objectId) !== undefined;
}

/**
 * Changes whether an account from outside is looked after; nothing else of a subject can be changed.
 *
 * @throws GraphError 400 for somebody of the tenant itself ("Update accessPackageSubject" page)
 */
export function updateSubject({ tx }: Context, subject: Subject, fields: Draft): Subject {
  const object = subject.objectId ? directoryObject(tx, subject.objectId) : undefined;
  if (fields.subjectLifecycle !== undefined && object && !isGuest(asUser(object)))
    throw invalidModel("'subjectLifecycle': only that of guest users can be changed.");
  return tx.replace(subjects, { ...subject, ...changes<Subject>(fields, ['subjectLifecycle'], []) });
}
