/** Custom workflow extensions: what is called outside at stages of a request's or assignment's life. */
import type { Draft } from '../../../model/edm.js';
import { milliseconds } from '../../../model/entitlement/spelling.js';
import {
  betaExtensions,
  type Catalog,
  type CustomExtension,
  customExtensions,
  type Policy,
  policies,
} from '../../../model/entitlement/tables.js';
import type { Reader } from '../../../model/reader.js';
import { invalidModel, own, resourceNotFound } from '../../errors/index.js';
import { type Context, now } from '../context.js';
import { changes, nameOf } from './records.js';
import { LONGEST_CALLBACK } from './timers.js';

const FIELDS = [
  'displayName',
  'description',
  'authenticationConfiguration',
  'clientConfiguration',
  'endpointConfiguration',
  'callbackConfiguration',
] as const;

const tableOf = ({ kind }: Pick<CustomExtension, 'kind'>) =>
  kind === 'customAccessPackageWorkflowExtension' ? betaExtensions : customExtensions;

/** An extension of a catalog, of whichever kind. @throws GraphError 404 */
export function extensionIn(reader: Reader, catalog: Catalog, id: string): CustomExtension {
  const found = reader.get(customExtensions, id) ?? reader.get(betaExtensions, id);
  if (found?.catalogId !== catalog.id) throw resourceNotFound();
  return found;
}

/** Extensions belong to a catalog; `kind` says which sort it is. */
export function createExtension(
  context: Context,
  catalog: Catalog,
  kind: CustomExtension['kind'],
  fields: Draft,
): CustomExtension {
  const { tx } = context;
  checkCallback(fields);
  const [by, at] = [nameOf(context), now(context)];
  return tx.insert(tableOf({ kind }), {
    id: context.newId(),
    kind,
    catalogId: catalog.id,
    ...changes<CustomExtension>(fields, FIELDS, FIELDS),
    createdBy: by,
    createdDateTime: at,
    lastModifiedBy: by,
    lastModifiedDateTime: at,
  });
}

const SHORTEST = milliseconds('PT5M') ?? 0;
const LONGEST = milliseconds(LONGEST_CALLBACK) ?? 0;

/** @throws GraphError 400 for a wait out of range ("customExtensionCallbackConfiguration resource type") */
function checkCallback({ callbackConfiguration }: Partial<CustomExtension>): void {
  const limit = milliseconds(callbackConfiguration?.timeoutDuration ?? LONGEST_CALLBACK) ?? 0;
  if (limit >= SHORTEST && limit <= LONGEST) return;
  throw invalidModel("'callbackConfiguration/timeoutDuration' must be between 5 minutes and 14 days.");
}

/** Changes what was sent: a PUT that leaves what it does not name as it was. */
export function updateExtension(context: Context, extension: CustomExtension, fields: Draft): CustomExtension {
  checkCallback(fields);
  return context.tx.replace(tableOf(extension), {
    ...extension,
    ...changes<CustomExtension>(fields, FIELDS, FIELDS),
    lastModifiedBy: nameOf(context),
    lastModifiedDateTime: now(context),
  });
}

/** @throws GraphError 400 while a policy calls it */
export function deleteExtension({ tx }: Context, extension: CustomExtension): void {
  const { id } = extension;
  let used = false;
  tx.scan(policies, (policy) => {
    used = callsOf(policy).includes(id);
    return !used;
  });
  if (used) throw own.extensionInUse();
  tx.remove(tableOf(extension), id);
}

function callsOf({ customExtensionStageSettings = [], customExtensionHandlers = [] }: Policy): string[] {
  return [...customExtensionStageSettings, ...customExtensionHandlers].map(
    ({ customExtensionId }) => customExtensionId,
  );
}
