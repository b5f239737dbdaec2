/** The abstract types that everything in the directory, and in entitlement management too, derives from. */
import { dateTime, entityType, readOnly, text } from '../edm.js';
import { dates, equal } from './filter-rules.js';
import { directoryObject as find } from './tables.js';

export const entity = entityType(
  'entity',
  { abstract: true },
  { id: text({ filter: equal, byDefault: true, inCreated: true, nullable: false, ...readOnly }) },
);

/** Records of every kind; one that is found by id says by its `kind` which it is. */
export const directoryObject = entityType(
  'directoryObject',
  { base: 'entity', lookup: find, workload: 'directory' },
  { deletedDateTime: dateTime({ filter: dates, sort: 'advanced', inCreated: true, ...readOnly }) },
);
