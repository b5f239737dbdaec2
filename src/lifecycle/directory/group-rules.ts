/** What groups may be: the "Create group" and "Update group" pages. */

import type { Group } from '../../../model/directory/tables.js';
import type { Draft } from '../../../model/edm.js';
import {
  type GraphError,
  invalidValue,
  readOnlyProperty,
  requestRefused,
  requiredProperty,
} from '../../errors/index.js';
import { parseRule } from './membership-rule/parser.js';

export const isUnified = (group: Pick<Group, 'groupTypes'>): boolean => hasType(group, 'Unified');
export const isDynamic = (group: Pick<Group, 'groupTypes'>): boolean => hasType(group, 'DynamicMembership');

function hasType(group: Pick<Group, 'groupTypes'>, type: string): boolean {
  return group.groupTypes.some((one) => one.toLowerCase() === type.toLowerCase());
}

/** Kept with the group's mailbox: changed in a request of their own, and not when the group is created. */
const MAILBOX_PROPERTIES = [
  'allowExternalSenders',
  'autoSubscribeNewMembers',
  'hideFromAddressLists',
  'hideFromOutlookClients',
  'isSubscribedByMail',
  'unseenCount',
];

/** Whether a change is one of the mailbox and nothing else. @throws GraphError 400 when it is of both */
export function isMailboxChange(fields: Draft): boolean {
  const names = Object.keys(fields);
  const ofMailbox = names.filter((name) => MAILBOX_PROPERTIES.includes(name));
  if (ofMailbox.length > 0 && ofMailbox.length < names.length) {
    throw requestRefused(`The properties ${ofMailbox.join(', ')} can only be updated in a request of their own.`);
  }
  return ofMailbox.length > 0;
}

/** @throws GraphError 400 */
export function refuseMailboxProperties(fields: Draft): void {
  const name = MAILBOX_PROPERTIES.find((property) => property in fields);
  if (name) throw requestRefused(`Property '${name}' can only be updated when the group exists.`);
}

const NEVER_EMPTY = ['displayName', 'mailEnabled', 'mailNickname', 'securityEnabled', 'groupTypes'];
const TYPES = ['Unified', 'DynamicMembership'];
const VISIBILITIES = ['Private', 'Public', 'HiddenMembership'];
const PROCESSING_STATES = ['On', 'Paused'];

/** A rule that a group breaks, and the refusal. The first that applies is told. */
interface Combination {
  readonly broken: (group: Group) => boolean;
  readonly refusal: () => GraphError;
}

const outside = (property: string, allowed: readonly string[]) => () =>
  invalidValue(property, 'Group', `must be one of ${allowed.join(', ')}`);
const missing = (property: string) => () => requiredProperty(property, 'Group');
const refused = (message: string) => () => requestRefused(message);
const known = (values: readonly string[], value: unknown) =>
  values.some((one) => one.toLowerCase() === String(value).toLowerCase());

/** Groups that others have made, such as distribution lists: they may be there, but are not Graph's to write. */
const unwritable: Combination = {
  broken: (group) => !isUnified(group) && (group.mailEnabled || !group.securityEnabled),
  refusal: refused(
    'The service does not currently support writes of mail-enabled groups. Please ensure that the mail-enablement property is unset and the security-enablement property is set.',
  ),
};

const combinations: readonly Combination[] = [
  { broken: (group) => !group.groupTypes.every((type) => known(TYPES, type)), refusal: outside('groupTypes', TYPES) },
  {
    broken: (group) => Boolean(group.visibility) && !known(VISIBILITIES, group.visibility),
    refusal: outside('visibility', VISIBILITIES),
  },
  {
    broken: (group) => isUnified(group) && !group.mailEnabled,
    refusal: refused('A group of the type Unified has to be mail-enabled.'),
  },
  unwritable,
  { broken: (group) => isDynamic(group) && !group.membershipRule, refusal: missing('membershipRule') },
  {
    broken: (group) => isDynamic(group) && !group.membershipRuleProcessingState,
    refusal: missing('membershipRuleProcessingState'),
  },
  {
    broken: (group) =>
      group.membershipRuleProcessingState != null && !known(PROCESSING_STATES, group.membershipRuleProcessingState),
    refusal: outside('membershipRuleProcessingState', PROCESSING_STATES),
  },
  {
    broken: (group) => !isDynamic(group) && Boolean(group.membershipRule),
    refusal: refused("A membership rule is only valid for groups whose groupTypes have 'DynamicMembership'."),
  },
  {
    broken: (group) => Boolean(group.isAssignableToRole) && !group.securityEnabled,
    refusal: refused('A group that is assignable to roles has to be security-enabled.'),
  },
  {
    broken: (group) => Boolean(group.isAssignableToRole) && isDynamic(group),
    refusal: refused('A group that is assignable to roles cannot have dynamic membership.'),
  },
  {
    broken: (group) => Boolean(group.isAssignableToRole) && group.visibility != null && group.visibility !== 'Private',
    refusal: refused('The visibility of a group that is assignable to roles has to be Private.'),
  },
];

/** Properties that keep the value of the beginning. */
const FIXED = ['mailEnabled', 'isAssignableToRole'];

/**
 * Holds a group as it is to be stored against the rules; `before` is the group that is changed.
 *
 * @throws GraphError 400 with the first rule that is broken; a membership rule that does not parse is among them
 */
export function refuseInvalidGroup(group: Group, before?: Group): void {
  refuseBroken(group, combinations);
  if (before) refuseFixedChange(group, before);
  if (group.membershipRule) parseRule(group.membershipRule);
}

/** The same of a group that need not have been made through Graph. @throws GraphError 400 */
export function refuseImpossibleGroup(group: Group): void {
  refuseBroken(
    group,
    combinations.filter((one) => one !== unwritable),
  );
  if (group.membershipRule) parseRule(group.membershipRule);
}

function refuseBroken(group: Group, rules: readonly Combination[]): void {
  const empty = NEVER_EMPTY.find((name) => group[name] === null || group[name] === '');
  if (empty) throw invalidValue(empty, 'Group', 'must not be empty');
  const broken = rules.find((combination) => combination.broken(group));
  if (broken) throw broken.refusal();
}

function refuseFixedChange(group: Group, before: Group): void {
  const fixed = FIXED.find((name) => (group[name] ?? false) !== (before[name] ?? false));
  if (fixed) throw readOnlyProperty(fixed);
  if (isUnified(group) !== isUnified(before)) throw invalidValue('groupTypes', 'Group');
}
