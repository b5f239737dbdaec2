/** Prints a tenant as a seed: by names where they are clear, with what is as usual left out. */
import { connectedOrganizations, settings } from '../../../model/entitlement/tables.js';
import type { Reader } from '../../../model/reader.js';
import { sites } from '../../lifecycle/entitlement/origins/index.js';
import { CatalogPrinter } from './print-catalogs.js';
import { DirectoryPrinter } from './print-directory.js';
import { Printing } from './printing.js';
import type { Seed } from './schema.js';
import { entitlementLinks } from './write-entitlement.js';

/** Prints what `reader` has and `base` has not, or not so. */
export function printSeed(reader: Reader, base: Reader): Seed {
  const at = new Printing(reader, base);
  const printed = {
    sites: at.changed(sites).map(({ id, ...site }) => site),
    ...new DirectoryPrinter(at).print(),
    connectedOrganizations: at.changed(connectedOrganizations).map((row) => ({
      ...at.entitlement('connectedOrganizations', row),
      ...at.linked(row.id, entitlementLinks.connectedOrganizations),
    })),
    catalogs: new CatalogPrinter(at).print(),
    settings: at.changed(settings).map(({ id, ...rest }) => rest)[0],
  };
  const said = Object.entries(printed).filter(([, value]) => (Array.isArray(value) ? value.length > 0 : value));
  return Object.fromEntries(said) as Seed;
}
