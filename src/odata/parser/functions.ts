/** Functions that the grammar library knows; it also checks the number of their arguments. */
const OF_LIBRARY: ReadonlySet<string> = new Set([
  ...['contains', 'startswith', 'endswith', 'length', 'indexof', 'substring', 'substringof', 'tolower', 'toupper'],
  ...['trim', 'concat', 'year', 'month', 'day', 'hour', 'minute', 'second', 'fractionalseconds', 'totalseconds'],
  ...['date', 'time', 'totaloffsetminutes', 'mindatetime', 'maxdatetime', 'now', 'round', 'floor', 'ceiling'],
  ...['geo.distance', 'geo.length', 'geo.intersects'],
]);

/** Functions of OData 4.01 that it does not know, or reads wrongly: the least and the most arguments. */
const OTHERS: ReadonlyMap<string, readonly [least: number, most: number]> = new Map([
  ['matchespattern', [2, 2]],
  ['hassubset', [2, 2]],
  ['hassubsequence', [2, 2]],
  ['cast', [1, 2]],
  ['isof', [1, 2]],
]);

/** Who checks a call of the function (given in lower case): the library, a number of arguments, or nobody here. */
export function arityOf(name: string): 'library' | readonly [least: number, most: number] | undefined {
  return OF_LIBRARY.has(name) ? 'library' : OTHERS.get(name);
}

/** `cast` and `isof` end with the name of a type. */
export function takesType(name: string): boolean {
  return name === 'cast' || name === 'isof';
}
