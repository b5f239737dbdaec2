/**
 * A file to which savings are appended: lines of JSON, the last of each saving telling that it is whole. Whenever the
 * process dies, what was saved before is there; what lies behind the last whole saving counts for nothing.
 */
import { createReadStream } from 'node:fs';
import { access, type FileHandle, open, rename, rm } from 'node:fs/promises';

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
    /** Where the last whole saving ends. */
    private end: number,
    /** Where the first one ends: what is behind it was added, in this run or an earlier one. */
    private lengthWhenNew: number | undefined,
  ) {}

  /**
   * Opens a file, or makes one, and tells of the lines of each saving in it.
   *
   * @throws Error for a file that is none of these, which is left as it is, and for a folder that is not there
   */
  static async open(path: string, tell: (lines: readonly unknown[]) => void): Promise<DataLog> {
    // Of a process that was killed while it wrote the file anew.
    await rm(besideOf(path), { force: true });
    const { end, first } = (await read(path, tell)) ?? { end: await replaceFile(path, []), first: undefined };
    return new DataLog(path, await open(path, 'a', 0o600), end, first);
  }

  /** Whether most of it is out of date, perhaps. */
  get isLong(): boolean {
    return this.end > SHORT && this.end > 2 * (this.lengthWhenNew ?? 0);
  }

  /** Adds a saving. Between its lines other work is done. */
  async append(lines: Iterable<object>): Promise<void> {
    // A saving that failed may have left something.
    await this.file.truncate(this.end);
    const length = await write(this.file, lines);
    this.end += length;
    this.lengthWhenNew ??= this.end;
  }

  /** Puts one saving in the place of all. */
  async replace(lines: Iterable<object>): Promise<void> {
    const length = await replaceFile(this.path, lines);
    await this.file.close();
    this.file = await open(this.path, 'a', 0o600);
    this.end = length;
    this.lengthWhenNew = length;
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

/** Returns where savings end, or undefined where there is no file. */
async function read(path: string, tell: (lines: readonly unknown[]) => void): Promise<Ends | undefined> {
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
  if (end > 0) return { end, first };
  if (await isThere(path)) throw notOurs(path);
  return undefined;
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

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** The lines that are whole; none, where there is no file. Readline would also part them at what JSON leaves in texts. */
async function* linesOf(path: string): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: CHUNK })) {
      const bytes = rest.length === 0 ? (chunk as Buffer) : Buffer.concat([rest, chunk as Buffer]);
      let from = 0;
      for (let to = bytes.indexOf(LINE_END); to >= 0; to = bytes.indexOf(LINE_END, from)) {
        yield bytes.subarray(from, to);
        from = to + 1;
      }
      rest = bytes.subarray(from);
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

const besideOf = (path: string) => `${path}.tmp`;

/** Writes beside the file and puts it in its place, which is done at once or not at all. Returns the length. */
async function replaceFile(path: string, lines: Iterable<object>): Promise<number> {
  const beside = besideOf(path);
  try {
    const file = await open(beside, 'w', 0o600);
    let length = HEAD.length;
    try {
      await file.appendFile(HEAD);
      length += await write(file, lines);
    } finally {
      await file.close();
    }
    await rename(beside, path);
    return length;
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
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
