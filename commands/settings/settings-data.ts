// /settings as Discord is told of it: a subcommand for each thing a server can decide.
import {
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandChannelOption,
  type APIApplicationCommandSubcommandOption,
  ChannelType,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
  ApplicationCommandOptionType as Type,
} from 'discord-api-types/v10';
import { POSTING_CHANNEL_TYPES } from '../../src/discord/api/channel-permissions.ts';
import type { CommandSetting } from '../../src/discord/interactions/define-command.ts';
import { commonAspectRatios } from '../../src/providers/vtrix/parameters.ts';
import { languages } from '../../src/text/catalogues.ts';
import type { Translate } from '../../src/text/text.ts';
import { nameAspectRatio } from '../options/name-aspect-ratio.ts';
import { nameLanguage } from './name-language.ts';

const REASON_MAX = 300;
const CONCURRENT_MAX = 10_000;

/** Settings that are chosen from a fixed list. */
export const choiceSettings = ['default_model', 'default_aspect_ratio', 'default_output_format', 'language'] as const;

/** Settings of one value each, by the kind of it; their names are their subcommands'. */
export const switchSettings = ['avatar_remix', 'show_costs'] as const;
export const roleSettings = ['moderator_role', 'manager_role'] as const;
export const channelSettings = ['log_channel', 'feed_channel'] as const;
export const numberSettings = [
  'safety_tolerance',
  'age_restricted_safety_tolerance',
  'concurrent_per_member',
  'concurrent',
] as const;

export const settingsData = ({ t, config }: CommandSetting): RESTPostAPIChatInputApplicationCommandsJSONBody => {
  const word = (type: Type.Boolean | Type.Role, name: string, required: boolean) =>
    ({
      type,
      name,
      description: t(`settings.option.${name as 'allowed'}`),
      required,
    }) as APIApplicationCommandBasicOption; // The caller's names are the catalogue's.
  const most = (name: (typeof numberSettings)[number]): APIApplicationCommandBasicOption => ({
    type: Type.Integer,
    name: 'most',
    description: t('settings.option.most'),
    min_value: name.endsWith('tolerance') ? 0 : 1,
    max_value: name.endsWith('tolerance') ? config.MAX_SAFETY_TOLERANCE : CONCURRENT_MAX,
  });
  return {
    name: 'settings',
    description: t('settings.description'),
    options: [
      sub('show', t, []),
      ...switchSettings.map((name) => sub(name, t, [word(Type.Boolean, 'allowed', true)])),
      sub('time_zone', t, [
        { type: Type.String, name: 'zone', description: t('settings.option.zone'), autocomplete: true, max_length: 60 },
      ]),
      ...roleSettings.map((name) => sub(name, t, [word(Type.Role, 'role', false)])),
      ...channelSettings.map((name) => sub(name, t, [{ ...channel(t), channel_types: [...POSTING_CHANNEL_TYPES] }])),
      ...numberSettings.map((name) => sub(name, t, [most(name)])),
      ...choiceSettings.map((name) =>
        sub(name, t, [
          {
            type: Type.String,
            name: 'value',
            description: t('settings.option.value'),
            choices: choicesOf(name, config).map((value) => ({ name: choiceName(name, value, t), value })),
          },
        ]),
      ),
      sub('channels', t, [rule(t), channel(t)]),
      sub('roles', t, [rule(t), word(Type.Role, 'role', false)]),
      sub('pause', t, [
        { type: Type.String, name: 'reason', description: t('settings.option.reason'), max_length: REASON_MAX },
        everywhere(t),
      ]),
      sub('resume', t, [everywhere(t)]),
    ],
  };
};

/** What a server can choose from. */
export function choicesOf(
  name: (typeof choiceSettings)[number],
  config: Pick<CommandSetting['config'], 'IMAGE_MODELS'>,
): readonly string[] {
  switch (name) {
    case 'default_model':
      return config.IMAGE_MODELS.map(({ model }) => model);
    case 'default_aspect_ratio':
      return commonAspectRatios;
    case 'default_output_format':
      return ['jpeg', 'png'];
    case 'language':
      return languages;
  }
}

function choiceName(setting: (typeof choiceSettings)[number], value: string, t: Translate): string {
  switch (setting) {
    case 'default_aspect_ratio':
      return nameAspectRatio(value, t);
    case 'default_output_format':
      return value.toUpperCase();
    case 'language':
      return nameLanguage(value);
    case 'default_model':
      return value;
  }
}

type SubcommandName = keyof typeof import('../../src/text/en.ts')['en']['settings']['of'];

const sub = (
  name: SubcommandName,
  t: Translate,
  options: APIApplicationCommandBasicOption[],
): APIApplicationCommandSubcommandOption => ({
  type: Type.Subcommand,
  name,
  description: t(`settings.of.${name}`),
  options,
});

const channel = (t: Translate): APIApplicationCommandChannelOption => ({
  type: Type.Channel,
  name: 'channel',
  description: t('settings.option.channel'),
  channel_types: [ChannelType.GuildText, ChannelType.GuildAnnouncement, ChannelType.GuildForum],
});

const rule = (t: Translate): APIApplicationCommandBasicOption => ({
  type: Type.String,
  name: 'rule',
  description: t('settings.option.rule'),
  required: true,
  choices: (['allow', 'deny', 'forget'] as const).map((value) => ({ name: t(`settings.rule.${value}`), value })),
});

const everywhere = (t: Translate): APIApplicationCommandBasicOption => ({
  type: Type.Boolean,
  name: 'everywhere',
  description: t('settings.option.everywhere'),
});
