/** Groups whose members a rule determines. */
import { type Group, groups, members, type User, users } from '../../../model/directory/tables.js';
import type { Change, Transaction } from '../../store/index.js';
import { isDynamic } from './group-rules.js';
import { ruleOf } from './membership-rule/rule-of.js';

const isProcessed = (group: Group) => isDynamic(group) && group.membershipRuleProcessingState?.toLowerCase() === 'on';

/** Keeps the members of dynamic groups in step with a change of users or of groups. */
export function followMembershipRules(change: Change, tx: Transaction): void {
  if (!('table' in change) || change.kind === 'removed') return;
  if (change.table === users) placeUser(tx, change.id);
  else if (change.table === groups)
    fillGroup(tx, change.after as Group, change.kind === 'replaced' ? (change.before as Group) : undefined);
}

/** Puts a user into the groups whose rules it meets, and out of the others. */
function placeUser(tx: Transaction, id: string): void {
  const user = tx.get(users, id);
  if (!user) return;
  const processed: Group[] = [];
  tx.equal(groups, 'groupTypes', 'dynamicmembership', (group) => {
    if (isProcessed(group)) processed.push(group);
  });
  for (const group of processed) place(tx, group, user);
}

/** Goes through all users when a group's rule begins to count. */
function fillGroup(tx: Transaction, group: Group, before: Group | undefined): void {
  if (!isProcessed(group)) return;
  if (before && isProcessed(before) && before.membershipRule === group.membershipRule) return;
  dropOthers(tx, group);
  const everyone: User[] = [];
  tx.scan(users, (user) => void everyone.push(user));
  for (const user of everyone) place(tx, group, user);
}

/** Members from the time when the group was filled by hand, who are no users. */
function dropOthers(tx: Transaction, group: Group): void {
  const others: string[] = [];
  tx.rights(members, group.id, (member) => {
    if (!tx.get(users, member)) others.push(member);
  });
  for (const other of others) tx.unlink(members, group.id, other);
}

function place(tx: Transaction, group: Group, user: User): void {
  if (ruleOf(group)(user)) tx.link(members, group.id, user.id);
  else tx.unlink(members, group.id, user.id);
}
