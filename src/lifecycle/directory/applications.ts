/** Commands on applications and service principals. */

import {
  type Application,
  applications,
  type ServicePrincipal,
  servicePrincipals,
} from '../../../model/directory/tables.js';
import { organizationId } from '../../../model/directory/walks.js';
import type { Draft } from '../../../model/edm.js';
import type { Reader } from '../../../model/reader.js';
import { invalidValue, requestRefused, valueConflict } from '../../errors/index.js';
import type { Context } from '../context.js';
import { refusePasswords } from './credentials.js';
import { withKeyCredentials } from './key-credentials.js';
import { addOwners } from './members.js';
import { withUniqueKeys } from './unique.js';
import { initialDomain, stamp } from './values.js';

const AUDIENCES = [
  'AzureADMyOrg',
  'AzureADMultipleOrgs',
  'AzureADandPersonalMicrosoftAccount',
  'PersonalMicrosoftAccount',
];

/**
 * Registers an application; whoever calls owns it: the "Create application" page.
 *
 * @throws GraphError 400 for a value that the service refuses, or an identifier that another application has
 */
export function createApplication(context: Context, fields: Draft, owners: readonly string[] = []): Application {
  refusePasswords(fields);
  refuseInvalidApplication(context.tx, fields);
  const { caller } = context;
  const record = {
    signInAudience: 'AzureADandPersonalMicrosoftAccount',
    api: { requestedAccessTokenVersion: 2 },
    ...withKeyCredentials(context, fields),
    id: context.newId(),
    kind: 'application',
    appId: context.newId(),
    createdDateTime: stamp(context),
    publisherDomain: initialDomain(context.tx),
    ...(caller.kind === 'user' && { createdOnBehalfOfId: caller.id }),
  } as unknown as Application;
  const application = withUniqueKeys(() => context.tx.insert(applications, record));
  addOwners(
    context,
    application,
    owners.length === 0 && caller.kind === 'user' ? [caller.id] : ownersOf(context, owners),
  );
  return application;
}

/** An application owns what it makes: "Manage apps that this app creates or owns", Application.ReadWrite.OwnedBy. */
function ownersOf({ tx, caller }: Context, named: readonly string[]): readonly string[] {
  const isMaker = named.length === 0 && caller.kind === 'application' && tx.get(servicePrincipals, caller.id);
  return isMaker ? [caller.id] : named;
}

/** The "Update application" page. @throws GraphError 400 as for a new one */
export function updateApplication(context: Context, application: Application, fields: Draft): void {
  const { tx } = context;
  refusePasswords(fields);
  refuseInvalidApplication(tx, fields, application.id);
  const changed = { ...application, ...withKeyCredentials(context, fields, application) } as Application;
  withUniqueKeys(() => tx.replace(applications, changed));
  const principal = tx.find(servicePrincipals, 'appId', application.appId.toLowerCase());
  if (fields.appRoles && principal) tx.replace(servicePrincipals, { ...principal, appRoles: changed.appRoles ?? [] });
}

/** @throws GraphError 400 naming the first property whose value the service refuses */
export function refuseInvalidApplication(reader: Reader, fields: Draft, self?: string): void {
  const { displayName, signInAudience, identifierUris, appRoles } = fields;
  if (displayName === null || displayName === '') {
    throw invalidValue('displayName', 'Application', 'must not be empty');
  }
  if (signInAudience !== undefined && !AUDIENCES.includes(String(signInAudience))) {
    throw invalidValue('signInAudience', 'Application', `must be one of ${AUDIENCES.join(', ')}`);
  }
  refuseTakenIdentifiers(reader, (identifierUris ?? []) as readonly string[], self);
  refuseInvalidRoles((appRoles ?? []) as NonNullable<Application['appRoles']>);
}

function refuseTakenIdentifiers(reader: Reader, identifiers: readonly string[], self?: string): void {
  for (const identifier of identifiers) {
    reader.equal(applications, 'identifierUris', identifier.toLowerCase(), (other) => {
      if (other.id !== self) throw valueConflict('identifierUris');
    });
  }
}

function refuseInvalidRoles(roles: NonNullable<Application['appRoles']>): void {
  if (roles.some(({ id }) => !id)) throw invalidValue('appRoles', 'Application', "must have an 'id' for each role");
  const ids = roles.map(({ id }) => id.toLowerCase());
  const values = roles.flatMap(({ value }) => (value ? [value] : []));
  if (new Set(ids).size === ids.length && new Set(values).size === values.length) return;
  throw requestRefused('Request contains a property with duplicate values.');
}

/**
 * Makes an application known to the tenant as something that acts: the "Create servicePrincipal" page.
 *
 * @throws GraphError 400 for an application that does not exist, or that has its service principal
 */
export function createServicePrincipal(
  context: Context,
  fields: Draft,
  owners: readonly string[] = [],
): ServicePrincipal {
  refusePasswords(fields);
  const appId = String(fields['appId']).toLowerCase();
  const application = context.tx.find(applications, 'appId', appId);
  if (!application) {
    throw requestRefused(
      `The appId '${appId}' of the service principal does not reference a valid application object.`,
    );
  }
  const { displayName } = application;
  const record = {
    displayName,
    servicePrincipalType: 'Application',
    ...withKeyCredentials(context, fields),
    id: context.newId(),
    kind: 'servicePrincipal',
    appId,
    appDisplayName: displayName,
    appOwnerOrganizationId: organizationId(context.tx),
    appRoles: application.appRoles ?? [],
    servicePrincipalNames: [appId, ...(application.identifierUris ?? [])],
    signInAudience: application['signInAudience'],
  } as unknown as ServicePrincipal;
  const principal = withUniqueKeys(() => context.tx.insert(servicePrincipals, record));
  addOwners(context, principal, ownersOf(context, owners));
  return principal;
}

/** The "Update servicePrincipal" page. */
export function updateServicePrincipal(context: Context, principal: ServicePrincipal, fields: Draft): void {
  refusePasswords(fields);
  const changed = { ...principal, ...withKeyCredentials(context, fields, principal) } as ServicePrincipal;
  context.tx.replace(servicePrincipals, changed);
}
