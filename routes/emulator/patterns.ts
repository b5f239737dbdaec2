/** How requests are meant: by faults and by whoever asks the journal. */
import Type from 'typebox';

export const pattern = {
  method: Type.Optional(Type.String({ description: 'One method, or several with commas between.' })),
  path: Type.Optional(
    Type.String({
      description: "Below the version, without query: '/users/*', '/groups/**'. '*' is one segment, '**' any number.",
    }),
  ),
  version: Type.Optional(Type.Union([Type.Literal('v1.0'), Type.Literal('beta')])),
};
