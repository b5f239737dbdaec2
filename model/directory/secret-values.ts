/** What is written and checked, and never told: passwords of users, secrets of applications. */
import type { Draft } from '../edm.js';
import type { Application, ServicePrincipal, User } from './tables.js';

export const passwordProfile = {
  read: (user: User) => user.passwordProfile && { ...user.passwordProfile, password: null },
  write: (draft: Draft, value: unknown) => {
    draft['passwordProfile'] = value;
  },
};

export const passwordCredentials = {
  read: ({ passwordCredentials }: Application | ServicePrincipal) =>
    passwordCredentials?.map((one) => ({ ...one, secretText: null })),
  write: (draft: Draft, value: unknown) => {
    draft['passwordCredentials'] = value;
  },
};
