/**
 * The syntax tree of OData expressions and query options, as the rest of the emulator sees it: small, our own, and free
 * of names that only the model can resolve (a path is the text of its segments; what it means is bound later).
 */

/** A literal of the URL grammar. `value` is decoded: no quotes, no doubled quotes, no prefixes. */
export type Literal =
  | { readonly kind: 'literal'; readonly type: 'null'; readonly value: null }
  | { readonly kind: 'literal'; readonly type: 'boolean'; readonly value: boolean }
  | { readonly kind: 'literal'; readonly type: 'number'; readonly value: number; readonly text: string }
  | {
      readonly kind: 'literal';
      readonly type: 'string' | 'guid' | 'dateTimeOffset' | 'date' | 'timeOfDay' | 'duration' | 'binary' | 'geo';
      readonly value: string;
    }
  /** `microsoft.graph.state'published'` */
  | { readonly kind: 'literal'; readonly type: 'enum'; readonly enumeration: string; readonly value: string };

/**
 * A member path: `target/objectId`, `is/microsoft.graph.azureActiveDirectoryTenant/tenantId`, `owners/$count`, `$it`.
 * Segments are as written; a dotted one is a type cast, `$count` may stand last. `root` is `$it`, `$root` or a lambda
 * variable's name where the path begins with one, and then is not among the segments.
 */
export interface Path {
  readonly kind: 'path';
  readonly root?: string;
  readonly segments: readonly string[];
  /** Where the path began in the text, for messages. */
  readonly position: number;
}

/** `coll/any(x:predicate)`, `coll/any()`, `coll/all(x:predicate)`. */
export interface Lambda {
  readonly kind: 'lambda';
  readonly operator: 'any' | 'all';
  readonly collection: Path;
  readonly variable?: string;
  readonly predicate?: Expression;
}

export type ComparisonOperator = 'eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le' | 'has';
export type ArithmeticOperator = 'add' | 'sub' | 'mul' | 'div' | 'divby' | 'mod';

export type Expression =
  | Literal
  | Path
  | Lambda
  | { readonly kind: 'and' | 'or'; readonly operands: readonly Expression[] }
  | { readonly kind: 'not'; readonly operand: Expression }
  | {
      readonly kind: 'compare';
      readonly operator: ComparisonOperator;
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly kind: 'in'; readonly left: Expression; readonly items: readonly Expression[] }
  | {
      readonly kind: 'arithmetic';
      readonly operator: ArithmeticOperator;
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly kind: 'negate'; readonly operand: Expression }
  /** `contains(tolower(displayName),'team')`; the name in lower case. */
  | { readonly kind: 'call'; readonly name: string; readonly arguments: readonly Expression[] }
  /** What the grammar knows and nothing here evaluates, so that it can be refused by name (`$root`, JSON literals, `case` …). */
  | { readonly kind: 'unsupported'; readonly what: string };

/** One key of `$orderby`. */
export interface OrderKey {
  readonly expression: Expression;
  readonly descending: boolean;
}

/** One item of `$expand`: a path of navigation (perhaps through casts), `*`, with `$ref` or `$count` behind it or not. */
export interface ExpandItem {
  readonly path: readonly string[];
  readonly suffix?: '$ref' | '$count';
  readonly options: QueryOptions;
}

/** `$search`: phrases with `AND`, `OR`, `NOT`. A phrase is the text between the quotes, unescaped. */
export type SearchExpression =
  | { readonly kind: 'phrase'; readonly text: string }
  | { readonly kind: 'and' | 'or'; readonly operands: readonly SearchExpression[] }
  | { readonly kind: 'not'; readonly operand: SearchExpression };

/** The system query options of one URL or of one item of `$expand`. What was not given is absent. */
export interface QueryOptions {
  readonly filter?: Expression;
  readonly select?: readonly (readonly string[])[];
  readonly expand?: readonly ExpandItem[];
  readonly orderby?: readonly OrderKey[];
  readonly search?: SearchExpression;
  readonly top?: number;
  readonly skip?: number;
  readonly count?: boolean;
  readonly format?: string;
  readonly skiptoken?: string;
  readonly deltatoken?: string;
  /** `$levels` of an expand; `max` is Infinity. */
  readonly levels?: number;
  /** Options that are not system query options (`on`, `ConsistencyLevel` …), as sent. */
  readonly custom?: Readonly<Record<string, string>>;
}
