/** The names of what falls due in the life of requests and assignments. */
export const timers = {
  /** Of a request: it is taken up. */
  accept: 'entitlement.request.accept',
  /** The start that was asked for has come. */
  start: 'entitlement.request.start',
  /** Nobody decided in time: others are asked too, then it is denied. */
  escalate: 'entitlement.request.escalate',
  timeOut: 'entitlement.request.timeOut',
  /** An extension that the request waits for did not answer. */
  callback: 'entitlement.request.callback',
  /** The change is carried out in the directory. */
  deliver: 'entitlement.request.deliver',
  /** The people concerned are told. */
  notify: 'entitlement.request.notify',
  /** It is over for so long that it is not kept any more. */
  forget: 'entitlement.request.forget',
  /** Of an assignment: its end comes near, or comes. */
  end: 'entitlement.assignment.end',
  /** Its holder has left the scope of an automatic policy, and the grace is over. */
  grace: 'entitlement.assignment.grace',
  /** Of an automatic policy: it begins to count. */
  apply: 'entitlement.policy.apply',
  /** Of a user: their properties have changed, and so may the policies whose rules they meet. */
  reassess: 'entitlement.user.reassess',
  /** Of a subject: a guest without access is deleted. */
  removeGuest: 'entitlement.subject.remove',
} as const;

/** Requests are kept for so long after their completion ("Entitlement management service limits"). */
export const KEPT = 'P3M';
/** A failed request may be taken up again for so long after its completion. */
export const REPROCESSABLE = 'P14D';
/** A stage without a limit of its own runs out after this, the longest that there is. */
export const LONGEST_STAGE = 'P14D';
/** So long an extension may take to answer, at most. */
export const LONGEST_CALLBACK = 'P14D';
