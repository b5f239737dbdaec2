/** Which requests are meant: by method, by version, by a pattern for the path. */
import type { Version } from '../../model/dialect.js';
import type { Incoming } from '../incoming.js';

export interface RequestPattern {
  readonly method?: string | undefined;
  /** `/users/*`, `/groups/**`: `*` stands for one segment, `**` for any number of them. */
  readonly path?: string | undefined;
  readonly version?: Version | undefined;
}

type Asked = Pick<Incoming, 'method' | 'version' | 'path'>;

/** A path as patterns are held against it: `/users('x')/%24ref/` is `/users/x/$ref`. */
function plain(path: string): string {
  const keyed = path.replace(/\('([^']*)'\)/g, '/$1').replace(/%24/gi, '$');
  return keyed.length > 1 ? keyed.replace(/\/+$/, '') : keyed;
}

function expression(pattern: string): RegExp {
  const parts = plain(pattern)
    .replace(/^\/?/, '/')
    .split(/(\/\*\*(?=\/|$)|\*)/)
    .map((part) => {
      if (part === '/**') return '(?:/.*)?';
      return part === '*' ? '[^/]+' : part.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&');
    });
  return new RegExp(`^${parts.join('')}$`, 'i');
}

/** A test for requests that fit a pattern. A batch as a whole fits only a path that names it: its parts are asked for themselves. */
export function matcher({ method, path, version }: RequestPattern): (asked: Asked) => boolean {
  const methods = method === undefined ? undefined : method.toUpperCase().split(/[\s,|]+/);
  const form = path === undefined ? undefined : expression(path);
  const namesBatch = path !== undefined && /\$batch/i.test(plain(path));
  return (asked) => {
    if (version !== undefined && asked.version !== version) return false;
    if (methods && !methods.includes(asked.method)) return false;
    const at = plain(asked.path);
    if (!namesBatch && /^\/\$batch$/i.test(at)) return false;
    return !form || form.test(at);
  };
}
