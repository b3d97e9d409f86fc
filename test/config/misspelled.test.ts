// Names that are almost those of settings are told with what was meant; those of others are left alone.
import { describe, expect, it } from 'vitest';
import { applicationIdOf } from '../../src/config/application-id.ts';
import { findMisspelled } from '../../src/config/misspelled.ts';
import { createSecret } from '../../src/config/secret.ts';

describe('a name that is almost a setting’s', () => {
  it.each([
    ['DEFAULT_MEMBER_BUDGT', 'DEFAULT_MEMBER_BUDGET'],
    ['DISCORD_BOT_TOKEN', 'DISCORD_TOKEN'],
    ['VTRIX_KEY', 'VTRIX_API_KEY'],
    ['DISCORD_TOKEN_FIEL', 'DISCORD_TOKEN_FILE'],
    ['host_budget', 'HOST_BUDGET'],
    ['HOST-BUDGET', 'HOST_BUDGET'],
    ['ALLOWED_GUILD', 'ALLOWED_GUILDS'],
  ])('%s was to be %s', (given, meant) => {
    expect(findMisspelled({ [given]: 'x' })).toEqual([{ given, meant }]);
  });

  it('that is empty is not given', () => {
    expect(findMisspelled({ HOST_BUDGE: '' })).toEqual([]);
  });
});

it('leaves alone what a shell, a container or Node has', () => {
  const names =
    'PATH HOME HOSTNAME HOSTTYPE USER SHELL LANG LC_ALL TERM TZ PWD OLDPWD LOGNAME HTTP_PROXY HTTPS_PROXY NO_PROXY NODE_ENV NODE_OPTIONS NODE_COMPILE_CACHE MALLOC_ARENA_MAX npm_config_registry npm_lifecycle_event KUBERNETES_SERVICE_HOST KUBERNETES_PORT INVOCATION_ID JOURNAL_STREAM SYSTEMD_EXEC_PID DATABASE_URL HTTP_PORT VTRIX_API_KEY_FILE SSL_CERT_FILE XDG_RUNTIME_DIR';
  expect(findMisspelled(Object.fromEntries(names.split(' ').map((name) => [name, 'x'])))).toEqual([]);
});

describe('the application', () => {
  it.each([
    ['MTAwMDAwMDAwMDAwMDAwMDAx.GhIjKl.mNoPqRsTuVwXyZ', '100000000000000001'],
    ['playground.bot.token', undefined],
    ['', undefined],
  ])('of the token %s is %s', (token, id) => {
    expect(applicationIdOf(createSecret(token))).toBe(id);
  });
});
