/** Named snapshots of a tenant. */
import Type from 'typebox';
import { closed, control, Named } from './declare.js';

const Snapshot = Type.Object({
  name: Type.String(),
  takenDateTime: Type.String({ format: 'date-time', description: "The tenant's time when it was taken." }),
});

export const snapshotRoutes = {
  snapshots: control({
    method: 'GET',
    path: '/snapshots',
    summary: "Lists the tenant's snapshots, the oldest first.",
    answer: Type.Object({ value: Type.Array(Snapshot) }),
    run: ({ tenant }) => ({ value: tenant.snapshots.list() }),
  }),
  takeSnapshot: control({
    method: 'POST',
    path: '/snapshots',
    summary: 'Keeps the present state and clock of the tenant under a name, in the place of any other of that name.',
    body: closed({ name: Type.String() }),
    answer: Snapshot,
    run: ({ tenant, body }) => tenant.snapshots.take(body.name),
  }),
  restoreSnapshot: control({
    method: 'POST',
    path: '/snapshots/:name/restore',
    summary:
      'Brings back state and clock of a snapshot, as often as one likes. The same calls after it make the same ids; tokens of pages and changes from before are refused.',
    params: Named,
    answer: Snapshot,
    run: ({ tenant, params }) => tenant.snapshots.restore(params.name),
  }),
  deleteSnapshot: control({
    method: 'DELETE',
    path: '/snapshots/:name',
    summary: 'Forgets a snapshot.',
    params: Named,
    answer: Type.Object({ deleted: Type.String() }),
    run: ({ tenant, params }) => {
      tenant.snapshots.delete(params.name);
      return { deleted: params.name };
    },
  }),
};
