/** The organization, and invitations to it. */
import { organizations } from '../../model/directory/tables.js';
import { created, noContent } from '../../src/answers.js';
import { invite } from '../../src/lifecycle/directory/invitations.js';
import type { Operation } from '../../src/operation.js';
import { operation, referencesIn } from './parts.js';

export const tenantOperations: readonly Operation[] = [
  operation('PATCH', '/organization/{id}', 'organization-update', (call) => {
    const { fields } = call.bind('patch');
    call.tx.replace(organizations, { ...call.entity(), ...fields });
    return noContent;
  }),
  operation('POST', '/invitations', 'invitation-post', (call) => {
    const bound = call.bind('create');
    const { invitedUserSponsors } = referencesIn(call, bound, ['invitedUserSponsors']);
    return created(call, bound.type, invite(call, bound.fields, invitedUserSponsors));
  }),
];
