// The yardstick: Fastify and nothing else. It gives the same answer to every GET of one path, told by its only argument:
// { "path": "/v1.0/users/…", "status": 200, "headers": { … }, "body": "…" }
import { fastify } from 'fastify';

const { path, status, headers, body } = JSON.parse(process.argv[2] ?? '');
const app = fastify();
app.get(path, (_request, reply) => reply.status(status).headers(headers).send(body));
console.log(`listening on ${await app.listen({ port: 0, host: '127.0.0.1' })}`);
process.once('SIGTERM', () => app.close());
