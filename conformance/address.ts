/** What a documented URL speaks of: the entities on its way, each with the kind that its place gives it. */
import { directoryKind, folders, type Kind, sets, singletons } from './kinds.js';
import { type Navigation, navigations } from './navigations.js';

/** One set, singleton or navigation of the path, with the key that follows it. */
export interface Step {
  readonly name: string;
  readonly kind: Kind;
  readonly many: boolean;
  /** Undefined for a set of the root. */
  readonly navigation?: Navigation;
  key?: string;
  /** The property of an alternate key. */
  keyName?: string;
}

export interface Operation {
  readonly name: string;
  readonly args: Readonly<Record<string, string>>;
}

export interface Address {
  readonly steps: readonly Step[];
  /** Text as printed, or the step whose key stands there. */
  readonly parts: readonly (string | { readonly step: Step; readonly before: string; readonly after: string })[];
  /** The kind that the last collection is cast to. */
  readonly cast?: Kind;
  readonly operation?: Operation;
  readonly end?: string;
  /** Of role management: whose roles. */
  readonly provider: string;
  /** As printed, with the question mark. */
  readonly query: string;
}

/** Operations bound to a collection: the segment isn't a key. */
const collectionOperations = new Set(['delta', 'getbyids', 'validateproperties', 'getuserownedobjects']);

/** Reads an absolute or relative URL, with or without its version. */
export function readAddress(url: string): Address {
  const [, path = '', query = ''] = /^([^?]*)(\?.*)?$/s.exec(url.replace(/^https?:\/\/[^/]+/, '')) ?? [];
  const reader = new PathReader();
  for (const segment of path.split('/').filter((text) => text !== '')) reader.take(segment);
  return { ...reader.result(), query };
}

class PathReader {
  readonly #steps: Step[] = [];
  readonly #parts: (string | { step: Step; before: string; after: string })[] = [];
  #cast: Kind | undefined;
  #operation: Operation | undefined;
  #end: string | undefined;
  #folder = '';
  /** A segment after which the path means nothing to this reader: it is sent as printed. */
  #lost = false;

  take(segment: string): void {
    const last = this.#steps.at(-1);
    const [, name = segment, inner] = /^([^(]*)\((.*)\)$/s.exec(segment) ?? [];
    if (this.#lost || /^(v1\.0|beta)$/.test(segment)) this.#parts.push(segment);
    else if (segment.startsWith('$')) this.#finish(segment);
    else if (/^microsoft\.graph\.[^(]+$/i.test(segment) && directoryKind(segment)) this.#castTo(segment);
    else if (!last) this.#root(segment, name, inner);
    else if (last.many && last.key === undefined) this.#afterCollection(last, segment, name, inner);
    else this.#afterEntity(last, segment, name, inner);
  }

  result(): Omit<Address, 'query'> {
    return {
      steps: this.#steps,
      parts: this.#parts,
      provider: this.#folder,
      ...(this.#cast && { cast: this.#cast }),
      ...(this.#operation && { operation: this.#operation }),
      ...(this.#end && { end: this.#end }),
    };
  }

  #finish(segment: string): void {
    this.#end = segment;
    this.#parts.push(segment);
  }

  #castTo(segment: string): void {
    this.#cast = directoryKind(segment);
    this.#parts.push(segment);
  }

  #root(segment: string, name: string, inner: string | undefined): void {
    const lower = name.toLowerCase();
    const kind = sets[lower] ?? singletons[lower];
    if (kind) this.#step({ name, kind, many: lower in sets }, inner);
    else if (folders.has(lower)) {
      this.#folder = segment;
      this.#parts.push(segment);
    } else this.#lose(segment);
  }

  #afterCollection(last: Step, segment: string, name: string, inner: string | undefined): void {
    if (inner !== undefined || collectionOperations.has(name.toLowerCase())) {
      this.#operate(segment, name, inner);
      return;
    }
    // Some pages print an alternate key as a segment of its own: roleTemplateId={id}.
    const [, keyName, key = segment] = /^([a-z]+)=(.+)$/i.exec(segment) ?? [];
    this.#key(last, key, keyName === undefined ? '' : `${keyName}=`, '');
    if (keyName !== undefined) last.keyName = keyName;
  }

  #afterEntity(last: Step, segment: string, name: string, inner: string | undefined): void {
    const navigation = navigations[last.kind]?.[name.toLowerCase()];
    if (navigation) this.#step({ name, kind: navigation.kind, many: navigation.many, navigation }, inner);
    else this.#operate(segment, name, inner);
  }

  #step(step: Step, inner: string | undefined): void {
    this.#steps.push(step);
    if (inner === undefined) {
      this.#parts.push(step.name);
      return;
    }
    const [, keyName, quoted = inner] = /^([a-z]+)=(.*)$/is.exec(inner) ?? [];
    const key = quoted.replace(/^['`]|['`]$/g, '');
    if (keyName !== undefined) step.keyName = keyName;
    this.#key(step, key, `${step.name}(${keyName === undefined ? '' : `${keyName}=`}'`, "')");
  }

  #key(step: Step, key: string, before: string, after: string): void {
    step.key = key;
    this.#parts.push({ step, before, after });
  }

  #operate(segment: string, name: string, inner: string | undefined): void {
    const args = Object.fromEntries(
      [...(inner ?? '').matchAll(/([a-z]+)=['`]?([^'`,]*)['`]?/gi)].map(([, arg, value]) => [arg, value]),
    ) as Record<string, string>;
    this.#operation = { name: name.replace(/^microsoft\.graph\./i, ''), args };
    this.#lose(segment);
  }

  #lose(segment: string): void {
    this.#lost = true;
    this.#parts.push(segment);
  }
}
