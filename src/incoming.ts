/** A request as it comes, of a socket, of a batch or of a client in this process. */
import type { Version } from '../model/dialect.js';

export interface Incoming {
  readonly method: string;
  readonly version: Version;
  /** Below the version root, percent-encoded, without query. */
  readonly path: string;
  readonly query: string;
  readonly header: (name: string) => string | undefined;
  readonly body: string | undefined;
  /** What the URL begins with, before the version: `http://localhost:8365`, `http://localhost:8365/t/blue`. */
  readonly base: string;
  readonly requestId: string;
  /** Of a part: the request id of its batch. */
  readonly partOf?: string;
}
