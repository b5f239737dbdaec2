/** Connected organizations, subjects, and what applies to the tenant as a whole. */
import {
  type ConnectedOrganization,
  type ControlConfiguration,
  externalSponsors,
  internalSponsors,
  type Settings,
  type Subject,
} from '../../model/entitlement/tables.js';
import { created, entity, noContent } from '../../src/answers.js';
import {
  addSponsor,
  createOrganization,
  deleteOrganization,
  removeSponsor,
  updateOrganization,
} from '../../src/lifecycle/entitlement/organizations.js';
import { replaceControls, updateSettings } from '../../src/lifecycle/entitlement/settings.js';
import { updateSubject } from '../../src/lifecycle/entitlement/subjects.js';
import type { Answer, Call, Operation } from '../../src/operation.js';
import { lastKey, ownerInPath, queryOption, referenceInBody } from '../directory/parts.js';
import { bindBody, operation, typeOf } from './parts.js';

const organization = '/connectedOrganizations/{id}';

/** Adding to and removing from an organization's sponsors, by `$ref`. */
function sponsors(name: 'internalSponsors' | 'externalSponsors'): Operation[] {
  const link = name === 'internalSponsors' ? internalSponsors : externalSponsors;
  const page = name.toLowerCase();
  const remove = (call: Call): Answer => {
    const url = queryOption(call, '@id') ?? queryOption(call, '$id');
    const id = url === undefined ? lastKey(call) : call.reference(url);
    removeSponsor(call, link, ownerInPath<ConnectedOrganization>(call), id);
    return noContent;
  };
  return [
    ...operation('POST', `${organization}/${name}/$ref`, `connectedorganization-post-${page}`, (call) => {
      addSponsor(call, link, ownerInPath<ConnectedOrganization>(call), referenceInBody(call));
      return noContent;
    }),
    ...operation('DELETE', `${organization}/${name}/{id}/$ref`, `connectedorganization-delete-${page}`, remove),
    ...operation('DELETE', `${organization}/${name}/$ref`, `connectedorganization-delete-${page}`, remove),
  ];
}

export const organizationOperations: readonly Operation[] = [
  ...operation('POST', '/connectedOrganizations', 'entitlementmanagement-post-connectedorganizations', (call) =>
    created(call, typeOf(call), createOrganization(call, bindBody(call, 'create').fields)),
  ),
  // v1.0 documents 202 with the organization, beta 204.
  ...operation('PATCH', organization, 'connectedorganization-update', (call) => {
    const changed = updateOrganization(call, call.entity<ConnectedOrganization>(), bindBody(call, 'patch').fields);
    return call.path.dialect.version === 'v1.0' ? entity(call, 202, typeOf(call), changed) : noContent;
  }),
  ...operation('DELETE', organization, 'connectedorganization-delete', (call) => {
    deleteOrganization(call, call.entity<ConnectedOrganization>());
    return noContent;
  }),
  ...sponsors('internalSponsors'),
  ...sponsors('externalSponsors'),
  ...operation('PATCH', '/subjects/{id}', 'accesspackagesubject-update', (call) => {
    updateSubject(call, call.entity<Subject>(), bindBody(call, 'patch').fields);
    return noContent;
  }),
  ...operation('PATCH', '/settings', 'entitlementmanagementsettings-update', (call) => {
    updateSettings(call, call.entity<Settings>(), bindBody(call, 'patch').fields);
    return noContent;
  }),
  ...operation('PUT', '/controlConfigurations/{id}', 'controlconfiguration-update', (call) => {
    const { type, fields } = bindBody(call, 'patch');
    return entity(call, 200, type, replaceControls(call, call.entity<ControlConfiguration>(), fields));
  }),
];
