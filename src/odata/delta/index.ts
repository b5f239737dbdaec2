/**
 * Change tracking of directory objects: the "Use delta query to track changes in Microsoft Graph data" page.
 *
 * A first round tells of all that there is, each later one of what has changed since the round before. The state of a
 * client is in the links that it is given.
 */
import type { EntityType } from '../../../model/edm.js';
import { JSON_TYPE } from '../../answers.js';
import { after } from '../../lifecycle/clock.js';
import { TOKEN_LIFE } from '../../lifecycle/kept-changes.js';
import type { Answer, Call } from '../../operation.js';
import { contextOf } from '../context-url.js';
import { changesPage } from './changes.js';
import { badlyFormedToken, resyncRequired } from './errors.js';
import { existingPage } from './existing.js';
import { type DeltaOptions, printOptions, readRequest, type Stage } from './options.js';
import { compileDelta, type DeltaPlan, type Reading } from './plan.js';
import { type Place, type Progress, readToken, type Token, writeToken } from './token.js';

interface Round {
  readonly items: readonly string[];
  readonly progress: Progress;
  readonly minimal?: boolean;
}

/** Answers a call of the delta function on the collection in the path. @throws GraphError 400, 410 */
export function delta(call: Call): Answer {
  const request = readRequest(call);
  const token = 'token' in request.stage ? usable(call, request.stage) : undefined;
  const options = { ...token?.options, ...request.options };
  const plan = shown(call, planOf(call, options));
  const round = token ? proceed(call, plan, token.progress) : begin(call, plan, request.stage);
  const { epoch } = call.tenant.timeline;
  const link = writeToken({ resource: resourceOf(call), options, epoch, issued: call.time, progress: round.progress });
  // The selected names are listed where they are asked for, not where the token knows them.
  const fragment = request.options.select ? plan.fragment : '';
  return {
    status: 200,
    contentType: JSON_TYPE,
    body: envelope(call, `${contextOf(call.path)}${fragment}`, round, link),
    ...(round.minimal && { headers: { 'Preference-Applied': 'return=minimal' } }),
  };
}

/** @throws GraphError 400 for what is not tracked */
export const planOf = ({ path, rules }: Call, options: DeltaOptions): DeltaPlan =>
  compileDelta(path.dialect, path.type as EntityType, options, rules.lenient);

/** What a call asks to be told of, by its query and by the token of the round before. @throws GraphError 400 */
export function optionsOf(call: Call): DeltaOptions {
  const { stage, options } = readRequest(call);
  return 'token' in stage ? { ...readToken(stage.token, resourceOf(call)).options, ...options } : options;
}

/** What the caller is not shown is as if it was never set. */
function shown({ rules }: Call, plan: DeltaPlan): DeltaPlan {
  if (!rules.shown) return plan;
  const tracked = plan.tracked.map((each) => {
    const names = rules.shown?.(each.type, '');
    return names ? { ...each, properties: each.properties.filter(({ name }) => names.has(name)) } : each;
  });
  return { ...plan, tracked };
}

/** Tokens are not moved from one resource or version to another. */
function resourceOf({ path }: Call): string {
  return `${path.dialect.version}${path.template}`;
}

/** @throws GraphError 400 for what is no token of such a link, 410 for one from which there is no way on */
function usable(call: Call, { kind, token: text }: Extract<Stage, { token: string }>): Token {
  const token = readToken(text, resourceOf(call));
  const isDeltaLink = token.progress.kind === 'done';
  if (isDeltaLink !== (kind === 'deltaLink')) throw badlyFormedToken();
  const { epoch, feed } = call.tenant.timeline;
  const isForgotten = token.epoch !== epoch || token.progress.position < feed.oldest;
  if (isForgotten || call.time > after(token.issued, TOKEN_LIFE)) throw resyncRequired(startOf(call, token.options));
  return token;
}

/** The address of a full synchronization: that of the first request, with an empty `$deltatoken`. */
function startOf(call: Call, options: DeltaOptions): string {
  return `${call.url}?${[printOptions(options), '$deltatoken='].filter(Boolean).join('&')}`;
}

function begin(call: Call, plan: DeltaPlan, stage: Stage): Round {
  const position = call.tenant.timeline.feed.latest;
  return stage.kind === 'latest' ? { items: [], progress: { kind: 'done', position } } : existing(call, plan, position);
}

function proceed(call: Call, plan: DeltaPlan, progress: Progress): Round {
  if (progress.kind === 'existing') return existing(call, plan, progress.position, progress.place);
  const minimal = /(^|[\s,;])return=minimal\b/i.test(call.header('prefer') ?? '');
  const range = { feed: call.tenant.timeline.feed, from: progress.position };
  const { items, position, more } = changesPage(plan, readingOf(call), range, minimal);
  return { items, minimal, progress: { kind: more ? 'changes' : 'done', position } };
}

/** What changes while a client turns pages is told in the next round, which begins where this one began. */
function existing(call: Call, plan: DeltaPlan, position: number, place?: Place): Round {
  const { items, next } = existingPage(plan, readingOf(call), place);
  return { items, progress: next ? { kind: 'existing', position, place: next } : { kind: 'done', position } };
}

function readingOf(call: Call): Reading {
  return { dialect: call.path.dialect, reader: call.tx, caller: call.caller.id };
}

function envelope(call: Call, context: string, { items, progress }: Round, token: string): string {
  const [name, option] = progress.kind === 'done' ? ['deltaLink', '$deltatoken'] : ['nextLink', '$skiptoken'];
  const members = [
    `"@odata.context":${JSON.stringify(`${call.root}/$metadata#${context}`)}`,
    `"@odata.${name}":${JSON.stringify(`${call.url}?${option}=${token}`)}`,
    `"value":[${items.join(',')}]`,
  ];
  return `{${members.join(',')}}`;
}
