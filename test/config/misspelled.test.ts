// Names that are almost those of settings are told with what was meant; those of others are left
// alone.
import { describe, expect, it } from 'vitest';
import { applicationIdOf } from '../../src/config/application-id.ts';
import { findMisspelled } from '../../src/config/misspelled.ts';
import { createSecret } from '../../src/config/secret.ts';
import { settings } from '../../src/config/settings.ts';

/**
 * The setting of kept images that ends with `end`, whichever word for them its name begins with.
 */
function keptImages(end: string): string {
  const found = Object.keys(settings).find((name) => new RegExp(`^(PICTURE|IMAGE)S?_${end}$`).test(name));
  if (found === undefined) throw new Error(`no setting of kept images ends with ${end}`);
  return found;
}

describe('a name that is almost a setting’s', () => {
  it.each([
    ['DEFAULT_MEMBER_BUDGT', 'DEFAULT_MEMBER_BUDGET'],
    ['DISCORD_BOT_TOKEN', 'DISCORD_TOKEN'],
    ['VTRIX_KEY', 'VTRIX_API_KEY'],
    ['DISCORD_TOKEN_FIEL', 'DISCORD_TOKEN_FILE'],
    ['host_budget', 'HOST_BUDGET'],
    ['HOST-BUDGET', 'HOST_BUDGET'],
    ['ALLOWED_GUILD', 'ALLOWED_GUILDS'],
    ['IMAGE_MODEL', 'IMAGE_MODELS'],
    ['PICTURE_MODELS', 'IMAGE_MODELS'],
    ['BUDGET_HOST', 'HOST_BUDGET'],
    ['OPERATOR_BUDGET', 'HOST_BUDGET'],
    ['ALLOWED_SERVERS', 'ALLOWED_GUILDS'],
    ['MAX_CONCURRENT_PER_USER', 'MAX_CONCURRENT_PER_MEMBER'],
    ['DEFAULT_USER_BUDGET', 'DEFAULT_MEMBER_BUDGET'],
    ['HOST_TIMEZONE', 'HOST_TIME_ZONE'],
  ])('%s was to be %s', (given, meant) => {
    expect(findMisspelled({ [given]: 'x' })).toEqual([{ given, meant }]);
  });

  it.each([
    ['IMAGES_DIR', keptImages('DIR')],
    ['IMAGE_DIR', keptImages('DIR')],
    ['IMAGES_FOLDER', keptImages('DIR')],
    ['IMAGES_RETENTION', keptImages('RETENTION')],
    ['IMAGE_RETENTION_DAYS', keptImages('RETENTION')],
    ['IMAGES_RETENTON', keptImages('RETENTION')],
    ['IMAGE_MAX_SIZE', keptImages('MAX_SIZE')],
    ['IMAGES_SIZE_MAX', keptImages('MAX_SIZE')],
    ['PICTURE_DIR', keptImages('DIR')],
    ['PICTURES_RETENTION', keptImages('RETENTION')],
  ])('%s is taken for a setting of kept images', (given, meant) => {
    if (given === meant) expect(findMisspelled({ [given]: 'x' })).toEqual([]);
    else expect(findMisspelled({ [given]: 'x' })).toEqual([{ given, meant }]);
  });

  it('that is empty is not given', () => {
    expect(findMisspelled({ HOST_BUDGE: '' })).toEqual([]);
  });
});

it('leaves alone what a shell, a container or Node has', () => {
  const names =
    'PATH HOME HOSTNAME HOSTTYPE USER SHELL LANG LC_ALL TERM TZ PWD OLDPWD LOGNAME HTTP_PROXY HTTPS_PROXY NO_PROXY NODE_ENV NODE_OPTIONS NODE_COMPILE_CACHE MALLOC_ARENA_MAX npm_config_registry npm_lifecycle_event KUBERNETES_SERVICE_HOST KUBERNETES_PORT INVOCATION_ID JOURNAL_STREAM SYSTEMD_EXEC_PID DATABASE_URL HTTP_PORT VTRIX_API_KEY_FILE SSL_CERT_FILE XDG_RUNTIME_DIR IMAGE_TAG IMAGE_NAME IMAGE_ID SERVER_NAME USER_HOME HOST_NAME HOST_NETWORK_MODE';
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
