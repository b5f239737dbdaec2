/** Navigations and limits that several types have alike. */
import { many } from '../edm.js';
import { members } from './tables.js';

/** `$expand` answers twenty objects at most and takes no options ("Limitations of $expand", query parameters page). */
export const inTwenties = { items: 20, options: [] } as const;
/** The same, for navigations that take `$select` inside. */
export const selectable = { items: 20, options: ['$select'] } as const;

/** Groups, directory roles and administrative units that an object is in. */
export const memberOfAny = many('directoryObject', { link: members, end: 'right' }, { limits: selectable });
