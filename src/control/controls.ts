/**
 * What a test has asked of a tenant besides Graph: faults, a journal, throttling, lag, a missing licence. A tenant of
 * which nothing was asked has none, so that its requests pay one question for it.
 */
import { noLicense } from '../errors/index.js';
import type { Incoming } from '../incoming.js';
import type { Answer } from '../operation.js';
import type { Transaction } from '../store/index.js';
import type { Tenant } from '../tenant.js';
import { type Fault, Faults, refusalOf } from './faults.js';
import type { Journal } from './journal.js';
import { PartialView } from './partial-view.js';
import { type Lag, Replication } from './replication.js';
import type { Throttle } from './throttling.js';

const ENTITLEMENT = /^\/identityGovernance\/entitlementManagement(\/|$)/i;

/** How a request is carried out, and how an error becomes an answer. */
export interface Pipeline {
  readonly run: () => Answer;
  readonly refuse: (error: unknown) => Answer;
}

export class Controls {
  readonly faults: Faults;
  journal: Journal | undefined;
  throttle: Throttle | undefined;
  /** False: entitlement management answers as in a tenant without the licence for it. */
  licensed = true;
  #replication: Replication | undefined;
  #endReplication = () => {};

  constructor(readonly tenant: Tenant) {
    this.faults = new Faults(`${tenant.randomSeed}/${tenant.name ?? ''}`);
  }

  get lag(): Lag | undefined {
    return this.#replication?.lag;
  }

  /** Lets what is created from now on be missing for a while; what is missing now is there at once. */
  set lag(lag: Lag | undefined) {
    this.#endReplication();
    this.#replication = undefined;
    if (lag === undefined) return;
    const replication = new Replication(lag, () => this.tenant.clock.now());
    this.#replication = replication;
    this.#endReplication = this.tenant.timeline.onChange((change) => replication.follow(change));
  }

  /** Whether nothing is asked any more. */
  get isIdle(): boolean {
    return this.faults.isEmpty && !this.journal && !this.throttle && this.licensed && !this.#replication;
  }

  /** Takes everything back but the wish for a journal. */
  reset(): void {
    this.faults.clear();
    this.journal?.clear();
    this.throttle = undefined;
    this.licensed = true;
    this.lag = undefined;
  }

  /** The state as a request sees it. */
  view(tx: Transaction): Transaction {
    const replication = this.#replication;
    if (!replication || replication.isIdle) return tx;
    return new PartialView(tx, (id) => replication.isHidden(id));
  }

  /** Lets a request meet what is asked for, and notes it. */
  around(incoming: Incoming, pipeline: Pipeline): Answer {
    this.#replication?.settle();
    const fault = this.faults.isEmpty ? undefined : this.faults.next(incoming);
    const answer = this.#answer(incoming, pipeline, fault);
    this.journal?.note(this.tenant.clock.instant(), incoming, answer, fault?.id);
    return answer;
  }

  #answer(incoming: Incoming, pipeline: Pipeline, fault: Fault | undefined): Answer {
    if (!fault) return this.#limited(incoming, pipeline);
    const refusal = refusalOf(fault);
    const isAnswered = refusal === undefined && !fault.reset;
    const carriedOut = isAnswered || fault.executes ? this.#limited(incoming, pipeline) : undefined;
    const answer = isAnswered || !refusal ? (carriedOut ?? NOTHING) : pipeline.refuse(refusal);
    const { latency, reset } = fault;
    return { ...answer, disturbance: { ...answer.disturbance, ...(latency && { latency }), ...(reset && { reset }) } };
  }

  #limited(incoming: Incoming, pipeline: Pipeline): Answer {
    if (!this.licensed && ENTITLEMENT.test(incoming.path)) return pipeline.refuse(noLicense());
    const { timeline, clock } = this.tenant;
    const allowance = this.throttle?.allow(timeline, incoming, clock.now());
    if (!allowance) return pipeline.run();
    if (allowance.refusal) return pipeline.refuse(allowance.refusal);
    const answer = pipeline.run();
    return { ...answer, headers: { ...answer.headers, ...allowance.headers } };
  }
}

/** What is left of a request whose connection is reset before it was carried out. */
const NOTHING: Answer = { status: 0 };
