export type Role = 'viewer' | 'moderator' | 'producer' | 'admin';

/** From least to most; each may do what those before it may. */
export const roles: readonly Role[] = ['viewer', 'moderator', 'producer', 'admin'];

export type Ability = 'read' | 'run' | 'change' | 'administer';

const needs: Readonly<Record<Ability, Role>> = { read: 'viewer', run: 'moderator', change: 'producer', administer: 'admin' };

/** What the pages offer. The server decides for itself; this only hides what it would refuse. */
export const can = (role: Role | null, ability: Ability): boolean =>
  role !== null && roles.indexOf(role) >= roles.indexOf(needs[ability]);

/** In words, for the pages that hand out roles. */
export const roleMeaning: Readonly<Record<Role, string>> = {
  viewer: 'sees everything, changes nothing',
  moderator: 'runs a service: admits, hides, holds, blanks',
  producer: 'runs services, and creates and changes them and the churches',
  admin: 'may do everything, and hands out API keys and accounts',
};
