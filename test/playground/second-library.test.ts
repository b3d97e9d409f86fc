// Another library for Discord as a judge of the stand-in: what works with oceanic.js as it does
// with Discord is not only made to fit discord.js.
import {
  ApplicationCommandTypes,
  type AutocompleteInteraction,
  Client,
  type CommandInteraction,
  ComponentTypes,
  InteractionTypes,
  type ModalSubmitInteraction,
  TextInputStyles,
} from 'oceanic.js';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connectPeople, type People } from '../../playground/discord-api/people.ts';
import { type DiscordApi, startDiscordApi } from '../../playground/discord-api/start.ts';

let discord: DiscordApi;
let people: People;
let client: Client;

const member = () => people.as('member');
const file = (name: string) => ({ name, contents: Buffer.from('a,b\n1,2\n') });
const said: string[] = [];

beforeAll(async () => {
  discord = await startDiscordApi({ messageContentIntent: true });
  people = connectPeople(discord.controlUrl);
  client = new Client({
    auth: `Bot ${discord.token}`,
    rest: { baseURL: `${discord.apiUrl}/v10` },
    gateway: { intents: ['GUILDS', 'GUILD_MESSAGES', 'DIRECT_MESSAGES', 'MESSAGE_CONTENT'] },
  });
  client.on('error', (error) => said.push(String(error)));
  client.on('warn', (words) => said.push(words));
  const ready = new Promise<void>((resolve) => client.once('ready', () => resolve()));
  await client.connect();
  await ready;
  await client.application.bulkEditGlobalCommands([
    {
      type: ApplicationCommandTypes.CHAT_INPUT,
      name: 'ping',
      description: 'Answers',
      options: [{ type: 3, name: 'text', description: 'Some text', autocomplete: true }],
    },
    { type: ApplicationCommandTypes.MESSAGE, name: 'Look' },
  ]);
});
afterAll(async () => {
  client.disconnect(false);
  await people.close();
  await discord.close();
});

/** What the next interaction of a kind is answered with. */
const answer = <Kind>(type: InteractionTypes, give: (interaction: Kind) => Promise<unknown>) =>
  new Promise<void>((resolve, reject) => {
    const listen = (interaction: { type: InteractionTypes }) => {
      if (interaction.type !== type) return;
      client.off('interactionCreate', listen);
      give(interaction as Kind).then(() => resolve(), reject); // Told by its type.
    };
    client.on('interactionCreate', listen);
  });
const answerCommand = (give: (interaction: CommandInteraction) => Promise<unknown>) =>
  answer(InteractionTypes.APPLICATION_COMMAND, give);

it('knows the servers, their channels and itself after it has identified with `Bot` before its token', () => {
  expect(client.user.id).toBe('900000000000000002');
  expect(client.guilds.map(({ name }) => name).sort()).toEqual(['Harbour', 'Lighthouse']);
  expect(client.getChannel('300000000000000001')).toMatchObject({ name: 'general' });
});

it('defers, edits with a file, and follows up', async () => {
  const answered = answerCommand(async (interaction) => {
    await interaction.defer();
    await interaction.editOriginal({ content: 'done', files: [file('table.csv')] });
    const followup = await interaction.createFollowup({ content: 'and more', flags: 64 });
    await interaction.editFollowup(followup.message.id, { content: 'and more', files: [file('more.csv')] });
    const original = await interaction.getOriginal();
    expect([original.content, original.attachments.map(({ filename }) => filename)]).toEqual(['done', ['table.csv']]);
    const edited = await interaction.editOriginal({ attachments: [] });
    expect(edited.attachments.size).toBe(0);
  });
  const reply = await member().slash('ping', { text: 'x' });
  expect((await reply.until(({ attachments }) => attachments.length === 1)).content).toBe('done');
  expect(Number((await reply.until(({ content }) => content === 'and more')).flags) & 64).toBe(64);
  await answered;
});

it('answers at once with a file and a message with buttons, and takes it away again', async () => {
  const answered = answerCommand(async (interaction) => {
    const components = [
      {
        type: ComponentTypes.ACTION_ROW as const,
        components: [{ type: ComponentTypes.BUTTON as const, style: 1 as const, label: 'More', customID: 'more:1' }],
      },
    ];
    await interaction.createMessage({ content: 'at once', files: [file('a.csv')], components });
  });
  const shown = await (await member().slash('ping', { text: 'x' })).until(({ content }) => content === 'at once');
  await answered;
  expect(shown.attachments).toHaveLength(1);
  const clicked = answer<{ deferUpdate(): Promise<unknown>; deleteOriginal(): Promise<unknown> }>(
    InteractionTypes.MESSAGE_COMPONENT,
    async (interaction) => {
      await interaction.deferUpdate();
      await interaction.deleteOriginal();
    },
  );
  await member().click(shown, 'More');
  await clicked;
  expect((await member().messages()).map(({ id }) => id)).not.toContain(shown.id);
});

it('offers choices while somebody types', async () => {
  const answered = answer<AutocompleteInteraction>(
    InteractionTypes.APPLICATION_COMMAND_AUTOCOMPLETE,
    async (interaction) => {
      const focused = interaction.data.options.getFocused();
      await interaction.result([{ name: `${focused?.name}: ${focused?.value}`, value: 'x' }]);
    },
  );
  expect(await member().autocomplete('ping', { text: 'li' }, 'text')).toEqual([{ name: 'text: li', value: 'x' }]);
  await answered;
});

it('opens a form from a message’s menu, and reads what was filled in', async () => {
  const message = await member().post('look here');
  const opened = answerCommand(async (interaction) => {
    expect(interaction.data.target).toMatchObject({ id: message.id, content: 'look here' });
    await interaction.createModal({
      title: 'A form',
      customID: 'form',
      components: [
        {
          type: ComponentTypes.LABEL,
          label: 'Words',
          component: { type: ComponentTypes.TEXT_INPUT, customID: 'words', style: TextInputStyles.SHORT },
        },
      ],
    });
  });
  const opening = await member().menu('Look', message);
  const form = await opening.modal();
  await opened;
  const submitted = answer<ModalSubmitInteraction>(InteractionTypes.MODAL_SUBMIT, async (interaction) => {
    const words = interaction.data.components.getTextInput('words');
    await interaction.createMessage({ content: `read ${words}`, flags: 64 });
  });
  const reply = await member().submit(form, { words: 'so far' });
  expect((await reply.until(({ content }) => content !== '')).content).toBe('read so far');
  await submitted;
});

it('resumes after its connection broke, hears what it missed, and identifies anew where that is not possible', async () => {
  const heard: string[] = [];
  client.on('messageCreate', ({ content }) => heard.push(content));
  // Twice, since the numbers of events have to go on without a gap.
  for (const words of ['while it was away', 'and once more']) {
    const resumed = new Promise<void>((resolve) => client.once('shardResume', () => resolve()));
    discord.gateway.disconnect(4000);
    await member().post(words);
    await resumed;
    await expect.poll(() => heard.at(-1)).toBe(words);
  }
  const anew = new Promise<void>((resolve) => client.once('shardReady', () => resolve()));
  discord.gateway.disconnect(4007);
  await anew;
  await member().post('and after that');
  await expect.poll(() => heard).toEqual(['while it was away', 'and once more', 'and after that']);
}, 60_000);

it('was never refused, and warned of nothing but the connections that broke', () => {
  expect(discord.state.violations).toEqual([]);
  expect(said).toEqual([
    'GatewayError: Unknown close: 4000: ',
    'GatewayError: Unknown close: 4000: ',
    'GatewayError: Gateway received an invalid sequence.',
    'Session Invalidated. Session is not resumable, requesting a new session..',
  ]);
});
