/**
 * Writes docs/coverage.md: for every path that Microsoft's SDKs can address in entitlement management, what this emulator
 * does for each method. With `--check` it says whether the committed page is what would be written.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import type { Version } from '../model/dialect.js';
import { dialects } from '../model/index.js';
import { operations } from '../routes/index.js';
import { type ResourcePath, resolvePath } from '../src/odata/resource-path.js';
import { isUnimplemented } from '../src/odata/walk.js';
import type { Method } from '../src/operation.js';

const FILE = 'docs/coverage.md';
const ROOT = '/identityGovernance/entitlementManagement';
const METHODS: readonly Method[] = ['GET', 'POST', 'PATCH', 'PUT', 'DELETE'];

/** Path -> method -> documentation page, or null where the service documents none. */
type Addressable = Readonly<Record<string, Partial<Record<Method, string | null>>>>;

interface Totals {
  implemented: number;
  navigated: number;
  refused: number;
}

const addressable = (version: Version): Addressable =>
  JSON.parse(readFileSync(`test/data/operations/entitlement-management.${version}.json`, 'utf8'));

function resolve(version: Version, path: string): ResourcePath | undefined {
  const concrete = path.replace(/'\{[^}]*\}'/g, "'x'").replace(/\{[^}]*\}/g, 'x');
  try {
    return resolvePath(dialects[version], concrete, () => 'x');
  } catch {
    return undefined;
  }
}

/** What one method of one path does, in a word or two. */
function cell(method: Method, path: ResourcePath | undefined, page: string | null, totals: Totals): string {
  const operation = path && operations.find(method, path);
  const served = operation ?? (path && method === 'GET' && isNavigable(path));
  if (served && (operation || page)) {
    totals.implemented += 1;
    return page ? `implemented: ${page}` : 'implemented';
  }
  if (served) {
    totals.navigated += 1;
    return 'navigated';
  }
  totals.refused += 1;
  if (page) return `refused although documented: ${page}`;
  if (!path) return 'refused: not declared';
  if (isUnimplemented(path)) return 'refused: as the service does';
  return method === 'GET' ? 'refused: function not served' : 'refused: undocumented write';
}

const isNavigable = (path: ResourcePath) =>
  !isUnimplemented(path) && !path.steps.some((step) => step.kind === 'operation');

function section(version: Version): string[] {
  const totals: Totals = { implemented: 0, navigated: 0, refused: 0 };
  const rows = Object.entries(addressable(version)).map(([path, methods]) => {
    const resolved = resolve(version, path);
    const cells = METHODS.map((method) =>
      method in methods ? cell(method, resolved, methods[method] ?? null, totals) : '',
    );
    return `| \`${path.replace(ROOT, '') || '/'}\` | ${cells.join(' | ')} |`;
  });
  return [
    `## ${version}`,
    '',
    `${totals.implemented} implemented, ${totals.navigated} navigated, ${totals.refused} refused.`,
    '',
    `| path | ${METHODS.join(' | ')} |`,
    `|${' --- |'.repeat(METHODS.length + 1)}`,
    ...rows,
    '',
  ];
}

const page = [
  '# Coverage of entitlement management',
  '',
  'Generated from the model and the routes by `npm run coverage`. Every path that an SDK of Microsoft can address below',
  `\`${ROOT}\`, and what each method does: **implemented** (a documented operation), **navigated**`,
  '(undocumented, answered from the model), **refused** (with a Graph error that says so).',
  '',
  ...section('v1.0'),
  ...section('beta'),
].join('\n');

if (!process.argv.includes('--check')) {
  writeFileSync(FILE, page);
} else if (readFileSync(FILE, 'utf8') !== page) {
  process.stderr.write(`${FILE} is stale: run \`npm run coverage\` and commit it.\n`);
  process.exit(1);
}
