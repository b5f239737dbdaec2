/** Complex values of groups. */
import { complexType, flag, text } from '../edm.js';

export const writebackConfiguration = complexType('writebackConfiguration', {
  isEnabled: flag(),
});

export const groupWritebackConfiguration = complexType(
  'groupWritebackConfiguration',
  { onPremisesGroupType: text() },
  { base: writebackConfiguration },
);
