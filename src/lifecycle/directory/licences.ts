/** Licences of users and groups: the "assignLicense" pages. */

import { type AssignedLicense, type Group, groups, type User, users } from '../../../model/directory/tables.js';
import type { Draft } from '../../../model/edm.js';
import { requestRefused } from '../../errors/index.js';
import type { Context } from '../context.js';

/** @throws GraphError 400 for a user without a usage location, or a licence to remove that is not there */
export function assignUserLicenses({ tx }: Context, user: User, parameters: Draft): User {
  const added = listIn(parameters, 'addLicenses');
  if (added.length > 0 && !user['usageLocation']) {
    throw requestRefused('License assignment cannot be done for user with invalid usage location.');
  }
  return tx.replace(users, { ...user, assignedLicenses: changed(user, parameters) });
}

/** @throws GraphError 400 for a licence to remove that is not there */
export function assignGroupLicenses({ tx }: Context, group: Group, parameters: Draft): Group {
  return tx.replace(groups, { ...group, assignedLicenses: changed(group, parameters) });
}

const listIn = (parameters: Draft, name: string) => (parameters[name] ?? []) as readonly unknown[];
const same = (one: unknown, other: unknown) => String(one).toLowerCase() === String(other).toLowerCase();

function changed(holder: User | Group, parameters: Draft): readonly AssignedLicense[] {
  const added = listIn(parameters, 'addLicenses') as readonly AssignedLicense[];
  const removed = listIn(parameters, 'removeLicenses');
  const { assignedLicenses = [] } = holder;
  if (removed.some((sku) => !assignedLicenses.some(({ skuId }) => same(skuId, sku)))) {
    throw requestRefused(`${holder.kind === 'user' ? 'User' : 'Group'} does not have a corresponding license.`);
  }
  const replaced = [...removed, ...added.map(({ skuId }) => skuId)];
  const kept = assignedLicenses.filter(({ skuId }) => !replaced.some((sku) => same(sku, skuId)));
  return [...kept, ...added.map(({ skuId, disabledPlans = [] }) => ({ skuId, disabledPlans }))];
}
