/** What a seed file may say: the schema that it is held against, and that is published as `schema/seed.json`. */
import Type, { type Static } from 'typebox';
import { ApplicationItem, GroupItem, ServicePrincipalItem, SiteItem, UserItem } from './schema-directory.js';
import {
  AssignmentItem,
  CatalogItem,
  ExtensionItem,
  OrganizationItem,
  PackageItem,
  PolicyItem,
  ResourceItem,
  RoleItem,
} from './schema-entitlement.js';
import { closed, names, nullable, oneOf, propertiesOf, text } from './schema-parts.js';

const Pairs = Type.Optional(Type.Array(Type.Tuple([Type.String(), Type.String()])));

/** A seed whole. */
export const Seed = closed(
  {
    $schema: text(),
    organization: Type.Optional(closed({ ...propertiesOf('organization'), domains: names('Verified domains.') })),
    sites: Type.Optional(Type.Array(SiteItem)),
    users: Type.Optional(Type.Array(UserItem)),
    groups: Type.Optional(Type.Array(GroupItem)),
    applications: Type.Optional(Type.Array(ApplicationItem)),
    servicePrincipals: Type.Optional(Type.Array(ServicePrincipalItem)),
    catalogs: Type.Optional(Type.Array(CatalogItem)),
    resources: Type.Optional(Type.Array(ResourceItem)),
    extensions: Type.Optional(Type.Array(ExtensionItem)),
    connectedOrganizations: Type.Optional(Type.Array(OrganizationItem)),
    packages: Type.Optional(Type.Array(PackageItem)),
    roles: Type.Optional(Type.Array(RoleItem)),
    policies: Type.Optional(Type.Array(PolicyItem)),
    assignments: Type.Optional(Type.Array(AssignmentItem)),
    settings: Type.Optional(
      closed({
        externalUserLifecycleAction: oneOf('none', 'blockSignIn', 'blockSignInAndDelete'),
        durationUntilExternalUserDeletedAfterBlocked: nullable(Type.String()),
      }),
    ),
    records: Type.Optional(
      closed(
        {
          tables: Type.Optional(
            Type.Record(
              Type.String(),
              closed({ rows: Type.Optional(Type.Array(Type.Object({ id: Type.String() }))), removed: names('Ids.') }),
            ),
          ),
          links: Type.Optional(Type.Record(Type.String(), closed({ added: Pairs, removed: Pairs }))),
        },
        'What an export has no words for: requests, assignments with their history, timers, what was deleted.',
      ),
    ),
  },
  'A seed of graph-entitlement-emulator: what a tenant is to hold.',
);

export type Seed = Static<typeof Seed>;

/** An object of a seed, whatever it is. */
export type Item = Readonly<Record<string, unknown>>;
