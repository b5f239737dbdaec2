/** Whether two values say the same: null and nothing do. */
export function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object') return (one ?? undefined) === (other ?? undefined);
  if (one === null || other === null) return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  return isWithin(one, other) && isWithin(other, one);
}

/** Whether what one says the other says too. */
function isWithin(one: object, other: object): boolean {
  for (const name in one) {
    if (!isSame((one as Record<string, unknown>)[name], (other as Record<string, unknown>)[name])) return false;
  }
  return true;
}
