/** Answers that are late, and connections that are reset instead. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Disturbance } from '../operation.js';

/** Lets `send` happen late, or the connection end without an answer. */
export function disturb(
  request: FastifyRequest,
  reply: FastifyReply,
  { latency = 0, reset = false }: Disturbance,
  send: () => void,
): void {
  const finish = reset ? () => resetConnection(request, reply) : send;
  if (latency > 0) setTimeout(late, latency, finish, reply);
  else finish();
}

/** Nobody else catches what goes wrong in a timer. */
function late(finish: () => void, reply: FastifyReply): void {
  try {
    finish();
  } catch (error) {
    reply.send(error);
  }
}

function resetConnection(request: FastifyRequest, reply: FastifyReply): void {
  reply.hijack();
  const { socket } = request.raw;
  // In-process requests have no socket that could be reset; to their sender the answer breaks off.
  if (typeof socket.resetAndDestroy === 'function') socket.resetAndDestroy();
  else reply.raw.destroy(new Error('The connection was reset.'));
}
