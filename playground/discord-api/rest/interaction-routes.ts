// First answers to interactions, and the webhook that an interaction's token opens for fifteen
// minutes.
import { InteractionResponseType as Answer, InteractionType, MessageFlags } from 'discord-api-types/v10';
import { refusals } from '../discord-error.ts';
import { FIRST_ANSWER_MS } from '../first-answer.ts';
import { shown } from '../message-references.ts';
import { createMessage, editMessage, refuseInClosedThread } from '../messages.ts';
import { closeModal, type Modal, openModal } from '../modals.ts';
import type { InteractionAnswer, StoredInteraction, StoredMessage } from '../model.ts';
import { checkMessage, checkModal } from '../rules/message-rules.ts';
import { checkSchema } from '../rules/schema.ts';
import { APPLICATION_ID, botUser } from '../seed.ts';
import { channelById, type DiscordState, deleteMessage, personByKey, tell } from '../state.ts';
import type { Call, Route } from './router.ts';

type Json = Record<string, unknown>;

const TOKEN_LIFE_MS = 15 * 60 * 1000;
const OUTSIDE_FOLLOW_UPS = 5;
/** Discord publishes none; this is what was met. */
const EDIT_LIMIT = { limit: 5, perMs: 5_000 };

export const interactionRoutes: Route[] = [
  { method: 'POST', path: 'interactions/{}/{}/callback', auth: 'none', handle: answerInteraction },
  { method: 'POST', path: 'webhooks/{}/{}', auth: 'none', limit: EDIT_LIMIT, major: 2, handle: followUp },
  {
    method: 'GET',
    path: 'webhooks/{}/{}/messages/{}',
    auth: 'none',
    handle: (state, call) => [200, shown(state, messageOf(state, call).stored)],
  },
  {
    method: 'PATCH',
    path: 'webhooks/{}/{}/messages/{}',
    auth: 'none',
    limit: EDIT_LIMIT,
    major: 2,
    handle: editAnswer,
  },
  {
    method: 'DELETE',
    path: 'webhooks/{}/{}/messages/{}',
    auth: 'none',
    limit: EDIT_LIMIT,
    major: 2,
    handle: deleteAnswer,
  },
];

async function answerInteraction(state: DiscordState, call: Call): Promise<[number, unknown]> {
  const [id = '', token] = call.params;
  const interaction = state.interactions.get(id);
  if (!interaction || interaction.token !== token) throw refusals.unknownInteraction();
  if (interaction.answered !== null) throw refusals.alreadyAnswered();
  if (state.now() - interaction.createdAt > FIRST_ANSWER_MS) throw refusals.unknownInteraction();
  const body = call.body as { type: number; data?: Json }; // Checked next, by its type.
  call.refuseForm(problemsOf(body));
  if ((body.type === Answer.ApplicationCommandAutocompleteResult) !== (interaction.type === 4)) {
    call.refuseForm(['type: does not answer this kind of interaction']);
  }
  interaction.answered = body.type;
  if (interaction.type === InteractionType.ModalSubmit) closeModal(state, interaction);
  const message = await carryOut(state, interaction, body, call);
  state.events.emit('answered', id);
  tell(state, interaction.personKey, { kind: 'interaction', at: state.now(), id, answer: answerOf(body) });
  if (call.query.get('with_response') !== 'true') return [204, undefined];
  const isDeferral = body.type === Answer.DeferredChannelMessageWithSource;
  return [
    200,
    {
      interaction: {
        id,
        type: interaction.type,
        ...(message
          ? {
              response_message_id: message.message.id,
              response_message_loading: isDeferral,
              response_message_ephemeral: interaction.ephemeral,
            }
          : {}),
      },
      ...(message && !isDeferral ? { resource: { type: body.type, message: shown(state, message) } } : {}),
    },
  ];
}

function problemsOf(body: { type: number; data?: Json }): string[] {
  const data = body?.data ?? {};
  switch (body?.type) {
    case Answer.ChannelMessageWithSource:
    case Answer.DeferredChannelMessageWithSource:
      return [...checkSchema('CreateMessageInteractionCallbackRequestSchema', body), ...checkMessage(data)];
    case Answer.DeferredMessageUpdate:
    case Answer.UpdateMessage:
      return [...checkSchema('UpdateMessageInteractionCallbackRequestSchema', body), ...checkMessage(data)];
    case Answer.ApplicationCommandAutocompleteResult:
      return [
        ...checkSchema('ApplicationCommandAutocompleteCallbackRequestSchema', body),
        ...(Array.isArray(data.choices) && data.choices.length > 25 ? ['data.choices: more than 25'] : []),
      ];
    case Answer.Modal:
      return [...checkSchema('ModalInteractionCallbackRequestSchema', body), ...checkModal(data)];
    default:
      return ['type: unknown'];
  }
}

/** @returns the message the answer made or changed, if any */
async function carryOut(
  state: DiscordState,
  interaction: StoredInteraction,
  body: { type: number; data?: Json },
  call: Call,
): Promise<StoredMessage | undefined> {
  const data = body.data ?? {};
  if (body.type === Answer.ChannelMessageWithSource || body.type === Answer.DeferredChannelMessageWithSource) {
    interaction.ephemeral = interaction.mustBePrivate || (Number(data.flags ?? 0) & MessageFlags.Ephemeral) !== 0;
    const isDeferral = body.type === Answer.DeferredChannelMessageWithSource;
    const stored = await writeAnswer(state, interaction, {
      body: isDeferral ? {} : data,
      files: isDeferral ? new Map() : call.files,
      isLoading: isDeferral,
    });
    interaction.originalId = stored.message.id;
    return stored;
  }
  if (body.type === Answer.Modal) {
    if (interaction.type === InteractionType.ModalSubmit) call.refuseForm(['type: a form cannot answer a form']);
    openModal(state, interaction, data as unknown as Modal); // Checked by schema.
    return undefined;
  }
  if (body.type === Answer.UpdateMessage || body.type === Answer.DeferredMessageUpdate) {
    const source = interaction.sourceId === null ? undefined : state.messages.get(interaction.sourceId);
    if (!source) throw refusals.unknownMessage();
    interaction.originalId = source.message.id;
    return body.type === Answer.UpdateMessage ? editMessage(state, source, data, call.files) : source;
  }
  return undefined;
}

function writeAnswer(
  state: DiscordState,
  interaction: StoredInteraction,
  { body, files, isLoading }: { body: Json; files: Call['files']; isLoading: boolean },
): Promise<StoredMessage> {
  const channel = channelById(state, interaction.channelId);
  if (!channel) throw refusals.unknownChannel();
  const { user } = personByKey(state, interaction.personKey);
  return createMessage(state, {
    channel,
    author: botUser,
    body,
    files,
    flags: (interaction.ephemeral ? MessageFlags.Ephemeral : 0) | (isLoading ? MessageFlags.Loading : 0),
    onlyFor: interaction.ephemeral ? interaction.personKey : null,
    interaction: { id: interaction.id, type: interaction.type, user, name: interaction.commandName },
    isWebhook: true,
    mayBeEmpty: isLoading,
  });
}

function answerOf({ type, data }: { type: number; data?: Json }): InteractionAnswer {
  if (type === Answer.ApplicationCommandAutocompleteResult)
    return { outcome: 'choices', choices: (data?.choices ?? []) as [] }; // Checked by schema.
  if (type === Answer.Modal) return { outcome: 'modal', modal: data };
  return { outcome: 'answered', type };
}

function interactionOf(state: DiscordState, [applicationId, token]: string[]): StoredInteraction {
  const interaction = [...state.interactions.values()].find((candidate) => candidate.token === token);
  if (applicationId !== APPLICATION_ID || !interaction) throw refusals.unknownWebhook();
  if (state.now() - interaction.createdAt > TOKEN_LIFE_MS) throw refusals.deadToken();
  return interaction;
}

function messageOf(state: DiscordState, { params }: Call): { interaction: StoredInteraction; stored: StoredMessage } {
  const interaction = interactionOf(state, params);
  // A webhook does not exist before the interaction has its first answer.
  if (interaction.answered === null) throw refusals.unknownWebhook();
  const id = params[2] === '@original' ? interaction.originalId : params[2];
  const stored = state.messages.get(id ?? '');
  const isOwn = stored && (stored.interactionId === interaction.id || stored.message.id === interaction.originalId);
  if (!stored || !isOwn) throw refusals.unknownMessage();
  return { interaction, stored };
}

async function editAnswer(state: DiscordState, call: Call): Promise<[number, unknown]> {
  const { stored } = messageOf(state, call);
  refuseInClosedThread(state, stored);
  const body = call.body as Json; // Checked next.
  call.refuseForm([...checkSchema('IncomingWebhookUpdateRequestPartialSchema', body), ...checkMessage(body)]);
  return [200, shown(state, await editMessage(state, stored, body, call.files))];
}

function deleteAnswer(state: DiscordState, call: Call): [number, unknown] {
  const { stored } = messageOf(state, call);
  refuseInClosedThread(state, stored);
  deleteMessage(state, stored.message);
  return [204, undefined];
}

async function followUp(state: DiscordState, call: Call): Promise<[number, unknown]> {
  const interaction = interactionOf(state, call.params);
  if (interaction.answered === null) throw refusals.unknownWebhook();
  const body = call.body as Json; // Checked next.
  call.refuseForm([...checkSchema('IncomingWebhookRequestPartialSchema', body), ...checkMessage(body)]);
  const original = state.messages.get(interaction.originalId ?? '');
  const isLoading = ((original?.message.flags ?? 0) & MessageFlags.Loading) !== 0;
  // Straight after a deferral, the follow-up is the answer that was waited for, and as public or
  // private as that.
  if (original && isLoading) return [200, shown(state, await editMessage(state, original, body, call.files))];
  interaction.followUps += 1;
  if (interaction.isOutside && interaction.followUps > OUTSIDE_FOLLOW_UPS) throw refusals.noMoreFollowUps();
  const isPrivate = interaction.mustBePrivate || (Number(body.flags ?? 0) & MessageFlags.Ephemeral) !== 0;
  const written = { body, files: call.files, isLoading: false };
  const stored = await writeAnswer(state, { ...interaction, ephemeral: isPrivate }, written);
  return [200, shown(state, stored)];
}
