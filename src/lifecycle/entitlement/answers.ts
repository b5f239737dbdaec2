/** What a requestor says: answers to a policy's questions, and why access is needed. */
import {
  type Answer,
  type Assignment,
  type Policy,
  type Question,
  requests,
} from '../../../model/entitlement/tables.js';
import type { Reader } from '../../../model/reader.js';
import { invalidModel } from '../../errors/index.js';
import { all } from './records.js';

/**
 * Checks what was said against what is asked. Answers that do not fit are refused from everybody; answers that
 * are missing only where they are `required`: administrators may leave them out.
 *
 * @throws GraphError 400 `InvalidModel` with the question
 */
export function checkAnswers(questions: readonly Question[], answers: readonly Answer[], required: boolean): void {
  for (const answer of answers) checkAnswer(questions, answer);
  if (!required) return;
  for (const question of questions) {
    if (question.isRequired && !answers.some((answer) => isAnswered(question, answer))) {
      throw invalidModel(`The question '${question.id}' must be answered.`);
    }
  }
}

export const isFor = (question: Question, { answeredQuestion }: Answer) =>
  question.id?.toLowerCase() === answeredQuestion?.id?.toLowerCase();

const isAnswered = (question: Question, answer: Answer) => isFor(question, answer) && Boolean(answer.value?.trim());

function checkAnswer(questions: readonly Question[], answer: Answer): void {
  const question = questions.find((one) => isFor(one, answer));
  if (!question) throw invalidModel(`The policy has no question '${answer.answeredQuestion?.id}'.`);
  const { value } = answer;
  if (!value) return;
  if (question.regexPattern && !new RegExp(question.regexPattern).test(value)) {
    throw invalidModel(`The answer to the question '${question.id}' does not match ${question.regexPattern}.`);
  }
  if (question.kind === 'accessPackageMultipleChoiceQuestion') checkChoice(question, value);
}

/** What was said last of an assignment: each request that has answers says all of them. */
export function answersOf(reader: Reader, { id }: Assignment): readonly Answer[] {
  const spoken = all(reader, requests, 'assignmentId', id).filter(({ answers = [] }) => answers.length > 0);
  return spoken.at(-1)?.answers ?? [];
}

/**
 * `isAnswerEditable`: "whether the requestor is allowed to edit answers to questions" ("accessPackageQuestion resource
 * type"). An answer that is repeated is no edit.
 *
 * @throws GraphError 400 `InvalidModel` with the question
 */
export function checkEdits({ questions = [] }: Policy, answers: readonly Answer[], before: readonly Answer[]): void {
  for (const question of questions) {
    if (question.isAnswerEditable !== false) continue;
    const [said, earlier] = [answers, before].map((list) => list.find((one) => isFor(question, one))?.value ?? null);
    if (said !== null && said !== earlier) {
      throw invalidModel(`The answer to the question '${question.id}' can not be changed.`);
    }
  }
}

/** Several choices come as one text, separated by commas. */
function checkChoice({ id, choices = [], isMultipleSelectionAllowed }: Question, value: string): void {
  const known = new Set(choices.map(({ actualValue }) => actualValue));
  const chosen = known.has(value) ? [value] : value.split(',').map((one) => one.trim());
  if (chosen.length > 1 && !isMultipleSelectionAllowed) throw invalidModel(`The question '${id}' takes one choice.`);
  if (!chosen.every((one) => known.has(one))) throw invalidModel(`'${value}' is no choice of the question '${id}'.`);
}

/** The answers with their questions whole, as they are printed; a choice shows its text where nothing else was sent. */
export function withQuestions(questions: readonly Question[], answers: readonly Answer[]): Answer[] {
  return answers.map((answer) => {
    const question = questions.find((one) => isFor(one, answer));
    const choice = question?.choices?.find(({ actualValue }) => actualValue === answer.value);
    return {
      ...answer,
      displayValue: answer.displayValue ?? choice?.text ?? choice?.localizations?.[0]?.text ?? null,
      answeredQuestion: question ?? answer.answeredQuestion ?? null,
    };
  });
}

/** @throws GraphError 400 `InvalidModel` when the policy wants a reason and there is none */
export function checkJustification(policy: Policy, justification: string | null | undefined): void {
  if (policy.requestApprovalSettings.isRequestorJustificationRequired && !justification?.trim()) {
    throw invalidModel('The policy requires a justification.');
  }
}
