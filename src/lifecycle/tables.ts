/** What the life cycle keeps beside the model's own tables: it is never addressed by a URL. */
import type { Row, Table } from '../../model/reader.js';
import { due } from './due.js';
import { deliveryMarks, deliverySettings, deliveryViews } from './entitlement/delivery-speed.js';
import { sites } from './entitlement/origins/sites.js';
import { requestTerms } from './entitlement/terms.js';

export const lifecycleTables: readonly Table<Row>[] = [
  due,
  deliverySettings,
  deliveryMarks,
  deliveryViews,
  requestTerms,
  sites,
];
