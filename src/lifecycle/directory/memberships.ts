/** Questions about what an object is in: "checkMemberGroups" and its relatives. Membership counts through nested groups. */
import type { DirectoryObject, DirectoryRole, Group } from '../../../model/directory/tables.js';
import { transitiveMemberOf } from '../../../model/directory/walks.js';
import type { Reader } from '../../../model/reader.js';
import { GraphError, requestRefused } from '../../errors/index.js';

const MOST_ASKED = 20;
const MOST_TOLD = 11_000;

const isGroup = (object: DirectoryObject): object is Group => object.kind === 'group';
const isRole = (object: DirectoryObject): object is DirectoryRole => object.kind === 'directoryRole';

/** Which of these groups an object is in. @throws GraphError 400 for more than 20 */
export function checkMemberGroups(reader: Reader, object: DirectoryObject, ids: readonly string[]): readonly string[] {
  const inGroups = new Set(
    transitiveMemberOf(object, reader)
      .filter(isGroup)
      .map(({ id }) => id),
  );
  return among(ids, inGroups, 'groupIds');
}

/** Which of these groups, roles, role templates and units an object is in. @throws GraphError 400 for more than 20 */
export function checkMemberObjects(reader: Reader, object: DirectoryObject, ids: readonly string[]): readonly string[] {
  const containers = transitiveMemberOf(object, reader);
  const templates = containers.filter(isRole).map(({ roleTemplateId }) => roleTemplateId);
  return among(ids, new Set([...containers.map(({ id }) => id), ...templates]), 'ids');
}

function among(ids: readonly string[], inside: ReadonlySet<string>, parameter: string): readonly string[] {
  if (ids.length > MOST_ASKED) {
    throw requestRefused(`Too many elements specified for '${parameter}'. The maximum is ${MOST_ASKED}.`);
  }
  return [...new Set(ids)].filter((id) => inside.has(id.toLowerCase()));
}

/** The groups that an object is in. @throws GraphError 400 when there are too many to tell */
export function getMemberGroups(reader: Reader, object: DirectoryObject, onlySecurity: boolean): readonly string[] {
  return told(containersOf(reader, object, onlySecurity).filter(isGroup));
}

/** Groups, roles and units that an object is in. @throws GraphError 400 when there are too many to tell */
export function getMemberObjects(reader: Reader, object: DirectoryObject, onlySecurity: boolean): readonly string[] {
  return told(containersOf(reader, object, onlySecurity));
}

function containersOf(reader: Reader, object: DirectoryObject, onlySecurity: boolean): readonly DirectoryObject[] {
  const containers = transitiveMemberOf(object, reader);
  return onlySecurity ? containers.filter((one) => isGroup(one) && one.securityEnabled) : containers;
}

function told(containers: readonly DirectoryObject[]): readonly string[] {
  if (containers.length > MOST_TOLD) {
    throw new GraphError(
      400,
      'Directory_ResultSizeLimitExceeded',
      `The result has more than ${MOST_TOLD} objects, the limit of this request.`,
    );
  }
  return containers.map(({ id }) => id);
}
