// Saving and deleting presets: one's own, or the server's for those who manage it, which stands in
// the audit trail.

import type { RepliableInteraction } from 'discord.js';
import { accountOf } from '../../src/accounts/accounts.store.ts';
import type { App } from '../../src/app.ts';
import type { WallMs } from '../../src/clock.ts';
import { requireServer } from '../../src/discord/interactions/access.ts';
import { plainLine, quote } from '../../src/discord/rendering/safe-text.ts';
import { UserError } from '../../src/errors.ts';
import { deletePreset, type PresetOptions, type PresetOwner, savePreset } from '../../src/presets/presets.store.ts';
import { addAudit } from '../../src/servers/audit.store.ts';

export const PRESET_NAME_MAX = 40;
/** Leaves room in a prompt for what is typed. */
export const PRESET_PROMPT_MAX = 2_000;
const PROMPT_IN_TRAIL_MAX = 120;

export interface GivenPreset {
  name: string;
  prompt: string;
  options: PresetOptions;
  /** For all members of the server. */
  isServers: boolean;
}

/**
 * @returns what was done, in words.
 * @throws {UserError} for whoever may not, for an empty name or prompt, and where there is no room
 */
export async function keepPreset(interaction: RepliableInteraction, app: App, given: GivenPreset): Promise<string> {
  const { t } = app.languageOf(interaction.locale);
  const name = plainLine(given.name).slice(0, PRESET_NAME_MAX);
  const prompt = given.prompt.trim();
  if (name === '' || prompt === '') throw new UserError(t('refusal.emptyPreset'));
  const now = app.now();
  const ownerOf = await ownerFor(interaction, app, given.isServers);
  const outcome = await app.db.transaction().execute(async (trx) => {
    const accountId = await accountOf(trx, interaction.user.id, now);
    const owner = ownerOf(accountId);
    const saved = await savePreset(trx, owner, { name, prompt, options: given.options }, { accountId, now });
    const before = saved.outcome === 'replaced' ? saved.before : null;
    if (saved.outcome === 'saved' || saved.outcome === 'replaced')
      await noteInTrail(trx, owner, accountId, { action: 'preset.save', name, before, after: prompt, now });
    return saved;
  });
  if (outcome.outcome === 'full') throw new UserError(t('refusal.tooManyPresets', { most: outcome.limit }));
  const words = { name: quote(name, PRESET_NAME_MAX) };
  if (outcome.outcome === 'unchanged') return t('preset.unchanged', words);
  if (outcome.outcome === 'replaced') return t('preset.replaced', words);
  return t(given.isServers ? 'preset.savedForServer' : 'preset.saved', words);
}

/**
 * @param preset one that can be used here, as it was found.
 * @throws {UserError} for whoever may not
 */
export async function dropPreset(
  interaction: RepliableInteraction,
  app: App,
  preset: { id: number; name: string; isServers: boolean },
): Promise<string> {
  const { t } = app.languageOf(interaction.locale);
  const now = app.now();
  const ownerOf = await ownerFor(interaction, app, preset.isServers);
  await app.db.transaction().execute(async (trx) => {
    const accountId = await accountOf(trx, interaction.user.id, now);
    const owner = ownerOf(accountId);
    const before = await deletePreset(trx, owner, preset.id);
    if (before === undefined) return;
    await noteInTrail(trx, owner, accountId, { action: 'preset.delete', name: preset.name, before, after: null, now });
  });
  return t('preset.deleted', { name: quote(preset.name, PRESET_NAME_MAX) });
}

/**
 * Checks rights before the transaction, which reads the account.
 * @throws {UserError} for whoever may not
 */
async function ownerFor(
  interaction: RepliableInteraction,
  app: App,
  isServers: boolean,
): Promise<(accountId: number) => PresetOwner> {
  if (!isServers) return (accountId) => ({ accountId });
  const guildId = await requireServer(interaction, 'manager', app);
  return () => ({ guildId });
}

interface Change {
  action: 'preset.save' | 'preset.delete';
  name: string;
  before: string | null;
  after: string | null;
  now: WallMs;
}

/** What concerns one's own presets alone is nobody's business. */
async function noteInTrail(
  trx: Parameters<typeof addAudit>[0],
  owner: PresetOwner,
  accountId: number,
  { action, name, before, after, now }: Change,
): Promise<void> {
  if (!('guildId' in owner)) return;
  const shown = (prompt: string | null) => (prompt === null ? null : quote(prompt, PROMPT_IN_TRAIL_MAX));
  await addAudit(trx, {
    guild_id: owner.guildId,
    actor_account_id: accountId,
    action,
    target: name,
    before: shown(before),
    after: shown(after),
    reason: null,
    created_at: now,
  });
}
