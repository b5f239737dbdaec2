/** Seeds: what a tenant is to hold, written by people or by an export. */
export { SeedError } from './errors.js';
export { exportTenant } from './export.js';
export { generate } from './generate.js';
export { type Loaded, loadSeed } from './load.js';
export { checkSeed, type ReadSeed, readSeed } from './parse.js';
export { Seed } from './schema.js';
