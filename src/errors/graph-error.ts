/**
 * Errors are values of one kind, made by the named constructors here, and turned into the service's body in one place.
 *
 * Messages and codes are the service's own where a public source has them; `own` holds the few that are ours because
 * the service's are not public.
 */

export interface ErrorDetail {
  readonly code: string;
  readonly message: string;
  readonly target?: string;
}

/** A refusal: HTTP status, Graph error code, message, and what else the body says. */
export class GraphError extends Error {
  override readonly name = 'GraphError';

  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly more: {
      readonly details?: readonly ErrorDetail[];
      readonly headers?: Readonly<Record<string, string>>;
      /** What `innerError` says besides. */
      readonly inner?: Readonly<Record<string, string>>;
      /** What would be right, for the author of a seed: the service does not say it. */
      readonly remedy?: string | undefined;
    } = {},
  ) {
    super(message);
  }
}

/** The error as the service prints it. `date` has seconds and no zone. */
export function errorBody(error: GraphError, request: { id: string; clientId: string; date: Date }): object {
  return {
    error: {
      code: error.code,
      message: error.message,
      ...(error.more.details && { details: error.more.details }),
      innerError: {
        ...error.more.inner,
        date: request.date.toISOString().slice(0, 19),
        'request-id': request.id,
        'client-request-id': request.clientId,
      },
    },
  };
}
