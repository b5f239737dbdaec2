/**
 * Groups that hide who is in them: their members are told to nobody without `Member.Read.Hidden`, and with it to users
 * who are in the group, own it, or have a role that may know ("Group visibility options", "List group members"). They
 * are left out, and not refused: microsoft-graph-docs#12552 and #12285.
 */
import { administrativeUnits, groups, hidesMembers, members, owners } from '../../model/directory/tables.js';
import type { Link, Reader } from '../../model/reader.js';
import { HIDDEN_MEMBERS } from '../../routes/permissions/index.js';
import { directoryRoleNamesOf } from '../identity/principals.js';
import type { Call } from '../operation.js';
import { type EndVisit, Overlay, type Transaction } from '../store/index.js';
import { type Granted, holds } from './needs.js';

/** Those of `microsoft.directory/groups/hiddenMembers/read`, "Microsoft Entra built-in roles". */
const KNOWING = [
  'Global Administrator',
  'Global Reader',
  'Groups Administrator',
  'User Administrator',
  'Exchange Administrator',
  'SharePoint Administrator',
  'Intune Administrator',
  'Teams Administrator',
  'Yammer Administrator',
];

/** The call without the memberships that its caller is not told of. */
export function withoutHiddenMembers(call: Call, granted: Granted): Call {
  const { tx, caller, path, query } = call;
  if (!(TELLS.test(path.template) || ASKS.test(query)) || !hidesAny(tx)) return call;
  const isGranted = holds(granted, HIDDEN_MEMBERS);
  if (isGranted && caller.kind === 'application') return call;
  if (isGranted && directoryRoleNamesOf(tx, caller.id).some((name) => KNOWING.includes(name))) return call;
  const isOne = (id: string) => tx.linked(members, id, caller.id) || tx.linked(owners, id, caller.id);
  return call.seeing(new KnownMemberships(tx, (id) => hides(tx, id) && !(isGranted && isOne(id))));
}

/** What may tell who is in a group. */
const TELLS = /member|delta|appRoleAssignments/i;
const ASKS = /expand|filter|%/i;

const hidesAny = (reader: Reader): boolean =>
  [groups, administrativeUnits].some((table) => reader.countEqual(table, 'hidingMembers', 1) > 0);

function hides(reader: Reader, id: string): boolean {
  const container = reader.get(groups, id) ?? reader.get(administrativeUnits, id);
  return container !== undefined && hidesMembers(container);
}

/** A state without the members of some groups. */
class KnownMemberships extends Overlay {
  constructor(
    whole: Transaction,
    private readonly isHidden: (container: string) => boolean,
  ) {
    super(whole);
  }

  /** Change tracking tells nothing of what came and went there. */
  conceals(link: Link, left: string): boolean {
    return link === members && this.isHidden(left);
  }

  override linked(link: Link, left: string, right: string): boolean {
    return !this.conceals(link, left) && super.linked(link, left, right);
  }

  override rights(link: Link, left: string, visit: EndVisit, after?: number): void {
    if (!this.conceals(link, left)) super.rights(link, left, visit, after);
  }

  override lefts(link: Link, right: string, visit: EndVisit, after?: number): void {
    super.lefts(link, right, (left, place) => this.conceals(link, left) || visit(left, place), after);
  }

  override countRights(link: Link, left: string): number {
    return this.conceals(link, left) ? 0 : super.countRights(link, left);
  }

  override countLefts(link: Link, right: string): number {
    let count = 0;
    this.lefts(link, right, () => void count++);
    return count;
  }
}
