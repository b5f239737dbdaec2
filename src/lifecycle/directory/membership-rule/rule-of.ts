/** The membership rules of records, read once for each record: a record whose rule changes is replaced. */
import { parseRule, type Rule } from './parser.js';

interface Ruled {
  readonly membershipRule?: string | null | undefined;
}

const rules = new WeakMap<Ruled, Rule>();

/** @throws GraphError 400 for a rule that does not parse */
export function ruleOf(record: Ruled): Rule {
  let rule = rules.get(record);
  if (!rule) {
    rule = parseRule(record.membershipRule ?? '');
    rules.set(record, rule);
  }
  return rule;
}
