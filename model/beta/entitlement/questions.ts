/** What requestors are asked, and what they answer: complex values in beta. */
import { complex, complexType, flag, int32, list, text } from '../../edm.js';
import { accessPackageLocalizedText } from '../../entitlement/shared-values.js';
import { localized } from '../../entitlement/spelling.js';

export const accessPackageLocalizedContent = complexType('accessPackageLocalizedContent', {
  defaultText: text({ of: 'text' }),
  localizedTexts: list(complex(accessPackageLocalizedText), { of: 'localizations' }),
});

export const accessPackageAnswerChoice = complexType('accessPackageAnswerChoice', {
  actualValue: text(),
  displayValue: complex(accessPackageLocalizedContent, { of: localized }),
});

const polymorphic = { polymorphic: true } as const;

export const accessPackageQuestion = complexType(
  'accessPackageQuestion',
  {
    id: text(),
    isAnswerEditable: flag(),
    isRequired: flag(),
    sequence: int32(),
    text: complex(accessPackageLocalizedContent, { of: localized }),
  },
  { abstract: true, ...polymorphic },
);
export const accessPackageMultipleChoiceQuestion = complexType(
  'accessPackageMultipleChoiceQuestion',
  {
    allowsMultipleSelection: flag({ of: 'isMultipleSelectionAllowed' }),
    choices: list(complex(accessPackageAnswerChoice)),
  },
  { base: accessPackageQuestion, ...polymorphic },
);
export const accessPackageTextInputQuestion = complexType(
  'accessPackageTextInputQuestion',
  { isSingleLineQuestion: flag(), regexPattern: text() },
  { base: accessPackageQuestion, ...polymorphic },
);

export const accessPackageAnswer = complexType(
  'accessPackageAnswer',
  { answeredQuestion: complex(accessPackageQuestion), displayValue: text() },
  { abstract: true, ...polymorphic },
);
export const accessPackageAnswerString = complexType(
  'accessPackageAnswerString',
  { value: text() },
  { base: accessPackageAnswer, ...polymorphic },
);
