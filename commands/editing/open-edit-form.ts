// Opening the form for an edit: what it starts from is written down as a draft, the form's id carries the draft's.
import type { RepliableInteraction } from 'discord.js';
import type { App } from '../../src/app.ts';
import { showModal } from '../../src/discord/answer.ts';
import { UserError } from '../../src/errors.ts';
import { accountOf } from '../../src/tasks/accounts.store.ts';
import { findDraft, insertDraft } from '../../src/tasks/drafts.store.ts';
import type { InputSource } from '../../src/tasks/inputs.store.ts';
import { type EditFields, editForm, parseEditFields } from './edit-form.ts';
import { refuseBlocked } from './refuse-blocked.ts';

export interface EditStart {
  kind: 'edit' | 'remix';
  sources: readonly InputSource[];
  /** Whether what comes of it is for its member alone, without a choice. */
  mustBePrivate: boolean;
  spoiler: boolean;
  /** Whose avatar it is. */
  subjectAccountId?: number;
}

/** A draft, read back. */
export interface EditDraft extends EditStart {
  id: string;
  fields: EditFields;
}

/** Must be the interaction's first answer. */
export async function openEditForm(interaction: RepliableInteraction, app: App, start: EditStart): Promise<void> {
  const accountId = await accountOf(app.db, interaction.user.id, app.now());
  await refuseBlocked(interaction, app, accountId);
  const id = await insertDraft(
    app.db,
    {
      account_id: accountId,
      kind: start.kind,
      subject_account_id: start.subjectAccountId ?? null,
      is_private: start.mustBePrivate ? 1 : 0,
      sources: JSON.stringify({ pictures: start.sources, spoiler: start.spoiler }),
      fields: '{}',
    },
    app,
  );
  await showDraft(interaction, app, { ...start, id, fields: parseEditFields('{}') });
}

export async function showDraft(interaction: RepliableInteraction, app: App, draft: EditDraft): Promise<void> {
  const { t } = app.languageOf(interaction.locale);
  await showModal(app.webhook, interaction, editForm({ ...draft, draftId: draft.id }, t));
}

/** @throws {UserError} for a draft that is another's, unknown or expired */
export async function findEditDraft(interaction: RepliableInteraction, app: App, id: string): Promise<EditDraft> {
  const accountId = await accountOf(app.db, interaction.user.id, app.now());
  const row = await findDraft(app.db, id, accountId, app.steadyNow());
  if (!row) throw new UserError(app.languageOf(interaction.locale).t('refusal.draftGone'));
  return toDraft(row);
}

function toDraft(row: NonNullable<Awaited<ReturnType<typeof findDraft>>>): EditDraft {
  const { pictures, spoiler }: { pictures: InputSource[]; spoiler: boolean } = JSON.parse(row.sources);
  return {
    id: row.id,
    kind: row.kind,
    sources: pictures,
    spoiler,
    mustBePrivate: row.is_private === 1,
    fields: parseEditFields(row.fields),
    ...(row.subject_account_id === null ? {} : { subjectAccountId: row.subject_account_id }),
  };
}
