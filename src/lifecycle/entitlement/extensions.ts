/** Custom workflow extensions: what is called outside at stages of a request's or assignment's life. */
import type { Draft } from '../../../model/edm.js';
import {
  type Catalog,
  type CustomExtension,
  type Policy,
  catalogs,
  customExtensions,
  policies,
} from '../../../model/entitlement/tables.js';
import { own } from '../../errors.js';
import { type Context, now } from '../context.js';
import { changes, existing, nameOf } from './records.js';

const FIELDS = [
  'displayName',
  'description',
  'authenticationConfiguration',
  'clientConfiguration',
  'endpointConfiguration',
  'callbackConfiguration',
] as const;

/** Extensions belong to a catalog; `kind` says which sort it is. */
export function createExtension(context: Context, catalog: Catalog, kind: CustomExtension['kind'], fields: Draft): CustomExtension {
  const { tx } = context;
  const [by, at] = [nameOf(context), now(context)];
  return tx.insert(customExtensions, {
    id: context.newId(),
    kind,
    catalogId: existing(tx, catalogs, catalog.id).id,
    ...changes<CustomExtension>(fields, FIELDS, FIELDS),
    createdBy: by,
    createdDateTime: at,
    lastModifiedBy: by,
    lastModifiedDateTime: at,
  });
}

/** Changes what was sent: a PUT that leaves what it does not name as it was. */
export function updateExtension(context: Context, extension: CustomExtension, fields: Draft): CustomExtension {
  return context.tx.replace(customExtensions, {
    ...extension,
    ...changes<CustomExtension>(fields, FIELDS, FIELDS),
    lastModifiedBy: nameOf(context),
    lastModifiedDateTime: now(context),
  });
}

/** @throws GraphError 400 while a policy calls it */
export function deleteExtension({ tx }: Context, { id }: CustomExtension): void {
  let used = false;
  tx.scan(policies, (policy) => {
    used = callsOf(policy).includes(id);
    return !used;
  });
  if (used) throw own.extensionInUse();
  tx.remove(customExtensions, id);
}

function callsOf({ customExtensionStageSettings = [], customExtensionHandlers = [] }: Policy): string[] {
  return [...customExtensionStageSettings, ...customExtensionHandlers].map(({ customExtensionId }) => customExtensionId);
}
