/** Every documented operation of both versions. */
import { Operations } from '../src/operation.js';
import { deltaOperations } from './directory/delta.js';
import { directoryOperations } from './directory/index.js';
import { entitlementOperations } from './entitlement/index.js';

export const operations = new Operations([...directoryOperations, ...deltaOperations, ...entitlementOperations]);
