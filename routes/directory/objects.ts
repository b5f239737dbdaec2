/** What can be asked of, and done to, directory objects of every kind. */
import type { DirectoryObject } from '../../model/directory/tables.js';
import { noContent, value } from '../../src/answers.js';
import { deleteObject } from '../../src/lifecycle/directory/deletion.js';
import {
  checkMemberGroups,
  checkMemberObjects,
  getMemberGroups,
  getMemberObjects,
} from '../../src/lifecycle/directory/memberships.js';
import { validateNewNames } from '../../src/lifecycle/directory/names.js';
import { objectsByIds } from '../../src/lifecycle/directory/objects-by-id.js';
import type { Call, Operation } from '../../src/operation.js';
import { directoryObjects, operation } from './parts.js';

type Question = (call: Call, object: DirectoryObject) => readonly string[];

const texts = (parameter: unknown) => (parameter ?? []) as readonly string[];

const questions: Readonly<Record<string, Question>> = {
  checkMemberGroups: (call, object) => checkMemberGroups(call.tx, object, texts(call.parameters()['groupIds'])),
  checkMemberObjects: (call, object) => checkMemberObjects(call.tx, object, texts(call.parameters()['ids'])),
  getMemberGroups: (call, object) => getMemberGroups(call.tx, object, onlySecurity(call)),
  getMemberObjects: (call, object) => getMemberObjects(call.tx, object, onlySecurity(call)),
};

const onlySecurity = (call: Call) => call.parameters()['securityEnabledOnly'] === true;

const asked = ['directoryObjects', 'users', 'groups', 'servicePrincipals', 'contacts', 'devices'];

const membershipOperations = asked.flatMap((set) =>
  Object.entries(questions).map(([name, answer]) =>
    operation('POST', `/${set}/{id}/${name}`, `directoryobject-${name.toLowerCase()}`, (call) =>
      value(call, 'Collection(Edm.String)', answer(call, call.entity())),
    ),
  ),
);

export const objectOperations: readonly Operation[] = [
  ...membershipOperations,
  operation('DELETE', '/directoryObjects/{id}', 'directoryobject-delete', (call) => {
    deleteObject(call, call.entity<DirectoryObject>());
    return noContent;
  }),
  operation('POST', '/directoryObjects/getByIds', 'directoryobject-getbyids', (call) => {
    const { ids, types } = call.parameters();
    return directoryObjects(call, objectsByIds(call.tx, texts(ids), texts(types)));
  }),
  operation('POST', '/directoryObjects/validateProperties', 'directoryobject-validateproperties', (call) => {
    validateNewNames(call.tx, call.parameters());
    return noContent;
  }),
];
