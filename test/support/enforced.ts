/** A tenant at the level enforce, and an administrator who makes what tests need there. */
import { person, reference } from './directory.js';
import type { Reply } from './emulator.js';
import { ADMIN, type Door, door, STRANGER } from './sign-in.js';

/** Ids of built-in roles of the directory. */
export const ROLES = {
  applicationAdministrator: '9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3',
  globalReader: 'f2ef992c-3afb-46b9-b7cf-a126ee74c451',
  groupsAdministrator: 'fdd7a751-b60b-444a-984c-02652fe8fa1c',
  helpdeskAdministrator: '729827e3-9c14-49f7-bb1b-9608f156bbb8',
  privilegedRoleAdministrator: 'e8611ab8-c189-46e8-94e1-60213ab1f814',
  userAdministrator: 'fe930be7-5e62-47db-91af-98c3a49a38b1',
} as const;

export const DENIED = {
  status: 403,
  body: {
    error: {
      code: 'Authorization_RequestDenied',
      message: 'Insufficient privileges to complete the operation.',
    },
  },
};

export interface Enforced {
  readonly at: Door;
  /** Creates something as the administrator, and answers its id. */
  make(path: string, body: object): Promise<string>;
  person(name: string, more?: object): Promise<string>;
  /** Asks as the administrator. */
  admin(method: string, path: string, body?: object): Promise<Reply>;
  /** Gives a role of the directory. */
  give(principalId: string, role: keyof typeof ROLES): Promise<void>;
  join(group: string, member: string): Promise<void>;
  /** The token of a signed-in user. */
  user(id: string, ...scopes: string[]): Promise<string>;
  /** The token of an application with these permissions. */
  application(...roles: string[]): Promise<string>;
}

export async function enforced(): Promise<Enforced> {
  const at = await door({ auth: 'enforce' });
  const token = await at.mint({ user: ADMIN });
  const admin: Enforced['admin'] = async (method, path, body) => {
    const reply = await at.ask(method, path, token, body);
    if (reply.status >= 300) throw new Error(`${method} ${path}: ${reply.status} ${JSON.stringify(reply.body)}`);
    return reply;
  };
  const make: Enforced['make'] = async (path, body) => (await admin('POST', path, body)).body?.id;
  return {
    at,
    admin,
    make,
    person: (name, more) => make('/v1.0/users', person(name, more)),
    give: async (principalId, role) => {
      const assignment = { principalId, roleDefinitionId: ROLES[role], directoryScopeId: '/' };
      await admin('POST', '/v1.0/roleManagement/directory/roleAssignments', assignment);
    },
    join: async (group, member) => {
      await admin('POST', `/v1.0/groups/${group}/members/$ref`, reference(member));
    },
    user: (id, ...scopes) => at.mint({ user: id, scopes }),
    application: (...roles) => at.mint({ application: STRANGER, roles }),
  };
}
