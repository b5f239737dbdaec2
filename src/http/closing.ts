/** The end of a server: its last answers end their connections, which clients would keep, and which would keep the server. */
import type { FastifyInstance } from 'fastify';

export function endConnections(fastify: FastifyInstance): void {
  let isClosing = false;
  fastify.addHook('preClose', async () => {
    isClosing = true;
  });
  fastify.addHook('onSend', (_request, reply, _payload, done) => {
    if (isClosing) reply.header('connection', 'close');
    done();
  });
  // Of an answer that had begun before, nobody was told.
  fastify.addHook('onResponse', ({ raw: { socket } }, _reply, done) => {
    // In-process requests have no socket that could be kept.
    if (isClosing && 'destroySoon' in socket) socket.destroySoon();
    done();
  });
}
