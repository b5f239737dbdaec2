/** Files that are kept from one run to the next. */
import { randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The text of a kept file, or undefined when there is none. */
export function readKept(folder: string, name: string): string | undefined {
  try {
    return readFileSync(join(folder, name), 'utf8');
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * Keeps a text that only its owner may read, and answers what is kept: of several processes that keep one at the same
 * time the first wins, and the others take its text for theirs.
 */
export function keep(folder: string, name: string, text: string): string {
  mkdirSync(folder, { recursive: true });
  const draft = join(folder, `.${randomUUID()}`);
  writeFileSync(draft, text, { mode: 0o600 });
  try {
    linkSync(draft, join(folder, name));
    return text;
  } catch (error) {
    if ((error as { code?: string }).code !== 'EEXIST') throw error;
    return readKept(folder, name) ?? text;
  } finally {
    rmSync(draft, { force: true });
  }
}
