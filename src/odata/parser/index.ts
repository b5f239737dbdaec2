export { ODataSyntaxError } from './errors.js';
export { Budget, LIMITS } from './limits.js';
export { parseExpand, parseFilter, parseOrderBy, parseQuery, parseSearch, parseSelect } from './options.js';
