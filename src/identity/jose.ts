/** The library that makes and checks tokens. Most processes see none, and start sooner without it. */
let loading: Promise<typeof import('jose')> | undefined;

export function jose(): Promise<typeof import('jose')> {
  loading ??= import('jose');
  return loading;
}
