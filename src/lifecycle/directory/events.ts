/** What falls due in the directory. */
import type { EventHandlers } from '../drain.js';
import { purgeItem } from './deleted-items.js';
import { PURGE } from './deletion.js';

export const directoryEvents: EventHandlers = { [PURGE]: purgeItem };
