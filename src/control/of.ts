/** Gives a tenant its controls when a test first asks for something, and takes them away when that is over. */
import type { Tenant } from '../tenant.js';
import { Controls } from './controls.js';

/** The controls of a tenant, made if it has none yet. */
export function controlsOf(tenant: Tenant): Controls {
  tenant.controls ??= new Controls(tenant);
  return tenant.controls;
}

/** Requests pay for controls only while something is asked. */
export function letGo(tenant: Tenant): void {
  if (tenant.controls?.isIdle) tenant.controls = undefined;
}
