/** What a seed may say of the directory. */
import Type from 'typebox';
import { anyName, closed, identity, names, nullable, propertiesOf, text, userName } from './schema-parts.js';

export const UserItem = closed({
  ...propertiesOf('user', ['manager', 'userPrincipalName']),
  ...identity,
  userPrincipalName: Type.String(),
  manager: nullable(Type.String({ description: userName })),
  sponsors: names('Users and groups that answer for it.'),
  password: text(),
});

export const GroupItem = closed({
  ...propertiesOf('group', ['displayName']),
  ...identity,
  displayName: Type.String(),
  members: names(anyName),
  owners: names(anyName),
});

export const ApplicationItem = closed({
  ...propertiesOf('application', ['displayName']),
  ...identity,
  displayName: Type.String(),
  owners: names(anyName),
  servicePrincipal: Type.Optional(Type.Boolean({ description: 'Whether it gets a service principal too: true.' })),
});

export const ServicePrincipalItem = closed({
  ...propertiesOf('servicePrincipal', ['displayName']),
  ...identity,
  displayName: text(),
  application: text('The application that it is of: a displayName, id or key.'),
  owners: names(anyName),
});

export const SiteItem = closed({
  url: Type.String(),
  displayName: Type.String(),
  roles: Type.Optional(
    Type.Array(closed({ originId: Type.String(), displayName: Type.String(), description: nullable(Type.String()) })),
  ),
});
