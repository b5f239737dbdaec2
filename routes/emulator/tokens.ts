/** Tokens without a sign-in. */
import Type from 'typebox';
import { badRequest, objectNotFound } from '../../src/errors/index.js';
import { closed, control } from './declare.js';

const Names = Type.Array(Type.String({ minLength: 1 }));

export const tokenRoutes = {
  mintToken: control({
    method: 'POST',
    path: '/tokens',
    summary:
      'Mints an access token for Graph: of a user (with all delegated permissions, if no scopes are named), or of an application (with those it was given, if no roles are named).',
    body: closed({
      user: Type.Optional(Type.String({ minLength: 1, description: 'The id or user principal name of a user.' })),
      application: Type.Optional(
        Type.String({
          minLength: 1,
          description: 'The appId of an application; with a user, the one it signed in to.',
        }),
      ),
      scopes: Type.Optional(Names),
      roles: Type.Optional(Names),
      expiresIn: Type.Optional(Type.Integer({ description: 'Seconds from now; 3600, if not said.' })),
    }),
    answer: Type.Object({ access_token: Type.String(), token_type: Type.Literal('Bearer') }),
    run: async ({ host, tenant, body }) => {
      if (body.user === undefined && body.application === undefined) {
        throw badRequest("Send 'user' (an id or a user principal name) or 'application' (an appId).");
      }
      const token = await host.service.identity.mint(tenant, body);
      if (token === undefined) throw objectNotFound(body.user ?? '');
      return { access_token: token, token_type: 'Bearer' as const };
    },
  }),
};
