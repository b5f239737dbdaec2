// Reads TAP as tap prints it and writes what a person wants to see of it: a line for each file, the failures, the totals.

const POINT = /^( *)(ok|not ok) \d+(?: - (.*?))?( \{)?$/;
const DIRECTIVE = / # (skip|todo)\b/i;
/** What tap says beside the points. Whatever else comes along is what a test printed. */
const FRAME =
  /^ *(TAP version \d+|1\.\.\d+.*|\}|# (time=.*|\{ total: .*|No coverage generated|[Ff]ailed .*|skip.*|todo.*))?$/;

/** A compiled test by the name of its source. @param {string} name */
const source = (name) => name.replace(/^\.build\/(.*)\.mjs$/, '$1.ts');

export class TapReport {
  #print;
  /** Subtests that are open, outermost first. @type {{ name: string, depth: number, passed: number, failed: number }[]} */
  #open = [];
  /** The block of diagnostics that is being read. @type {{ indent: string, lines: string[] } | undefined} */
  #block;
  /** Whether the last point failed, so that its diagnostics are of interest. */
  #blame = false;
  #passed = 0;
  #failed = 0;
  #skipped = 0;

  /** @param {(text: string) => void} print */
  constructor(print) {
    this.#print = print;
  }

  /** @param {string} line */
  line(line) {
    if (this.#block) return this.#diagnostic(this.#block, line);
    const begin = /^( *)---$/.exec(line);
    if (begin) {
      this.#block = { indent: begin[1], lines: [] };
      return;
    }
    const subtest = /^( *)# Subtest: (.*)$/.exec(line);
    if (subtest) {
      this.#open.push({ name: subtest[2], depth: subtest[1].length / 4, passed: 0, failed: 0 });
      return;
    }
    const bail = /^ *Bail out!(.*)$/.exec(line);
    if (bail) this.#fail(`bail out:${bail[1]}`, 0);
    const point = POINT.exec(line);
    if (point) this.#point(point[1].length / 4, point[2] === 'ok', point[3] ?? '');
    else if (!bail && !FRAME.test(line)) this.#print(line.trimStart());
  }

  end() {
    const skipped = this.#skipped > 0 ? `, ${this.#skipped} skipped` : '';
    this.#print(`${this.#passed} passed, ${this.#failed} failed${skipped}`);
    return { passed: this.#passed, failed: this.#failed, skipped: this.#skipped };
  }

  /**
   * @param {number} depth
   * @param {boolean} ok
   * @param {string} text
   */
  #point(depth, ok, text) {
    const name = source(text.replace(/ # time=.*$/, ''));
    this.#blame = false;
    const closed = this.#open.at(-1)?.depth === depth ? this.#open.pop() : undefined;
    const parent = this.#open.at(-1);
    if (DIRECTIVE.test(text)) {
      this.#skipped += 1;
      return;
    }
    if (!closed) {
      if (ok) this.#passed += 1;
      else this.#fail(name, depth);
      if (parent) parent[ok ? 'passed' : 'failed'] += 1;
      return;
    }
    if (parent) {
      parent.passed += closed.passed;
      parent.failed += closed.failed;
    }
    // A subtest can fail of itself, with every point in it passed: it threw, timed out or planned otherwise.
    if (!ok && closed.failed === 0) {
      this.#fail(name, depth);
      if (parent) parent.failed += 1;
    }
    if (depth === 0) {
      const time = / # time=([\d.]+)ms/.exec(text);
      const seconds = time ? ` ${(Number(time[1]) / 1000).toFixed(1)} s` : '';
      this.#print(`${ok ? 'ok    ' : 'FAILED'} ${name} (${closed.passed}${seconds})`);
    }
  }

  /**
   * @param {string} name
   * @param {number} depth
   */
  #fail(name, depth) {
    this.#failed += 1;
    const path = [...this.#open.filter((open) => open.depth < depth).map((open) => source(open.name)), name];
    this.#print(`\nnot ok ${path.join(' > ')}`);
    this.#blame = true;
  }

  /**
   * @param {{ indent: string, lines: string[] }} block
   * @param {string} line
   */
  #diagnostic({ indent, lines }, line) {
    if (line !== `${indent}...`) {
      lines.push(line.startsWith(indent) ? line.slice(indent.length - 2) : line);
      return;
    }
    this.#block = undefined;
    if (this.#blame) this.#print(`${lines.join('\n')}\n`);
  }
}
