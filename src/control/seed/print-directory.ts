/** Prints the directory of a tenant. */
import {
  type Application,
  applications,
  groups,
  organizations,
  servicePrincipals,
  users,
} from '../../../model/directory/tables.js';
import type { Row } from '../../../model/reader.js';
import { isSame } from '../same.js';
import {
  applicationDefaults,
  type Defaults,
  groupDefaults,
  principalDefaults,
  userDefaults,
} from './directory-defaults.js';
import { kinds } from './kinds.js';
import type { Fields, Printing } from './printing.js';
import type { Item } from './schema.js';
import { directoryLinks, impliedBy, impliedPrincipalId } from './write-directory.js';

export class DirectoryPrinter {
  constructor(readonly at: Printing) {}

  print(): Fields {
    const { at } = this;
    return {
      organization: at.changed(organizations).map((row) => at.difference(organizations, row))[0],
      users: at.changed(users).map((row) => this.#user(row)),
      groups: at.changed(groups).map((row) => ({
        ...this.#directory('groups', row, groupDefaults),
        ...at.linked(row.id, directoryLinks.groups),
      })),
      applications: at.changed(applications).map((row) => this.#application(row)),
      servicePrincipals: at
        .changed(servicePrincipals)
        .filter(({ id, appId }) => !this.#isImplied(id, appId))
        .map((row) => this.#principal(row)),
    };
  }

  /** An object of the directory: what does not follow by itself. */
  #directory(section: keyof typeof kinds, row: Row, defaults: Defaults, said: Fields = {}): Fields {
    const usual = { ...defaults({ ...row, ...said } as Item, { reader: this.at.reader, time: 0 }), ...said };
    const own = Object.entries(row).filter(
      ([name, value]) => value !== null && value !== undefined && !isSame(usual[name], value),
    );
    const item = { ...Object.fromEntries(own), ...nameIn(row) } as Fields;
    return this.at.withoutUsualId(section, item, row.id);
  }

  #user(row: Row & Item): Fields {
    const { managerId, ...item } = this.#directory('users', row, userDefaults);
    return {
      ...item,
      ...(typeof managerId === 'string' && { manager: this.at.nameOf(kinds.users, managerId) }),
      ...this.at.linked(row.id, directoryLinks.users),
    };
  }

  #application(row: Application): Fields {
    const hasPrincipal = this.at.reader.find(servicePrincipals, 'appId', row.appId.toLowerCase()) !== undefined;
    return {
      ...this.#directory('applications', row, applicationDefaults),
      ...this.at.linked(row.id, directoryLinks.applications),
      ...(!hasPrincipal && { servicePrincipal: false }),
    };
  }

  /** Whether loading the application makes just this. */
  #isImplied(id: string, appId: string): boolean {
    const application = this.at.reader.find(applications, 'appId', appId.toLowerCase());
    return application !== undefined && impliedPrincipalId(application.id) === id;
  }

  #principal(row: Row & Item): Fields {
    const application = this.at.reader.find(applications, 'appId', String(row['appId']).toLowerCase());
    const said = application ? (impliedBy(application) as Fields) : {};
    const item = this.#directory('servicePrincipals', row, principalDefaults, said);
    const { appId, ...rest } = item;
    return {
      ...rest,
      ...(application ? { application: this.at.nameOf(kinds.applications, application.id) } : { appId }),
      ...this.at.linked(row.id, directoryLinks.servicePrincipals),
    };
  }
}

/** What an object is called stands in its item in any case. */
function nameIn(row: Row): Fields {
  const { userPrincipalName, displayName } = row as unknown as Fields;
  return userPrincipalName ? { userPrincipalName } : displayName ? { displayName } : {};
}
