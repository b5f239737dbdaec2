/** Assignments: they are made, changed and ended by requests alone. */
import type { Assignment } from '../../../model/entitlement/tables.js';
import { own } from '../../errors/index.js';
import type { Context } from '../context.js';
import { giveRoles } from './grants.js';

/** Gives all roles of an assignment's package anew, to whom somebody took them. @throws GraphError 400 unless delivered */
export function reprocessAssignment(context: Context, assignment: Assignment): void {
  if (assignment.state !== 'delivered') throw own.assignmentState(assignment.state);
  giveRoles(context, assignment);
}
