/**
 * A file to which savings are appended: lines of JSON, the last of each saving telling that it is whole. Whenever the
 * process dies, what was saved before is there; what lies behind the last whole saving counts for nothing.
 */
import { createReadStream } from 'node:fs';
import { constants, copyFile, type FileHandle, open, rename, rm } from 'node:fs/promises';
import { systemTime } from '../lifecycle/clock.js';

const FORMAT = 'graph-entitlement-emulator/2';
const HEAD = `${JSON.stringify({ format: FORMAT })}\n`;
const WHOLE = '{"whole":true}';
/** A file is written anew when it is twice as long as then, and longer than this (bytes). */
const SHORT = 1 << 20;
const CHUNK = 1 << 20;
const LINE_END = 0x0a;

export class DataLog {
  private constructor(
    readonly path: string,
    private file: FileHandle,
    /** How long the file is, unless somebody else has written it. */
    private size: number,
    /** Where the last whole saving ends. */
    private end: number,
    /** Where the first one ends: what is behind it was added, in this run or an earlier one. */
    private lengthWhenNew: number | undefined,
  ) {}

  /**
   * Opens a file, which is new if it is empty, and tells of the lines of each saving in it. `warn` is told when there is
   * none that is whole.
   *
   * @throws Error for a file that is none of these, which is left as it is
   */
  static async open(
    path: string,
    tell: (lines: readonly unknown[]) => void,
    warn: (message: string) => void,
  ): Promise<DataLog> {
    // Of a process that was killed while it wrote the file anew.
    await rm(besideOf(path), { force: true });
    const file = await open(path, 'a', 0o600);
    try {
      const { size } = await file.stat();
      if (size > 0) {
        const { end, first } = await read(path, tell);
        if (end === HEAD.length && size > end) warn(await putAside(path));
        return new DataLog(path, file, size, end, first);
      }
      await file.appendFile(HEAD);
      return new DataLog(path, file, HEAD.length, HEAD.length, undefined);
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  /** Whether most of it is out of date, perhaps. */
  get isLong(): boolean {
    return this.end > SHORT && this.end > 2 * (this.lengthWhenNew ?? 0);
  }

  /** Adds a saving. Between its lines other work is done. @throws Error as `#check` */
  async append(lines: Iterable<object>): Promise<void> {
    await this.#check();
    try {
      // A saving that failed may have left something.
      await this.file.truncate(this.end);
      this.end += await write(this.file, lines);
      this.size = this.end;
    } catch (error) {
      this.size = (await this.file.stat()).size;
      throw error;
    }
    this.lengthWhenNew ??= this.end;
  }

  /**
   * Puts one saving in the place of all, at once or not at all. It is written beside the file, to which others are added
   * meanwhile; `inTurn` waits until none of these is under way, and keeps off the next.
   *
   * @throws Error as `#check`, and when there is no room for it
   */
  async replace(lines: Iterable<object>, inTurn: (end: () => Promise<void>) => Promise<void>): Promise<void> {
    const { end } = this;
    const beside = besideOf(this.path);
    let file: FileHandle | undefined;
    try {
      await rm(beside, { force: true });
      const begun = await open(beside, 'ax', 0o600);
      file = begun;
      await begun.appendFile(HEAD);
      const length = HEAD.length + (await write(begun, lines));
      await inTurn(() => this.#takePlace(begun, length, end));
    } catch (error) {
      // What was impossible is tried again when there is more to win by it, and not at each saving.
      this.lengthWhenNew = this.end;
      await file?.close();
      await rm(beside, { force: true });
      throw error;
    }
  }

  /** Goes on with a file that has all up to `from` in one saving of this length. */
  async #takePlace(file: FileHandle, length: number, from: number): Promise<void> {
    await this.#check();
    if (this.end > from) {
      const added = createReadStream(this.path, { start: from, end: this.end - 1, highWaterMark: CHUNK });
      for await (const chunk of added) await file.appendFile(chunk as Buffer);
      await file.datasync();
    }
    const beside = besideOf(this.path);
    if ((await sizeAt(beside, file)) === undefined) throw new Error(`${beside} was written by somebody else.`);
    await rename(beside, this.path);
    await this.file.close();
    this.file = file;
    this.end += length - from;
    this.size = this.end;
    this.lengthWhenNew = length;
  }

  /** @throws Error when somebody else has written the file, or put another in its place: two histories do not mix */
  async #check(): Promise<void> {
    if ((await sizeAt(this.path, this.file)) === this.size) return;
    throw new Error(
      `${this.path} is not as it was left: it was written, moved or removed by somebody else. ` +
        'What has changed since the last saving, and what will, is no longer saved.',
    );
  }

  async close(): Promise<void> {
    await this.file.close();
  }
}

interface Ends {
  /** Of the last whole saving. */
  readonly end: number;
  /** Of the first that says anything. */
  readonly first: number | undefined;
}

/** Returns where savings end. @throws Error for a file that is no data file */
async function read(path: string, tell: (lines: readonly unknown[]) => void): Promise<Ends> {
  let [at, end] = [0, 0];
  let first: number | undefined;
  // As texts: what a machine that broke down has left may be no JSON.
  let saving: string[] = [];
  for await (const line of linesOf(path)) {
    at += line.length + 1;
    const text = line.toString('utf8');
    if (end === 0 && `${text}\n` !== HEAD) break;
    if (end > 0 && text !== WHOLE) {
      saving.push(text);
      continue;
    }
    tell(saving.map((one) => parse(path, one)));
    if (saving.length > 0) first ??= at;
    saving = [];
    end = at;
  }
  if (end === 0) throw notOurs(path);
  return { end, first };
}

/**
 * Copies a file that breaks off in its first saving: of a process that was killed then it has nothing that was to be kept,
 * but of a file that was cut off by somebody else it may be all that is left. Returns what there is to say.
 */
async function putAside(path: string): Promise<string> {
  const aside = `${path}.${systemTime()}.broken`;
  await copyFile(path, aside, constants.COPYFILE_EXCL);
  return `${path} breaks off in its first saving, so that nothing can be read from it. It begins anew; what was in it is in ${aside}.`;
}

const notOurs = (path: string) =>
  new Error(`${path} is no data file of this version of the emulator. It was left as it is.`);

function parse(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw notOurs(path);
  }
}

/** The lines that are whole. Readline would also part them at what JSON leaves in texts. */
async function* linesOf(path: string): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK })) {
    const bytes = rest.length === 0 ? (chunk as Buffer) : Buffer.concat([rest, chunk as Buffer]);
    let from = 0;
    for (let to = bytes.indexOf(LINE_END); to >= 0; to = bytes.indexOf(LINE_END, from)) {
      yield bytes.subarray(from, to);
      from = to + 1;
    }
    rest = bytes.subarray(from);
  }
}

const besideOf = (path: string) => `${path}.tmp`;

/**
 * The length of what is at a path, or undefined when that is not this file. It is opened, because what is on the disk of
 * another machine is looked at anew only then.
 */
async function sizeAt(path: string, file: FileHandle): Promise<number | undefined> {
  const known = await file.stat({ bigint: true });
  const there = await open(path, 'r').catch(() => undefined);
  if (!there) return undefined;
  try {
    const { dev, ino, size } = await there.stat({ bigint: true });
    return dev === known.dev && ino === known.ino ? Number(size) : undefined;
  } finally {
    await there.close();
  }
}

/** Writes a saving, and waits until it is on the disk. Returns its length. */
async function write(file: FileHandle, lines: Iterable<object>): Promise<number> {
  let length = 0;
  const add = async (line: string) => {
    const bytes = Buffer.from(`${line}\n`);
    await file.appendFile(bytes);
    length += bytes.length;
  };
  for (const line of lines) await add(JSON.stringify(line));
  await add(WHOLE);
  await file.datasync();
  return length;
}
