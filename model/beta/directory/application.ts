import * as shared from '../../directory/application.js';
import { applications } from '../../directory/tables.js';
import { complex, entityType } from '../../edm.js';
import { apiApplication, webApplication, windowsApplication } from './values.js';

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
    api: complex(apiApplication, { initial: {} }),
    web: complex(webApplication, { initial: {} }),
    windows: complex(windowsApplication),
  },
  shared.navigations,
);
