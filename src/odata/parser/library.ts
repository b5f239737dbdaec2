import { filter } from 'odata-v4-parser';
import type { Source } from './source.js';

/** A node of the library's tree, as far as it is read here. */
export interface LibraryNode {
  readonly type: string;
  readonly position: number;
  readonly value: unknown;
}

/**
 * odata-v4-parser behind one door. It reads pieces, never a request's text: it is superlinear, it takes decoded
 * characters for syntax, it binds `not` too loosely and arithmetic to the right, and it knows no `in`.
 */
export class Library {
  readonly #source: Source;
  /** Queries repeat themselves: a hundred `id eq '…'` are one piece. */
  readonly #trees = new Map<string, LibraryNode | undefined>();

  constructor(source: Source) {
    this.#source = source;
  }

  /**
   * The tree of a piece, or nothing where the grammar refuses it.
   *
   * @throws ODataSyntaxError when the budget is spent.
   */
  parse(piece: string): LibraryNode | undefined {
    if (this.#trees.has(piece)) return this.#trees.get(piece);
    this.#source.budget.chargeWork(this.#source.option, piece);
    const tree = read(piece);
    this.#trees.set(piece, tree);
    return tree;
  }
}

function read(piece: string): LibraryNode | undefined {
  try {
    return filter(piece);
  } catch {
    return undefined;
  }
}
