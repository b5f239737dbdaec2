/** What a seed may say of the directory. */
import Type from 'typebox';
import { anyName, anything, closed, identity, names, nullable, propertiesOf, text, userName } from './schema-parts.js';

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

const passwordCredentials = nullable(
  Type.Array(anything(), { description: "Their 'secretText' is the secret to sign in with, which is shown nowhere." }),
);
const applicationPermissions = names(
  'Application permissions of Microsoft Graph that are granted to its service principal: User.Read.All …',
);

export const ApplicationItem = closed({
  ...propertiesOf('application', ['displayName']),
  ...identity,
  displayName: Type.String(),
  owners: names(anyName),
  passwordCredentials,
  servicePrincipal: Type.Optional(Type.Boolean({ description: 'Whether it gets a service principal too: true.' })),
  applicationPermissions,
});

export const ServicePrincipalItem = closed({
  ...propertiesOf('servicePrincipal', ['displayName']),
  ...identity,
  displayName: text(),
  passwordCredentials,
  application: text('The application that it is of: a displayName, id or key.'),
  applicationPermissions,
  owners: names(anyName),
});

export const SiteItem = closed({
  url: Type.String(),
  displayName: Type.String(),
  roles: Type.Optional(
    Type.Array(closed({ originId: Type.String(), displayName: Type.String(), description: nullable(Type.String()) })),
  ),
});
