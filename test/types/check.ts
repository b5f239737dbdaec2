/**
 * Holds declarations of the model against Microsoft's published types, in the compiler only.
 *
 *     export type Checked = All<[
 *       Holds<typeof user, Graph.User, { inherits: Graph.DirectoryObject; leftOut: 'drive'; extra: 'infoCatalogs' }>,
 *     ]>;
 *
 * A check that does not hold is a type that tells what is wrong; it is not `true`, so `All` does not compile.
 */
import type { Body, Properties } from '../../model/edm.js';

/** An entity type or complex type, as far as the compiler looks at it. */
interface Declared {
  readonly properties: Properties;
}

export interface Exceptions {
  /** The published base: its names are declared by the base's own declaration. */
  readonly inherits?: object;
  /** Published, and out of scope. A list shared by several types may name more than one type has. */
  readonly leftOut?: string;
  /** Declared although it is not published. */
  readonly extra?: string;
  /** Declared of another kind than published. */
  readonly differs?: string;
}

/** `true`, or what is wrong: names not published, names not declared, names of another kind, exceptions not needed. */
export type Holds<
  T extends Declared,
  Published extends object,
  E extends Exceptions = Record<never, never>,
> = string extends keyof T['properties']
  ? { readonly untyped: 'its property names are lost to the compiler' }
  : Verdict<{
      readonly unknown: Exclude<NamesOf<T>, keyof Published | Get<E, 'extra'>>;
      readonly missing: Exclude<
        keyof Published,
        NamesOf<T> | NamesIn<Get<E, 'inherits'>> | Get<E, 'leftOut'> | '@odata.type'
      >;
      readonly different: Exclude<Different<T, Published>, Get<E, 'differs'>>;
      readonly needless: Needless<T, Published, E>;
    }>;

/** An enumeration has the members of the published union, no more and no fewer. */
export type HasMembers<T extends { readonly members: object }, Published extends string> = Verdict<{
  readonly unknown: Exclude<keyof T['members'], Published>;
  readonly missing: Exclude<Published, keyof T['members']>;
}>;

/** Compiles if every check holds. */
export type All<Checks extends readonly true[]> = Checks;

type Verdict<Findings extends object> = [Findings[keyof Findings]] extends [never] ? true : Findings;

type NamesOf<T extends Declared> = keyof T['properties'] | NavigationNames<T>;
type NavigationNames<T> = T extends { readonly navigations: infer N } ? keyof N : never;
type NamesIn<T> = [T] extends [never] ? never : keyof T;
type Get<E, K extends keyof Exceptions> = E extends Readonly<Record<K, infer Value>> ? Value : never;

type Different<T extends Declared, Published> = {
  [K in keyof T['properties'] & keyof Published]: Same<Kind<Body<T>[K]>, Kind<Published[K]>> extends true ? never : K;
}[keyof T['properties'] & keyof Published];

type Needless<T extends Declared, Published, E> =
  | Extract<Get<E, 'extra'>, keyof Published>
  | Exclude<Get<E, 'extra'>, NamesOf<T>>
  | Exclude<Get<E, 'differs'>, Different<T, Published>>;

/** What sort of value a property has: the literals of an enumeration, or the name of a kind; collections in brackets. */
type Kind<Value> = unknown extends Value ? 'anything' : KindOf<NonNullable<Value>>;
type KindOf<Value> = [Value] extends [readonly (infer Item)[]] ? readonly [Kind<Item>] : KindOfOne<Value>;
type KindOfOne<Value> = [Value] extends [string]
  ? string extends Value
    ? 'text'
    : Value
  : [Value] extends [number]
    ? 'number'
    : [Value] extends [boolean]
      ? 'boolean'
      : 'object';

type Same<A, B> = 'anything' extends A | B ? true : [A] extends [B] ? ([B] extends [A] ? true : false) : false;
