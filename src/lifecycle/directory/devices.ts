/** Devices, as an administrator registers them: the "Create device", "Update device" and "Delete device" pages. */
import {
  type Device,
  devices,
  directoryObject,
  registeredOwners,
  registeredUsers,
} from '../../../model/directory/tables.js';
import type { Draft } from '../../../model/edm.js';
import { invalidValue, objectNotFound, referencesExist } from '../../errors/index.js';
import type { Context } from '../context.js';
import { withUniqueKeys } from './unique.js';
import { stamp } from './values.js';

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What a device belongs to and who uses it. */
const relations = { registeredOwners, registeredUsers };
export type DeviceRelation = keyof typeof relations;

/** @throws GraphError 400 for an id that is no GUID, or that another device has */
export function createDevice(context: Context, fields: Draft): Device {
  refuseInvalidId(fields);
  const registrationDateTime = stamp(context);
  const device = { ...fields, id: context.newId(), kind: 'device', registrationDateTime } as unknown as Device;
  return withUniqueKeys(() => context.tx.insert(devices, device));
}

/** @throws GraphError 400 as for a new one */
export function updateDevice({ tx }: Context, device: Device, fields: Draft): void {
  refuseInvalidId(fields);
  withUniqueKeys(() => tx.replace(devices, { ...device, ...fields } as Device));
}

function refuseInvalidId({ deviceId }: Draft): void {
  if (deviceId !== undefined && !GUID.test(String(deviceId))) throw invalidValue('deviceId', 'Device');
}

/**
 * Registers owners or users of a device: the "Create registeredOwner" and "Create registeredUser" pages.
 *
 * @throws GraphError 400 for what is no user, or is registered already; 404 for what does not exist
 */
export function register({ tx }: Context, relation: DeviceRelation, device: Device, ids: readonly string[]): void {
  for (const id of ids) {
    const object = directoryObject(tx, id);
    if (!object) throw objectNotFound(id);
    if (object.kind !== 'user') throw invalidValue(relation, 'Device');
    if (!tx.link(relations[relation], device.id, id)) throw referencesExist(relation);
  }
}

/** @throws GraphError 404 naming the device when the object is not registered */
export function unregister({ tx }: Context, relation: DeviceRelation, device: Device, id: string): void {
  if (!tx.unlink(relations[relation], device.id, id)) throw objectNotFound(device.id);
}
