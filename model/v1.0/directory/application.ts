import * as shared from '../../directory/application.js';
import { addIn } from '../../directory/application-values.js';
import * as rules from '../../directory/filter-rules.js';
import { applications } from '../../directory/tables.js';
import { complex, entityType, list, readOnly, text } from '../../edm.js';
import { apiApplication, webApplication } from './values.js';

export const application = entityType(
  'application',
  {
    base: 'directoryObject',
    table: applications,
    discriminator: 'application',
    workload: 'directory',
    alternateKeys: { appId: { index: 'appId', fold: true }, uniqueName: { index: 'uniqueName', fold: true } },
  },
  {
    ...shared.properties,
    addIns: list(complex(addIn)),
    api: complex(apiApplication, { initial: {} }),
    applicationTemplateId: text({ ...readOnly, filter: rules.equal }),
    web: complex(webApplication, { initial: {} }),
  },
  shared.navigations,
);
