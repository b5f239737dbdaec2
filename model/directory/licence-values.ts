/** Complex values about licences, plans and how they were provisioned. */
import { complexType, dateTime, flag, guid, list, text } from '../edm.js';
import * as rules from './filter-rules.js';

export const assignedLabel = complexType('assignedLabel', {
  displayName: text(),
  labelId: text(),
});

export const assignedLicense = complexType('assignedLicense', {
  disabledPlans: list(guid()),
  skuId: guid({ filter: rules.equal }),
});

export const assignedPlan = complexType('assignedPlan', {
  assignedDateTime: dateTime({ filter: rules.advancedDates }),
  capabilityStatus: text({ filter: rules.advancedBegins }),
  service: text({ filter: rules.advancedBegins }),
  servicePlanId: guid({ filter: rules.advancedEqual }),
});

export const provisionedPlan = complexType('provisionedPlan', {
  capabilityStatus: text({ filter: rules.advancedBegins }),
  provisioningStatus: text({ filter: rules.advancedBegins }),
  service: text({ filter: rules.advancedBegins }),
});

export const licenseAssignmentState = complexType('licenseAssignmentState', {
  assignedByGroup: text(),
  disabledPlans: list(guid()),
  error: text(),
  lastUpdatedDateTime: dateTime(),
  skuId: guid(),
  state: text(),
});

export const licenseProcessingState = complexType('licenseProcessingState', {
  state: text(),
});

export const onPremisesProvisioningError = complexType('onPremisesProvisioningError', {
  category: text({ filter: rules.equal }),
  occurredDateTime: dateTime(),
  propertyCausingError: text({ filter: rules.equal }),
  value: text(),
});

export const serviceProvisioningError = complexType('serviceProvisioningError', {
  createdDateTime: dateTime(),
  isResolved: flag({ filter: rules.equal }),
  serviceInstance: text({ filter: rules.equal }),
});
