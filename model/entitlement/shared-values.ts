/** Complex types and enumerations that both versions spell alike. */

import { dayOfWeek } from '../directory/mailbox-values.js';
import {
  complex,
  complexType,
  date,
  dateTime,
  duration,
  enumeration,
  flag,
  int32,
  list,
  member,
  text,
} from '../edm.js';

export const expirationPatternType = enumeration('expirationPatternType', [
  'notSpecified',
  'noExpiration',
  'afterDateTime',
  'afterDuration',
]);

export const expirationPattern = complexType('expirationPattern', {
  endDateTime: dateTime(),
  duration: duration(),
  type: member(expirationPatternType, { initial: 'notSpecified' }),
});

export const weekIndex = enumeration('weekIndex', ['first', 'second', 'third', 'fourth', 'last']);
export const recurrencePatternType = enumeration('recurrencePatternType', [
  'daily',
  'weekly',
  'absoluteMonthly',
  'relativeMonthly',
  'absoluteYearly',
  'relativeYearly',
]);
export const recurrenceRangeType = enumeration('recurrenceRangeType', ['endDate', 'noEnd', 'numbered']);

export const recurrencePattern = complexType('recurrencePattern', {
  dayOfMonth: int32({ initial: 0 }),
  daysOfWeek: list(member(dayOfWeek)),
  firstDayOfWeek: member(dayOfWeek, { initial: 'sunday' }),
  index: member(weekIndex, { initial: 'first' }),
  interval: int32({ initial: 0 }),
  month: int32({ initial: 0 }),
  type: member(recurrencePatternType),
});

export const recurrenceRange = complexType('recurrenceRange', {
  endDate: date(),
  numberOfOccurrences: int32({ initial: 0 }),
  recurrenceTimeZone: text(),
  startDate: date(),
  type: member(recurrenceRangeType),
});

export const patternedRecurrence = complexType('patternedRecurrence', {
  pattern: complex(recurrencePattern),
  range: complex(recurrenceRange),
});

export const accessPackageLocalizedText = complexType('accessPackageLocalizedText', {
  languageCode: text(),
  text: text(),
});

export const accessPackageNotificationSettings = complexType('accessPackageNotificationSettings', {
  isAssignmentNotificationDisabled: flag({ initial: false, nullable: false }),
});

/** Who decided. */
export const identity = complexType('identity', { displayName: text(), id: text() });
export const userIdentity = complexType(
  'userIdentity',
  { ipAddress: text(), userPrincipalName: text() },
  { base: identity },
);
