// What people and tests can do, each checked before it is carried out.
import { PermissionFlagsBits as Flags, Locale } from 'discord-api-types/v10';
import { z } from 'zod';
import { brokenAnswers } from '../../http/broken-answers.ts';
import type { Upload } from '../attachments.ts';
import type { Gateway } from '../gateway.ts';
import { forgeComponent, useComponent, useMenu, useSlash } from '../interact.ts';
import { ClientRefusal, replay } from '../interaction-event.ts';
import { shown } from '../message-references.ts';
import { announceAgain, createMessage } from '../messages.ts';
import { forgeModal, submitModal } from '../modals.ts';
import type { Channel, Person } from '../model.ts';
import { channelById, type DiscordState, deleteMessage, guildOf, personByKey } from '../state.ts';
import { dropStreams } from './event-stream.ts';
import { channelFor, messageFor } from './lookup.ts';

const file = z.object({
  name: z.string(),
  contentType: z.string().nullable().default('application/octet-stream'),
  base64: z.string(),
  spoiler: z.boolean().default(false),
});
const base = z.object({ as: z.string() });
const inChannel = base.extend({ channel: z.string() });

const forms = {
  slash: inChannel.extend({
    name: z.string(),
    options: z.record(z.string(), z.unknown()).default({}),
    files: z.record(z.string(), file).default({}),
    focused: z.string().optional(),
  }),
  component: base.extend({ messageId: z.string(), customId: z.string(), values: z.array(z.string()).optional() }),
  modal: inChannel.extend({
    customId: z.string(),
    fields: z.record(z.string(), z.union([z.string(), z.array(z.string())])).default({}),
  }),
  forgery: z.discriminatedUnion('kind', [
    inChannel.extend({
      kind: z.literal('modal'),
      customId: z.string(),
      components: z.array(z.unknown()),
      messageId: z.string().optional(),
    }),
    base.extend({
      kind: z.literal('component'),
      messageId: z.string(),
      customId: z.string(),
      componentType: z.int(),
      values: z.array(z.string()).optional(),
    }),
  ]),
  injectMessage: inChannel.extend({ content: z.string().default(''), raw: z.record(z.string(), z.unknown()) }),
  menu: inChannel.extend({ name: z.string(), messageId: z.string().optional(), person: z.string().optional() }),
  post: inChannel.extend({
    content: z.string().default(''),
    files: z.array(file).default([]),
    replyTo: z.string().optional(),
  }),
  remove: base.extend({ messageId: z.string() }),
  fault: z.object({
    route: z.string(),
    times: z.int().positive(),
    about: z.string().optional(),
    kind: z.union([
      z.enum(['reset-before', 'reset-after', ...brokenAnswers]),
      z.strictObject({ status: z.int(), page: z.string() }),
      z.strictObject({ delayMs: z.number().nonnegative() }),
      z.strictObject({
        status: z.int(),
        body: z.unknown().optional(),
        headers: z.record(z.string(), z.string()).optional(),
      }),
    ]),
  }),
};

export async function act(state: DiscordState, gateway: Gateway, name: string, body: unknown): Promise<unknown> {
  switch (name) {
    case 'slash': {
      const use = forms.slash.parse(body);
      const files = Object.fromEntries(Object.entries(use.files).map(([option, given]) => [option, toUpload(given)]));
      return {
        id: await useSlash(state, actorOf(state, use), {
          name: use.name,
          options: use.options,
          files,
          focused: use.focused,
        }),
      };
    }
    case 'component': {
      const { as, messageId, customId, values } = forms.component.parse(body);
      const person = personByKey(state, as);
      const stored = messageFor(state, person, messageId);
      const channel = existing(channelById(state, stored.message.channel_id));
      return { id: useComponent(state, { person, channel }, stored, { customId, values }) };
    }
    case 'modal': {
      const { customId, fields, ...who } = forms.modal.parse(body);
      return { id: submitModal(state, actorOf(state, who), customId, fields) };
    }
    case 'forge':
      return { id: forge(state, forms.forgery.parse(body)) };
    case 'injectMessage':
      return injectMessage(state, forms.injectMessage.parse(body));
    case 'menu': {
      const { name: command, messageId, person, ...who } = forms.menu.parse(body);
      const actor = actorOf(state, who);
      const target =
        messageId === undefined
          ? { person: personByKey(state, person ?? '') }
          : { message: messageFor(state, actor.person, messageId) };
      return { id: useMenu(state, actor, command, target) };
    }
    case 'post':
      return post(state, forms.post.parse(body));
    case 'delete':
      return remove(state, forms.remove.parse(body));
    case 'faults':
      if (z.object({ route: z.string().optional() }).parse(body).route === undefined) state.faults.length = 0;
      else state.faults.push(forms.fault.parse(body) as (typeof state.faults)[number]); // zod writes optional parts as `| undefined`.
      return state.faults;
    case 'replay': {
      const { id } = z.object({ id: z.string() }).parse(body);
      return announceAgain(state, id) ? {} : replay(state, id);
    }
    case 'drop-streams':
      return dropStreams(state);
    case 'disconnect':
      return gateway.disconnect(z.object({ code: z.int() }).parse(body).code);
    case 'permissions': {
      const { channel, permissions } = z.object({ channel: z.string(), permissions: z.string() }).parse(body);
      existing(state.channels.find(({ key }) => key === channel)).botPermissions = BigInt(permissions);
      return {};
    }
    case 'thread': {
      const form = z.object({ channel: z.string(), closed: z.enum(['archived', 'locked']).nullable() });
      const { channel, closed } = form.parse(body);
      existing(state.channels.find(({ key, kind }) => key === channel && kind === 'thread')).closed = closed;
      return {};
    }
    case 'locale': {
      const { as, locale } = base.extend({ locale: z.enum(Locale) }).parse(body);
      personByKey(state, as).locale = locale;
      return {};
    }
    case 'member': {
      const form = z.object({ guild: z.string(), person: z.string(), roles: z.array(z.string()) });
      const { guild, person, roles } = form.parse(body);
      existing(state.guilds.find(({ key }) => key === guild)).memberRoles[person] = roles;
      return {};
    }
    case 'blocked-words': {
      const { guild, words } = z.object({ guild: z.string(), words: z.array(z.string()) }).parse(body);
      existing(state.guilds.find(({ key }) => key === guild)).blockedWords = words;
      return {};
    }
    default:
      throw new ClientRefusal(`nothing can be done by ${name}`);
  }
}

/** What no honest client would send: ids that were never offered to this person. */
function forge(state: DiscordState, forgery: z.infer<typeof forms.forgery>): string {
  const person = personByKey(state, forgery.as);
  if (forgery.kind === 'modal') {
    const source = forgery.messageId === undefined ? null : messageFor(state, person, forgery.messageId);
    return forgeModal(state, actorOf(state, forgery), forgery, source);
  }
  const stored = messageFor(state, person, forgery.messageId);
  const channel = existing(channelById(state, stored.message.channel_id));
  return forgeComponent(state, { person, channel }, stored, forgery);
}

/**
 * A message with whatever Discord lets others' messages hold: embeds, stickers, galleries,
 * forwarded ones; by another program too.
 */
async function injectMessage(
  state: DiscordState,
  { content, raw, ...who }: z.infer<typeof forms.injectMessage>,
): Promise<unknown> {
  const { person, channel } = actorOf(state, who);
  const draft = { channel, author: person.user, body: { content }, files: new Map(), raw, mayBeEmpty: true };
  return shown(state, await createMessage(state, draft));
}

const actorOf = (
  state: DiscordState,
  { as, channel }: { as: string; channel: string },
): { person: Person; channel: Channel } => {
  const person = personByKey(state, as);
  return { person, channel: channelFor(state, person, channel) };
};

const toUpload = ({ name, contentType, base64, spoiler }: z.infer<typeof file>): Upload => ({
  name,
  contentType,
  isSpoiler: spoiler,
  bytes: Buffer.from(base64, 'base64'),
});

async function post(
  state: DiscordState,
  { content, files, replyTo, ...who }: z.infer<typeof forms.post>,
): Promise<unknown> {
  const { person, channel } = actorOf(state, who);
  const guild = guildOf(state, channel);
  if (guild && ((guild.members[person.key] ?? 0n) & Flags.SendMessages) === 0n)
    throw new ClientRefusal('You cannot write here');
  const body = { content, ...(replyTo === undefined ? {} : { message_reference: { message_id: replyTo } }) };
  const uploads = new Map(files.map((given, index) => [index, toUpload(given)]));
  return shown(state, await createMessage(state, { channel, author: person.user, body, files: uploads }));
}

/** One's own, or anybody's with Manage Messages. An ephemeral one is only dismissed. */
function remove(state: DiscordState, { as, messageId }: z.infer<typeof forms.remove>): unknown {
  const person = personByKey(state, as);
  const stored = messageFor(state, person, messageId);
  const guild = guildOf(state, existing(channelById(state, stored.message.channel_id)));
  const mayModerate = ((guild?.members[as] ?? 0n) & Flags.ManageMessages) !== 0n;
  if (stored.message.author.id !== person.user.id && stored.onlyFor !== as && !mayModerate)
    throw new ClientRefusal('You cannot delete this');
  deleteMessage(state, stored.message);
  return {};
}

function existing<T>(found: T | undefined): T {
  if (found === undefined) throw new ClientRefusal('there is no such thing');
  return found;
}
