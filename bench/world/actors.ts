// More people than a test needs: servers of fifty members each, so that no single one asks for
// much.
import type { Actor } from '../../playground/discord-api/interaction-event.ts';
import type { DiscordState } from '../../playground/discord-api/state.ts';

const GUILDS = 20;
const MEMBERS_EACH = 50;

/** @returns everybody, in a place where they can talk to the bot */
export function addCrowd(state: DiscordState): Actor[] {
  const [usualGuild] = state.guilds;
  const [usualChannel] = state.channels;
  const [usualPerson] = state.people;
  if (!usualGuild || !usualChannel || !usualPerson) throw new Error('the world is empty');
  return Array.from({ length: GUILDS }, (_, guildNumber) => {
    const people = Array.from({ length: MEMBERS_EACH }, (__, number) => {
      const key = `p${guildNumber}-${number}`;
      const user = { ...usualPerson.user, id: state.nextId(), username: key, global_name: key };
      return { ...usualPerson, key, user };
    });
    const permissions = usualGuild.members[usualPerson.key] ?? 0n;
    const members = Object.fromEntries(people.map(({ key }) => [key, permissions]));
    const guild = {
      ...usualGuild,
      key: `g${guildNumber}`,
      id: state.nextId(),
      name: `Server ${guildNumber}`,
      members,
      memberRoles: {},
    };
    const channel = { ...usualChannel, key: `c${guildNumber}`, id: state.nextId(), guildId: guild.id };
    state.people.push(...people);
    state.guilds.push(guild);
    state.channels.push(channel);
    return people.map((person) => ({ person, channel }));
  }).flat();
}
