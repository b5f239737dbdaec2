/** An office to tell stories of entitlement management in: people, groups, packages, all made over HTTP. */
import { emulator, type Graph, type Options, type Reply } from './emulator.js';

export const V1 = '/v1.0/identityGovernance/entitlementManagement';
export const BETA = '/beta/identityGovernance/entitlementManagement';

/** What an extension says of the logic app that it calls. */
export const LOGIC_APP = {
  endpointConfiguration: {
    '@odata.type': '#microsoft.graph.logicAppTriggerEndpointConfiguration',
    subscriptionId: '38ab2ccc-3747-4567-b36b-9478f5602f0d',
    resourceGroupName: 'test',
    logicAppWorkflowName: 'check',
  },
  authenticationConfiguration: { '@odata.type': '#microsoft.graph.azureAdPopTokenAuthentication' },
};

export interface Pack {
  readonly id: string;
  readonly policy: string;
}

export interface PackOptions {
  readonly groups?: readonly string[];
  readonly catalog?: string;
  /** What the policy says beside letting everyone of the tenant ask. */
  readonly policy?: object;
}

const settings = {
  enableTargetsToSelfAddAccess: true,
  enableTargetsToSelfUpdateAccess: true,
  enableTargetsToSelfRemoveAccess: true,
};

export class Office {
  constructor(readonly graph: Graph) {}

  static async open(test?: { name?: string }, options?: Options): Promise<Office> {
    return new Office(await emulator(test, options));
  }

  /** Creates something that must be created, and answers it. */
  async make(path: string, body: object): Promise<Reply['body']> {
    const reply = await this.graph.post(path, body);
    if (reply.status !== 201) throw new Error(`${path}: ${reply.status} ${JSON.stringify(reply.body)}`);
    return reply.body;
  }

  async user(name: string, more: object = {}): Promise<string> {
    const { id } = await this.make('/v1.0/users', {
      accountEnabled: true,
      displayName: name,
      mailNickname: name,
      userPrincipalName: `${name}@contoso.onmicrosoft.com`,
      passwordProfile: { password: 'Contoso1234' },
      ...more,
    });
    return id;
  }

  async group(name: string, members: readonly string[] = []): Promise<string> {
    const { id } = await this.make('/v1.0/groups', {
      displayName: name,
      description: `${name} group`,
      mailEnabled: false,
      mailNickname: name,
      securityEnabled: true,
    });
    for (const member of members) {
      await this.graph.post(`/v1.0/groups/${id}/members/$ref`, {
        '@odata.id': `https://graph.microsoft.com/v1.0/directoryObjects/${member}`,
      });
    }
    return id;
  }

  async catalog(name = 'Office', more: object = {}): Promise<string> {
    return (await this.make(`${V1}/catalogs`, { displayName: name, state: 'published', ...more })).id;
  }

  /** Puts something into a catalog; answers the resource with its roles and scopes. */
  async resource(catalog: string, originId: string, originSystem = 'AadGroup'): Promise<Reply['body']> {
    await this.make(`${V1}/resourceRequests`, {
      requestType: 'adminAdd',
      resource: { originId, originSystem },
      catalog: { id: catalog },
    });
    return this.resourceIn(catalog, originId);
  }

  async resourceIn(catalog: string, originId: string): Promise<Reply['body']> {
    const filter = encodeURIComponent(`originId eq '${originId}'`);
    const { body } = await this.graph.get(`${V1}/catalogs/${catalog}/resources?$filter=${filter}&$expand=roles,scopes`);
    return body.value[0];
  }

  /** Lets a package grant a role of a resource. */
  async grant(pack: string, resource: Reply['body'], roleName: string): Promise<Reply['body']> {
    const role = resource.roles.find((one: { displayName: string }) => one.displayName === roleName);
    const { id, originId, originSystem } = role;
    return this.make(`${V1}/accessPackages/${pack}/resourceRoleScopes`, {
      role: { id, originId, originSystem, resource: { id: resource.id } },
      scope: { id: resource.scopes[0].id, originId: resource.originId, originSystem },
    });
  }

  /** A package that grants membership of groups, and a policy for it. */
  async pack(name: string, { groups = [], catalog, policy = {} }: PackOptions = {}): Promise<Pack> {
    const place = catalog ?? (await this.catalog(`${name} catalog`));
    const { id } = await this.make(`${V1}/accessPackages`, { displayName: name, catalog: { id: place } });
    for (const group of groups) {
      const resource = (await this.resourceIn(place, group)) ?? (await this.resource(place, group));
      await this.grant(id, resource, 'Member');
    }
    return { id, policy: await this.policy(id, policy) };
  }

  async policy(pack: string, more: object = {}): Promise<string> {
    const { id } = await this.make(`${V1}/assignmentPolicies`, {
      displayName: 'Everyone',
      description: 'Everyone may ask',
      allowedTargetScope: 'allMemberUsers',
      expiration: { type: 'noExpiration' },
      requestorSettings: settings,
      accessPackage: { id: pack },
      ...more,
    });
    return id;
  }

  /** Sends an assignment request as the administrator. */
  request(requestType: string, assignment: object, more: object = {}): Promise<Reply> {
    return this.graph.post(`${V1}/assignmentRequests`, { requestType, assignment, ...more });
  }

  /** Gives a package to somebody, and answers the assignment's id. */
  async assign(pack: Pack, targetId: string, more: object = {}): Promise<string> {
    const { id: accessPackageId, policy: assignmentPolicyId } = pack;
    const reply = await this.request('adminAdd', { targetId, assignmentPolicyId, accessPackageId }, more);
    if (reply.status !== 201) throw new Error(JSON.stringify(reply.body));
    return reply.body.id;
  }

  /** A person's own request. */
  ask(who: string, requestType: string, assignment: object, more: object = {}): Promise<Reply> {
    return this.graph.asUser(who).post(`${V1}/assignmentRequests`, { requestType, assignment, ...more });
  }

  async requestState(id: string): Promise<string> {
    const { body } = await this.graph.get(`${V1}/assignmentRequests/${id}`);
    return `${body.state}/${body.status}`;
  }

  async assignment(id: string): Promise<Reply['body']> {
    return (await this.graph.get(`${V1}/assignments/${id}`)).body;
  }

  async members(group: string): Promise<string[]> {
    const { body } = await this.graph.get(`/v1.0/groups/${group}/members?$select=id`);
    return body.value.map(({ id }: { id: string }) => id);
  }
}
