// Opening the form for an edit, or for a request that was refused: what it is about is written down
// as a draft, the form's id carries the draft's.
import type { RepliableInteraction } from 'discord.js';
import { accountOf } from '../../src/accounts/accounts.store.ts';
import type { App } from '../../src/app.ts';
import { showModal } from '../../src/discord/api/respond.ts';
import { UserError } from '../../src/errors.ts';
import type { RequestRow } from '../../src/store/request-tables.ts';
import type { DraftRow } from '../../src/store/schema.ts';
import type { InputSource } from '../../src/tasks/requests/input-source.ts';
import type { Spoiler } from '../../src/tasks/requests/request-options.ts';
import { refuseBlocked } from '../shared/refuse-blocked.ts';
import { type EditFields, editFieldsOf, editForm, parseEditFields } from './edit-form.ts';

export interface EditStart {
  kind: RequestRow['kind'];
  sources: readonly InputSource[];
  /** Whether what comes of it is for its member alone, without a choice. */
  mustBePrivate: boolean;
  spoiler: Spoiler;
  /** Whose avatar it is. */
  subjectAccountId?: number;
}

/** A draft, read back. */
export interface EditDraft extends EditStart {
  id: string;
  fields: EditFields;
  /** Why it was refused, in words. */
  refusal?: string;
}

/** Must be the interaction's first answer. @param typed what stands in the form already */
export async function openEditForm(
  interaction: RepliableInteraction,
  app: App,
  start: EditStart,
  typed: Partial<EditFields> = {},
): Promise<void> {
  const accountId = await accountOf(app.db, interaction.user.id, app.now());
  await refuseBlocked(interaction, app, accountId);
  const fields = editFieldsOf(typed);
  const id = await app.drafts.keep(interaction.user.id, draftRow(start, fields));
  await showDraft(interaction, app, { ...start, id, fields });
}

/** What somebody asked for, as far as the form can take it. */
export interface TypedRequest extends EditStart {
  fields: Partial<EditFields>;
}

/**
 * Carries out what somebody asked for. Where it is refused and changing it can help, all of it is
 * kept as a draft that the refusal names, so that nothing has to be typed or attached anew.
 * @param describe called where it is refused
 * @throws what `submit` throws
 */
export async function keepingDraft(
  app: App,
  userId: string,
  describe: () => Promise<TypedRequest>,
  submit: () => Promise<void>,
): Promise<void> {
  try {
    await submit();
  } catch (error) {
    if (error instanceof UserError && error.offersChange) await keepRefused(app, userId, describe, error);
    throw error;
  }
}

async function keepRefused(
  app: App,
  userId: string,
  describe: () => Promise<TypedRequest>,
  refusal: UserError,
): Promise<void> {
  try {
    const typed = await describe();
    const row = draftRow(typed, editFieldsOf(typed.fields), refusal.message);
    refusal.draftId = await app.drafts.keep(userId, row);
  } catch (error) {
    // The refusal itself is still to be told.
    app.log.warn({ err: error }, 'what was refused could not be kept as a draft');
  }
}

const draftRow = (start: EditStart, fields: EditFields, refusal: string | null = null) => ({
  kind: start.kind,
  subject_account_id: start.subjectAccountId ?? null,
  is_private: start.mustBePrivate ? 1 : 0,
  sources: JSON.stringify({ images: start.sources, spoiler: start.spoiler }),
  fields: JSON.stringify(fields),
  refusal,
});

export async function showDraft(interaction: RepliableInteraction, app: App, draft: EditDraft): Promise<void> {
  const { t } = app.languageOf(interaction.locale);
  await showModal(app.webhook, interaction, editForm({ ...draft, draftId: draft.id }, t));
}

/** @throws {UserError} for a draft that is another's, unknown or expired */
export async function findEditDraft(interaction: RepliableInteraction, app: App, id: string): Promise<EditDraft> {
  const accountId = await accountOf(app.db, interaction.user.id, app.now());
  const { t } = app.languageOf(interaction.locale);
  const row = await app.drafts.find(id);
  if (!row) throw new UserError(t('refusal.draftGone'));
  if (row.account_id !== accountId) throw new UserError(t('refusal.notYours'));
  return toDraft(row);
}

function toDraft(row: DraftRow): EditDraft {
  const { images, spoiler }: { images: InputSource[]; spoiler: Spoiler } = JSON.parse(row.sources);
  return {
    id: row.id,
    kind: row.kind,
    sources: images,
    spoiler,
    mustBePrivate: row.is_private === 1,
    fields: parseEditFields(row.fields),
    ...(row.refusal === null ? {} : { refusal: row.refusal }),
    ...(row.subject_account_id === null ? {} : { subjectAccountId: row.subject_account_id }),
  };
}
