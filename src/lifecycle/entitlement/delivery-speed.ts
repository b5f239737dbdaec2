/**
 * How long deliveries take: a setting of the tenant. It is kept with the tenant's state, so that snapshot, restore and
 * reset carry it.
 */
import { type Request, requests } from '../../../model/entitlement/tables.js';
import { type Reader, type Row, table } from '../../../model/reader.js';
import { GraphError } from '../../errors/index.js';
import type { Tenant } from '../../tenant.js';
import { after, isDuration } from '../clock.js';
import { type Context, schedule, unschedule } from '../context.js';
import { SERVICE } from '../drain.js';
import { NEVER } from '../due.js';
import { all } from './records.js';
import { requestTypes } from './request-types.js';
import { timers } from './timers.js';

/**
 * `immediate`: done by the next request. `manual`: when it is asked for. An ISO 8601 duration: after so long on the
 * tenant's clock. A number: after so many answers that showed the request or its assignment as not delivered yet.
 */
export type Delivery = 'immediate' | 'manual' | (string & {}) | number;

/** How a delivery that was marked ends: not at all, partly, never. */
export type Outcome = 'deliver' | 'fail' | 'partial' | 'stay';

export interface DeliverySetting extends Row {
  readonly mode: Delivery;
}

/** The id is that of a request, or of a package whose requests all end so. */
export interface DeliveryMark extends Row {
  readonly outcome: Outcome;
}

/** How often a request was shown while it was being delivered. The id is the request's. */
export interface DeliveryView extends Row {
  readonly views: number;
}

export const deliverySettings = table<DeliverySetting>('deliverySettings');
export const deliveryMarks = table<DeliveryMark>('deliveryMarks');
export const deliveryViews = table<DeliveryView>('deliveryViews');

const KEY = 'delivery';

export function deliveryOf(reader: Reader): Delivery {
  return reader.get(deliverySettings, KEY)?.mode ?? 'immediate';
}

/** Sets how long deliveries take from now on. @throws GraphError 400 for what is none of the ways */
export function setDelivery({ tx }: Pick<Context, 'tx'>, mode: unknown): Delivery {
  if (!isDelivery(mode)) {
    throw new GraphError(
      400,
      'InvalidDelivery',
      "A delivery is 'immediate', 'manual', an ISO 8601 duration, or a number.",
    );
  }
  const row = { id: KEY, mode };
  if (tx.get(deliverySettings, KEY)) tx.replace(deliverySettings, row);
  else tx.insert(deliverySettings, row);
  return mode;
}

/** Whether it is one of the ways. */
export function isDelivery(mode: unknown): mode is Delivery {
  if (typeof mode === 'number') return Number.isInteger(mode) && mode >= 0;
  return typeof mode === 'string' && (mode === 'immediate' || mode === 'manual' || isDuration(mode));
}

/** Lets the deliveries of a request, or of all requests for a package, end so; `deliver` takes the mark back. */
export function markDelivery({ tx }: Pick<Context, 'tx'>, id: string, outcome: Outcome): void {
  tx.remove(deliveryMarks, id);
  if (outcome !== 'deliver') tx.insert(deliveryMarks, { id, outcome });
}

/** How the delivery of a request is to end. */
export function outcomeOf(reader: Reader, { id, accessPackageId }: Request): Outcome {
  return (reader.get(deliveryMarks, id) ?? reader.get(deliveryMarks, accessPackageId))?.outcome ?? 'deliver';
}

/** Lets the delivery of a request happen when its time has come. What the service does itself waits for nobody. */
export function scheduleDelivery(context: Context, request: Request): void {
  const mode = requestTypes[request.requestType]?.by === 'service' ? 'immediate' : deliveryOf(context.tx);
  schedule(context, timers.deliver, request.id, dueAt(context.time, mode));
}

function dueAt(time: number, mode: Delivery): number {
  if (mode === 'immediate' || mode === 0) return time;
  return mode === 'manual' || typeof mode === 'number' ? NEVER : after(time, mode);
}

/** Lets what is being delivered be delivered now: one request, or all. Answers their ids. */
export function deliverWaiting(context: Context, requestId?: string): string[] {
  const ids = all(context.tx, requests, 'state', 'delivering')
    .map(({ id }) => id)
    .filter((id) => requestId === undefined || id === requestId);
  for (const id of ids) deliverNow(context, id);
  return ids;
}

function deliverNow(context: Context, id: string): void {
  unschedule(context, id, timers.deliver);
  schedule(context, timers.deliver, id);
}

/** Tells the life cycle what a GET answered, where deliveries take a number of answers. */
export function noteAnswer(tenant: Tenant, answer: string | undefined): void {
  if (answer === undefined || typeof deliveryOf(tenant.timeline) !== 'number') return;
  tenant.timeline.transact((tx) => {
    countViews({ tx, time: tenant.clock.now(), newId: tenant.newId, caller: SERVICE }, answer);
  });
}

/** Counts an answer that showed requests, or their assignments, which are still being delivered. */
function countViews(context: Context, answer: string): void {
  const { tx } = context;
  const mode = deliveryOf(tx);
  for (const { id, assignmentId } of all(tx, requests, 'state', 'delivering')) {
    if (!answer.includes(id) && !(assignmentId && answer.includes(assignmentId))) continue;
    const views = (tx.remove(deliveryViews, id)?.views ?? 0) + 1;
    if (typeof mode === 'number' && views >= mode) deliverNow(context, id);
    else tx.insert(deliveryViews, { id, views });
  }
}
