/** What applies to a tenant's entitlement management as a whole. */
import type { Draft } from '../../../model/edm.js';
import {
  type ControlConfiguration,
  controlConfigurations,
  type OriginConnector,
  originConnectors,
  type Settings,
  settings,
} from '../../../model/entitlement/tables.js';
import { invalidModel } from '../../errors/index.js';
import type { Context } from '../context.js';
import { changes, created, modified } from './records.js';

const SETTINGS = ['externalUserLifecycleAction', 'durationUntilExternalUserDeletedAfterBlocked'] as const;

/** Changes what was sent. */
export function updateSettings({ tx }: Context, before: Settings, fields: Draft): Settings {
  const sent = changes<Settings>(fields, SETTINGS, ['durationUntilExternalUserDeletedAfterBlocked']);
  const next = { ...before, ...sent };
  return tx.get(settings, before.id) ? tx.replace(settings, next) : tx.insert(settings, next);
}

const CONTROLS = ['isEnabled', 'relatedPeopleInsightLevel', 'showApproverDetailsToMembers'] as const;

/** Puts a control configuration in the place of another. */
export function replaceControls(context: Context, before: ControlConfiguration, fields: Draft): ControlConfiguration {
  const sent = changes<ControlConfiguration>(fields, CONTROLS, ['relatedPeopleInsightLevel']);
  return context.tx.replace(controlConfigurations, { ...before, ...sent, ...modified(context) });
}

const CONNECTOR = ['displayName', 'description', 'connectorType', 'connectionInfo'] as const;

/** @throws GraphError 400 when anything is missing: all four are required */
export function createConnector(context: Context, fields: Draft): OriginConnector {
  for (const name of CONNECTOR) if (!fields[name]) throw invalidModel(`The property '${name}' is required.`);
  const { displayName, description, connectorType, connectionInfo } = fields as unknown as OriginConnector;
  const connector = {
    id: context.newId(),
    displayName,
    description,
    connectorType,
    connectionInfo,
    ...created(context),
  };
  return context.tx.insert(originConnectors, connector);
}

/** Changes what was sent. */
export function updateConnector(context: Context, connector: OriginConnector, fields: Draft): OriginConnector {
  const sent = changes<OriginConnector>(fields, CONNECTOR, ['description']);
  return context.tx.replace(originConnectors, { ...connector, ...sent, ...modified(context) });
}

export function deleteConnector({ tx }: Context, { id }: OriginConnector): void {
  tx.remove(originConnectors, id);
}
