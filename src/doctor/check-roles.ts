// Whether a role that servers chose for moderators or managers gives no rights, since everybody has
// it.
import { existsSync } from 'node:fs';
import { everyoneWithRights } from '../servers/settings.store.ts';
import { openDatabaseReadOnly } from '../store/open-database.ts';
import { sqlitePath } from '../store/sqlite-path.ts';
import { defineCheck } from './check.ts';
import { warning } from './finding.ts';

export const checkRoles = defineCheck('roles', ['DATABASE_URL'], async ({ DATABASE_URL }) => {
  if (!existsSync(sqlitePath(DATABASE_URL))) return [];
  const db = openDatabaseReadOnly(DATABASE_URL);
  // A database that cannot be read is the database check's finding.
  const found = await everyoneWithRights(db)
    .catch(() => [])
    .finally(() => db.destroy());
  return found.map(({ guildId, name }) =>
    warning(
      `the ${name} of server ${guildId} is @everyone, which gives nobody these rights`,
      `Ask a manager of that server to choose another role: /settings ${name}.`,
    ),
  );
});
