// Calling a request off: free at once; where something of it is charged anyway, whoever cancels is
// told so and asked first.
import type { ButtonInteraction } from 'discord.js';
import { ButtonStyle } from 'discord-api-types/v10';
import { accountOf } from '../../src/accounts/accounts.store.ts';
import type { App } from '../../src/app.ts';
import { formatUsd } from '../../src/billing/money.ts';
import { type PrivateAnswer, tellPrivately } from '../../src/discord/api/respond.ts';
import { button, row } from '../../src/discord/rendering/result-controls.ts';
import { addAudit } from '../../src/servers/audit.store.ts';
import type { TaskRow } from '../../src/store/request-tables.ts';
import type { CancelResult } from '../../src/tasks/lifecycle/ending/cancel.ts';
import { shownTasks } from '../../src/tasks/requests/request-images.ts';
import { countOf } from '../../src/tasks/requests/request-options.ts';
import type { RequestView } from '../../src/tasks/requests/request-view.ts';
import { isOpen } from '../../src/tasks/requests/task-states.ts';
import { joinSentences } from '../../src/text/join-words.ts';
import type { Language } from '../../src/text/text.ts';

/** Whose request it is, and in whose name it is called off. */
interface Governed {
  view: RequestView;
  as: 'member' | 'moderator';
}

/**
 * After a click that was taken.
 * @returns what became of it; where it is `charged-anyway`, they have been asked
 */
export async function cancelOrAsk(interaction: ButtonInteraction, app: App, governed: Governed): Promise<CancelResult> {
  const result = await cancel(interaction, app, governed, { evenIfCharged: false });
  if (result.outcome === 'charged-anyway') {
    const question = chargedAnyway(governed, result, app.languageOf(interaction.locale));
    await tellPrivately(app.webhook, interaction, question);
  }
  return result;
}

/** What the provider has started too: whoever cancels knows that it is charged. */
export const cancelAnyway = (interaction: ButtonInteraction, app: App, governed: Governed): Promise<CancelResult> =>
  cancel(interaction, app, governed, { evenIfCharged: true });

async function cancel(
  { user }: ButtonInteraction,
  app: App,
  { view: { request }, as }: Governed,
  how: { evenIfCharged: boolean },
): Promise<CancelResult> {
  const result = await app.tasks.cancel(request.id, { userId: user.id, as }, how);
  if (result.outcome === 'charged-anyway' || result.cancelled + result.started.length === 0) return result;
  if (as === 'moderator')
    await app.db.transaction().execute(async (trx) => {
      await addAudit(trx, {
        guild_id: request.guild_id,
        actor_account_id: await accountOf(trx, user.id, app.now()),
        action: 'result.cancel',
        target: `member:${request.account_id}`,
        before: request.id,
        after: null,
        reason: null,
        created_at: app.now(),
      });
    });
  if (result.started.length > 0) app.display.showProgress(request.id);
  return result;
}

type ChargedAnyway = Extract<CancelResult, { outcome: 'charged-anyway' }>;

function chargedAnyway({ view, as }: Governed, { free, charged }: ChargedAnyway, language: Language): PrivateAnswer {
  const { t } = language;
  const cost = costOfStarted(charged, language);
  const isOnly = countOf(view.request) === 1;
  const words = [
    isOnly ? t('cancel.charged', { cost }) : t('cancel.someCharged', { count: charged.length, cost }),
    ...(free > 0 ? [t('cancel.someFree', { count: free })] : []),
    t(as === 'moderator' ? 'cancel.stopped' : 'cancel.kept', { count: charged.length }),
  ];
  return {
    content: joinSentences(words, language),
    components: [
      row(
        button('cancel-anyway', t('button.cancelAnyway'), view.request.id, ButtonStyle.Danger),
        button('cancel-not', t('button.letFinish'), view.request.id),
      ),
    ],
  };
}

/** What became of a cancel that was confirmed, in words. */
export function describeCancelled(result: CancelResult, language: Language): string {
  const { t } = language;
  if (result.outcome === 'charged-anyway') throw new Error('a cancel that was confirmed asks nothing');
  const { cancelled, started } = result;
  if (started.length === 0) return t('request.cancelled');
  const words = [
    t('request.cancelAsked', { count: started.length, cost: costOfStarted(started, language) }),
    ...(cancelled > 0 ? [t('cancel.freed', { count: cancelled })] : []),
  ];
  return joinSentences(words, language);
}

const costOfStarted = (tasks: readonly TaskRow[], { locale }: Language): string =>
  formatUsd(
    tasks.reduce((sum, { cost_micros, estimate_micros }) => sum + (cost_micros ?? estimate_micros), 0),
    locale,
  );

/** Why there was nothing to cancel. @param view as it was when that was clicked */
export async function whyTooLate({ requests }: App, view: RequestView, { t }: Language): Promise<string> {
  const { tasks } = (await requests.find(view.request.id)) ?? view;
  const isCalledOff = ({ state, cancel_requested_at }: TaskRow) =>
    state === 'cancelled' || cancel_requested_at !== null;
  if (tasks.some(isOpen) || tasks.every(isCalledOff)) return t('refusal.alreadyCancelled');
  const isUndelivered = view.request.delivered_at === null && shownTasks(view).length > 0;
  return t(isUndelivered ? 'refusal.finishedUnshown' : 'refusal.tooLate');
}
