// Roles by which a server gives its members rights.

export type RoleWithRights = 'moderator_role' | 'manager_role';

/** Discord gives the role that everybody has, @everyone, the id of its server. */
export const isEveryone = (roleId: string, guildId: string): boolean => roleId === guildId;

/**
 * The role that gives a right in a server, where one does: @everyone, which older versions let
 * managers choose, gives none, or everybody would have it.
 */
export function roleWithRights(
  name: RoleWithRights,
  settings: { readonly [Name in RoleWithRights]?: string | undefined },
  guildId: string,
): string | undefined {
  const role = settings[name];
  return role === undefined || isEveryone(role, guildId) ? undefined : role;
}
