/** Plays the steps of the tutorial against an emulator. */
import { differences, fill, type Ids } from './shape.js';
import type { Step } from './tutorial-steps.js';

export type Send = (method: string, url: string, body?: object) => Promise<{ status: number; body: unknown }>;

/** Sends one step and says what is wrong with the answer. `ids` are those that earlier steps have learnt. */
export async function play(step: Step, send: Send, ids: Ids): Promise<string[]> {
  const body = step.body && (JSON.parse(fill(JSON.stringify(step.body), ids)) as object);
  const answer = await send(step.method, fill(step.url, ids), body);
  if (answer.status !== step.status) {
    return [`${step.status} wanted, got ${answer.status}: ${JSON.stringify(answer.body)}`];
  }
  if (step.status === 204) return answer.body === undefined ? [] : ['204 with a body'];
  return differences(step.prints, answer.body, ids);
}

/** Plays steps in order; answers the ids by name. @throws at the first answer that is not as printed */
export async function playAll(steps: readonly Step[], send: Send, ids: Ids = new Map()): Promise<Ids> {
  for (const step of steps) {
    const wrong = await play(step, send, ids);
    if (wrong.length > 0) throw new Error(`${step.does}:\n${wrong.join('\n')}`);
  }
  return ids;
}
