/** The words of a membership rule. */
import { requestRefused } from '../../../errors/index.js';

export interface Token {
  readonly kind: 'word' | 'text' | 'mark' | 'end';
  readonly value: string;
  /** Where it begins, counted from 0. */
  readonly at: number;
}

/** The refusal of a rule. The service's own words for each mistake are not public; the beginning is. */
export const ruleError = (reason: string) => requestRefused(`Dynamic membership rule validation error: ${reason}`);

const SPACE = /\s*/y;
const WORD = /-?[A-Za-z_][\w.]*|-?\d+(?:\.\d+)?/y;
const TEXT = /"((?:[^"`]|`[\s\S])*)"|'((?:[^'`]|`[\s\S])*)'/y;
const MARKS = '()[],';

/** @throws GraphError 400 for what is no word of a rule */
export function tokensOf(rule: string): Token[] {
  const tokens: Token[] = [];
  let at = lengthOf(SPACE, rule, 0);
  while (at < rule.length) {
    const token = tokenAt(rule, at);
    tokens.push(token.token);
    at = token.end + lengthOf(SPACE, rule, token.end);
  }
  tokens.push({ kind: 'end', value: 'the end of the rule', at });
  return tokens;
}

function tokenAt(rule: string, at: number): { token: Token; end: number } {
  const character = rule.charAt(at);
  if (MARKS.includes(character)) return { token: { kind: 'mark', value: character, at }, end: at + 1 };
  const text = matchAt(TEXT, rule, at);
  if (text) {
    const value = (text[1] ?? text[2] ?? '').replace(/`([\s\S])/g, '$1');
    return { token: { kind: 'text', value, at }, end: at + text[0].length };
  }
  const word = matchAt(WORD, rule, at);
  if (!word) throw ruleError(`'${character}' at position ${at} was not expected.`);
  return { token: { kind: 'word', value: word[0], at }, end: at + word[0].length };
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

const lengthOf = (pattern: RegExp, text: string, at: number): number => matchAt(pattern, text, at)?.[0].length ?? 0;
