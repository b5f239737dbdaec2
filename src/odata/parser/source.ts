import { clauseError, ODataSyntaxError } from './errors.js';
import { type Budget, LIMITS } from './limits.js';

/** The decoded text of one option, with the budget it draws on and the words to refuse it. */
export class Source {
  readonly option: string;
  readonly text: string;
  readonly budget: Budget;

  /** @throws ODataSyntaxError when the text is too long. */
  constructor(option: string, text: string, budget: Budget) {
    this.option = option;
    this.text = text;
    this.budget = budget;
    if (text.length > LIMITS.optionLength) {
      throw new ODataSyntaxError(option, `The value of ${option} is longer than ${LIMITS.optionLength} characters.`);
    }
  }

  error(reason: string): ODataSyntaxError {
    return clauseError(this.option, reason);
  }

  /** `position` is the end of the token that may not stand where it stands. */
  syntaxError(position: number): ODataSyntaxError {
    return this.error(`Syntax error at position ${position} in '${this.text}'.`);
  }

  invalidCharacter(position: number): ODataSyntaxError {
    const character = String.fromCodePoint(this.text.codePointAt(position) ?? 0);
    return this.error(`Syntax error: character '${character}' is not valid at position ${position} in '${this.text}'.`);
  }

  /** `what` is `Expression`, `'('`, `')' or operator` … */
  expected(what: string, position: number): ODataSyntaxError {
    return this.error(`${what} expected at position ${position} in '${this.text}'.`);
  }
}
