import { clauseError, type ODataSyntaxError } from './errors.js';

/**
 * What one query may cost. The figures keep the parsing of any text below 5 ms; a filter of 160 `id eq '{guid}'` terms
 * or an `in` of 200 GUIDs stays within them.
 */
export const LIMITS = {
  /** Characters of the query string as sent, percent-encoded. */
  queryLength: 16_384,
  /** Characters of one option, decoded. */
  optionLength: 8_192,
  /** Names, literals and operators in all options together. */
  nodes: 1_200,
  /** Parentheses, calls, lambdas, negations and expands within each other. */
  depth: 32,
  /** Work of the grammar library in all options together, in the measure of {@link workOf}. */
  work: 10_000,
} as const;

/** The library copies its input once for every level that it descends, a level being a segment, operator or operand. */
function workOf(piece: string): number {
  return 40 + piece.length * piece.split(/[/ ]/).length;
}

/** Counts what the parsing of one query has cost so far and refuses to go beyond {@link LIMITS}. */
export class Budget {
  #nodes = 0;
  #depth = 0;
  #work = 0;

  get nodes(): number {
    return this.#nodes;
  }

  get work(): number {
    return this.#work;
  }

  chargeNode(option: string): void {
    if (this.#nodes >= LIMITS.nodes) throw tooManyNodes(option);
    this.#nodes += 1;
  }

  /** Charges what the library is about to read. */
  chargeWork(option: string, piece: string): void {
    const work = this.#work + workOf(piece);
    if (work > LIMITS.work) throw tooManyNodes(option);
    this.#work = work;
  }

  /** Runs `parse` one level deeper. */
  nested<T>(option: string, parse: () => T): T {
    if (this.#depth >= LIMITS.depth) throw clauseError(option, 'Recursion depth exceeded allowed limit.');
    this.#depth += 1;
    try {
      return parse();
    } finally {
      this.#depth -= 1;
    }
  }
}

function tooManyNodes(option: string): ODataSyntaxError {
  return clauseError(option, `The node count limit of '${LIMITS.nodes}' has been exceeded.`);
}
