/** What follows in the directory from a change, within the transaction that makes it. */
import { groups, users } from '../../../model/directory/tables.js';
import type { Timeline } from '../../store/index.js';
import { followMembershipRules } from './dynamic-groups.js';

/** Lets the directory of a tenant follow its own changes. Returns what ends that. */
export function attachDirectoryReactions(timeline: Timeline): () => void {
  return timeline.onChange(followMembershipRules, [users, groups]);
}
