// The least a bot can do: discord.js as it comes, which defers whatever it is asked. What other
// bots are measured against.
import { Client, Events, GatewayIntentBits } from 'discord.js';

const { DISCORD_API_URL: api = '', DISCORD_TOKEN: token = '' } = process.env;
const client = new Client({
  intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.DirectMessages],
  rest: { api, globalRequestsPerSecond: Number.POSITIVE_INFINITY },
});
client.on(Events.InteractionCreate, async (interaction) => {
  if (interaction.isChatInputCommand()) await interaction.deferReply({ withResponse: true });
});
client.once(Events.ClientReady, async ({ application }) => {
  await application.commands.set([
    {
      name: 'imagine',
      description: 'An image',
      options: [{ type: 3, name: 'prompt', description: 'Of what', required: true }],
    },
  ]);
  console.log(JSON.stringify({ msg: 'ready' }));
});
await client.login(token);
