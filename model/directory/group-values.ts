/** Complex values of groups. */
import { complexType, enumeration, flag, text } from '../edm.js';

export const groupAccessType = enumeration('groupAccessType', [
  'none',
  'private',
  'secret',
  'public',
  'unknownFutureValue',
]);

export const writebackConfiguration = complexType('writebackConfiguration', {
  isEnabled: flag(),
});

export const groupWritebackConfiguration = complexType(
  'groupWritebackConfiguration',
  { onPremisesGroupType: text() },
  { base: writebackConfiguration },
);
