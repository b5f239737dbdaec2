import { complex, dateTime, entityType, list, many, member, readOnly, text } from '../../edm.js';
import { connectedOrganizationState, identitySource } from '../../entitlement/identity-sources.js';
import * as tables from '../../entitlement/tables.js';

const contained = { contained: true } as const;

export const connectedOrganization = entityType(
  'connectedOrganization',
  { base: 'entity', table: tables.connectedOrganizations },
  {
    createdBy: text(readOnly),
    createdDateTime: dateTime(readOnly),
    description: text(),
    displayName: text({ required: true }),
    identitySources: list(complex(identitySource)),
    modifiedBy: text(readOnly),
    modifiedDateTime: dateTime(readOnly),
    state: member(connectedOrganizationState, { initial: 'configured' }),
  },
  {
    externalSponsors: many('directoryObject', { link: tables.externalSponsors, end: 'left' }, contained),
    internalSponsors: many('directoryObject', { link: tables.internalSponsors, end: 'left' }, contained),
  },
);
