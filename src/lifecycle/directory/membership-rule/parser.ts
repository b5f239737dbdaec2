/**
 * Membership rules: which users are in a group of dynamic membership ("Manage rules for dynamic membership groups").
 *
 *     (user.department -eq "Sales") -and -not (user.jobTitle -startsWith "Intern")
 *     user.assignedPlans -any (assignedPlan.service -eq "SCO" -and assignedPlan.capabilityStatus -eq "Enabled")
 *     Direct Reports for "62e19b97-8b3d-4d4a-a106-4ce66896a863"
 */
import type { User } from '../../../../model/directory/tables.js';
import { type Test, testOf, type Value } from './operators.js';
import { ruleProperty } from './properties.js';
import { ruleError, type Token, tokensOf } from './tokens.js';

/** Whether a user is in the group. */
export type Rule = (user: User) => boolean;

/** What stands in a rule: a test of a user, or inside `-any` and `-all` of one item. */
type Predicate = (subject: never) => boolean;

const LONGEST = 3072;
const DIRECT_REPORTS = /^\s*Direct Reports for\s+["']([^"']+)["']\s*$/i;

/** @throws GraphError 400 for a rule that is none */
export function parseRule(rule: string): Rule {
  if (rule.length > LONGEST) throw ruleError(`A rule has at most ${LONGEST} characters.`);
  const manager = DIRECT_REPORTS.exec(rule)?.[1]?.toLowerCase();
  if (manager !== undefined) return (user) => user.managerId === manager;
  const parser = new Parser(tokensOf(rule), userTest);
  return parser.whole() as Rule;
}

/** Where a name in a comparison leads: its kind, and how it is read. */
interface Operand {
  readonly kind: Parameters<typeof testOf>[1];
  readonly read: (subject: never) => unknown;
}

type Scope = (name: string) => Operand;

function userTest(name: string): Operand {
  const [subject = '', property = '', ...more] = name.split('.');
  const found = subject.toLowerCase() === 'user' && more.length === 0 ? ruleProperty(property) : undefined;
  if (!found) throw ruleError(`The property '${name}' is not supported.`);
  return found;
}

/** `_` is the item itself, `assignedPlan.service` one of its values. */
function itemTest(name: string): Operand {
  const [, property] = name.split('.');
  if (name === '_') return { kind: 'text', read: (item) => item };
  if (!property) throw ruleError(`'_' or a property of the item is expected instead of '${name}'.`);
  const folded = property.toLowerCase();
  return {
    kind: 'text',
    read: (item: object) => Object.entries(item).find(([own]) => own.toLowerCase() === folded)?.[1],
  };
}

class Parser {
  #at = 0;

  constructor(
    private readonly tokens: readonly Token[],
    private scope: Scope,
  ) {}

  whole(): Predicate {
    const predicate = this.#or();
    if (this.#next.kind !== 'end') throw this.#unexpected();
    return predicate;
  }

  get #next(): Token {
    return this.tokens[this.#at] as Token;
  }

  #take(): Token {
    const token = this.#next;
    if (token.kind !== 'end') this.#at++;
    return token;
  }

  #unexpected() {
    return ruleError(`'${this.#next.value}' at position ${this.#next.at} was not expected.`);
  }

  #isWord(word: string): boolean {
    return this.#next.kind === 'word' && this.#next.value.replace(/^-/, '').toLowerCase() === word;
  }

  #takeWord(word: string): boolean {
    if (!this.#isWord(word)) return false;
    this.#at++;
    return true;
  }

  #takeMark(mark: string): boolean {
    if (this.#next.kind !== 'mark' || this.#next.value !== mark) return false;
    this.#at++;
    return true;
  }

  #expectMark(mark: string): void {
    if (!this.#takeMark(mark)) throw this.#unexpected();
  }

  #or(): Predicate {
    const parts = [this.#and()];
    while (this.#takeWord('or')) parts.push(this.#and());
    return parts.length === 1 ? (parts[0] as Predicate) : (subject) => parts.some((part) => part(subject));
  }

  #and(): Predicate {
    const parts = [this.#not()];
    while (this.#takeWord('and')) parts.push(this.#not());
    return parts.length === 1 ? (parts[0] as Predicate) : (subject) => parts.every((part) => part(subject));
  }

  #not(): Predicate {
    if (this.#takeWord('not')) {
      const negated = this.#not();
      return (subject) => !negated(subject);
    }
    if (!this.#takeMark('(')) return this.#comparison();
    const inner = this.#or();
    this.#expectMark(')');
    return inner;
  }

  #comparison(): Predicate {
    if (this.#next.kind !== 'word') throw this.#unexpected();
    const { kind, read } = this.scope(this.#take().value);
    if (this.#isWord('any') || this.#isWord('all')) return this.#quantified(read);
    if (this.#next.kind !== 'word') throw this.#unexpected();
    const operator = this.#take().value;
    const test: Test = testOf(operator, kind, this.#value());
    return (subject) => test(read(subject));
  }

  #quantified(read: Operand['read']): Predicate {
    const every = this.#take().value.toLowerCase().endsWith('all');
    const outer = this.scope;
    this.scope = itemTest;
    this.#expectMark('(');
    const item = this.#or();
    this.#expectMark(')');
    this.scope = outer;
    return (subject) => {
      const items = (read(subject) ?? []) as never[];
      return every ? items.every(item) : items.some(item);
    };
  }

  #value(): Value {
    if (!this.#takeMark('[')) return this.#single();
    const values = [this.#single()];
    while (this.#takeMark(',')) values.push(this.#single());
    this.#expectMark(']');
    return values;
  }

  #single(): string | boolean | null {
    const { kind, value } = this.#next;
    if (kind === 'text') return this.#take().value;
    if (kind !== 'word') throw this.#unexpected();
    const literal = { null: null, true: true, false: false }[value.toLowerCase()];
    if (literal === undefined && !/^-?\d/.test(value)) throw this.#unexpected();
    this.#take();
    return literal === undefined ? value : literal;
  }
}
