/** Devices, who owns them and who uses them. */
import type { Device } from '../../model/directory/tables.js';
import { created, noContent } from '../../src/answers.js';
import { deleteObject } from '../../src/lifecycle/directory/deletion.js';
import {
  createDevice,
  type DeviceRelation,
  register,
  unregister,
  updateDevice,
} from '../../src/lifecycle/directory/devices.js';
import type { Operation } from '../../src/operation.js';
import { operation } from './parts.js';
import { references } from './references.js';

/** `page` ends the names of the documentation pages. */
function registered(relation: DeviceRelation, page: string): readonly Operation[] {
  return references<Device>(
    `/devices/{id}/${relation}`,
    { add: `device-post-${page}s`, remove: `device-delete-${page}s` },
    {
      add: (call, device, ids) => register(call, relation, device, ids),
      remove: (call, device, id) => unregister(call, relation, device, id),
    },
  );
}

export const deviceOperations: readonly Operation[] = [
  operation('POST', '/devices', 'device-post-devices', (call) => {
    const bound = call.bind('create');
    return created(call, bound.type, createDevice(call, bound.fields));
  }),
  operation('PATCH', '/devices/{id}', 'device-update', (call) => {
    updateDevice(call, call.entity(), call.bind('patch').fields);
    return noContent;
  }),
  operation('DELETE', '/devices/{id}', 'device-delete', (call) => {
    deleteObject(call, call.entity<Device>());
    return noContent;
  }),
  ...registered('registeredOwners', 'registeredowner'),
  ...registered('registeredUsers', 'registereduser'),
];
