/** `@odata.context`: which set or path an answer's entities belong to. */
import type { EntityType, Navigation } from '../../model/edm.js';
import type { ResourcePath, Step } from './resource-path.js';

/**
 * The fragment behind `$metadata#`, without select list and `/$entity`: the entity set for what is not contained, else
 * the path, keys in parentheses (`users('id')/appRoleAssignments`).
 */
export function contextOf(path: ResourcePath): string {
  return fragmentOf(path, path.steps);
}

/** The fragment of one entity: `users/$entity`, not `users('id')/$entity`, because the key is the entity's, not the set's. */
export function entityContextOf(path: ResourcePath): string {
  const { steps } = path;
  return fragmentOf(path, steps.at(-1)?.kind === 'key' ? steps.slice(0, -1) : steps);
}

function fragmentOf(path: ResourcePath, steps: readonly Step[]): string {
  let fragment = '';
  for (const step of steps) {
    if (step.kind === 'suffix') break;
    fragment = append(path, fragment, step);
  }
  return fragment;
}

function append(path: ResourcePath, fragment: string, step: Step): string {
  switch (step.kind) {
    case 'set':
    case 'singleton':
      return step.name;
    case 'key':
      return `${fragment}('${step.key.replaceAll("'", "''")}')`;
    case 'navigation':
      return navigated(path, fragment, step);
    case 'cast':
      return setOf(path, step.type) ?? `${fragment}/microsoft.graph.${step.type.name}`;
    case 'property':
      return `${fragment}/${step.name}`;
    case 'operation':
      return returned(path, fragment, step);
    default:
      return fragment;
  }
}

function navigated(
  path: ResourcePath,
  fragment: string,
  step: { name: string; navigation: Navigation; type: EntityType },
): string {
  if (step.navigation.context) return step.navigation.context;
  const set = step.navigation.contained ? undefined : setOf(path, step.type);
  return set ?? `${fragment}/${step.name}`;
}

function returned(path: ResourcePath, fragment: string, step: Extract<Step, { kind: 'operation' }>): string {
  const { returns } = step.operation;
  if (returns?.type) {
    const type = path.dialect.type(returns.type);
    return setOf(path, type) ?? (fragment || `microsoft.graph.${type.name}`);
  }
  return fragment;
}

/** The entity set of a type, or of what it derives from. */
function setOf(path: ResourcePath, type: EntityType): string | undefined {
  for (let at: EntityType | undefined = type; at; at = at.base ? path.dialect.findType(at.base) : undefined) {
    for (const { name, is } of path.dialect.sets.values()) if (is.type === at.name) return name;
  }
  return undefined;
}
