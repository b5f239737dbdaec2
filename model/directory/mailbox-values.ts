/** A user's mailbox settings, as far as they are a value of the user. */
import { complex, complexType, enumeration, list, member, text, timeOfDay } from '../edm.js';

export const dayOfWeek = enumeration('dayOfWeek', [
  'sunday',
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
]);

export const automaticRepliesStatus = enumeration('automaticRepliesStatus', ['disabled', 'alwaysEnabled', 'scheduled']);

export const externalAudienceScope = enumeration('externalAudienceScope', ['none', 'contactsOnly', 'all']);

export const delegateMeetingMessageDeliveryOptions = enumeration('delegateMeetingMessageDeliveryOptions', [
  'sendToDelegateAndInformationToPrincipal',
  'sendToDelegateAndPrincipal',
  'sendToDelegateOnly',
]);

export const dateTimeTimeZone = complexType('dateTimeTimeZone', {
  dateTime: text({ nullable: false }),
  timeZone: text(),
});

export const localeInfo = complexType('localeInfo', {
  displayName: text(),
  locale: text(),
});

export const timeZoneBase = complexType('timeZoneBase', {
  name: text(),
});

export const workingHours = complexType('workingHours', {
  daysOfWeek: list(member(dayOfWeek)),
  endTime: timeOfDay(),
  startTime: timeOfDay(),
  timeZone: complex(timeZoneBase),
});

export const automaticRepliesSetting = complexType('automaticRepliesSetting', {
  externalAudience: member(externalAudienceScope),
  externalReplyMessage: text(),
  internalReplyMessage: text(),
  scheduledEndDateTime: complex(dateTimeTimeZone),
  scheduledStartDateTime: complex(dateTimeTimeZone),
  status: member(automaticRepliesStatus),
});
