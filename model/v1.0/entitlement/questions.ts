/** What requestors are asked, and what they answer. Questions stand inside their policy and are returned with it. */
import { complex, complexType, entityType, flag, int32, list, text } from '../../edm.js';
import { accessPackageLocalizedText } from '../../entitlement/shared-values.js';

export const accessPackageAnswerChoice = complexType('accessPackageAnswerChoice', {
  actualValue: text(),
  localizations: list(complex(accessPackageLocalizedText)),
  text: text(),
});

const question = {
  isAnswerEditable: flag(),
  isRequired: flag(),
  localizations: list(complex(accessPackageLocalizedText)),
  sequence: int32(),
  text: text(),
};
const multipleChoice = { choices: list(complex(accessPackageAnswerChoice)), isMultipleSelectionAllowed: flag() };
const textInput = { isSingleLineQuestion: flag(), regexPattern: text() };

export const accessPackageQuestion = entityType('accessPackageQuestion', { base: 'entity', abstract: true }, question);
export const accessPackageMultipleChoiceQuestion = entityType(
  'accessPackageMultipleChoiceQuestion',
  { base: 'accessPackageQuestion', discriminator: 'accessPackageMultipleChoiceQuestion' },
  multipleChoice,
);
export const accessPackageTextInputQuestion = entityType(
  'accessPackageTextInputQuestion',
  { base: 'accessPackageQuestion', discriminator: 'accessPackageTextInputQuestion' },
  textInput,
);

/** The same, where a question stands inside a complex value. */
const inline = { entity: true, polymorphic: true } as const;
export const questionValue = complexType(
  'accessPackageQuestion',
  { id: text(), ...question },
  { abstract: true, ...inline },
);
export const multipleChoiceValue = complexType('accessPackageMultipleChoiceQuestion', multipleChoice, {
  base: questionValue,
  ...inline,
});
export const textInputValue = complexType('accessPackageTextInputQuestion', textInput, {
  base: questionValue,
  ...inline,
});

export const accessPackageAnswer = complexType(
  'accessPackageAnswer',
  { displayValue: text(), answeredQuestion: complex(questionValue) },
  { abstract: true, polymorphic: true },
);
export const accessPackageAnswerString = complexType(
  'accessPackageAnswerString',
  { value: text() },
  { base: accessPackageAnswer, polymorphic: true },
);
