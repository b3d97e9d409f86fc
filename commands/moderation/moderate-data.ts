// /moderate as Discord is told of it.
import {
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandStringOption,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
  ApplicationCommandOptionType as Type,
} from 'discord-api-types/v10';
import type { CommandSetting } from '../../src/discord/interactions/define-command.ts';

export const REASON_MAX = 300;

/** What the audit trail can be narrowed to: what its actions' names begin with. */
export const auditKinds = ['budget', 'settings', 'member', 'result', 'words', 'preset'] as const;
export type AuditKind = (typeof auditKinds)[number];

export const moderateData = ({ t }: CommandSetting): RESTPostAPIChatInputApplicationCommandsJSONBody => {
  const member: APIApplicationCommandBasicOption = {
    type: Type.User,
    name: 'member',
    description: t('moderate.member'),
    required: true,
  };
  const reason = (description: string): APIApplicationCommandBasicOption => ({
    type: Type.String,
    name: 'reason',
    description,
    max_length: REASON_MAX,
  });
  const image: APIApplicationCommandBasicOption = {
    type: Type.String,
    name: 'image',
    description: t('moderate.image'),
    required: true,
    max_length: 200,
    autocomplete: true,
  };
  const text = {
    type: Type.String,
    name: 'text',
    description: t('words.text'),
    required: true,
    // What a choice can hold, so that each can be offered again.
    max_length: 100,
  } as const satisfies APIApplicationCommandStringOption;
  return {
    name: 'moderate',
    description: t('moderate.description'),
    options: [
      {
        type: Type.Subcommand,
        name: 'block',
        description: t('moderate.block'),
        options: [
          member,
          reason(t('moderate.reason')),
          { type: Type.String, name: 'duration', description: t('moderate.duration'), max_length: 10 },
        ],
      },
      { type: Type.Subcommand, name: 'unblock', description: t('moderate.unblock'), options: [member] },
      { type: Type.Subcommand, name: 'task', description: t('moderate.task'), options: [image] },
      {
        type: Type.Subcommand,
        name: 'release',
        description: t('moderate.release'),
        options: [image, { type: Type.Boolean, name: 'charged', description: t('moderate.charged') }],
      },
      {
        type: Type.Subcommand,
        name: 'delete',
        description: t('moderate.delete'),
        options: [image, reason(t('moderate.deleteReason'))],
      },
      {
        type: Type.SubcommandGroup,
        name: 'words',
        description: t('words.description'),
        options: [
          {
            type: Type.Subcommand,
            name: 'add',
            description: t('words.add'),
            options: [text, { type: Type.Boolean, name: 'pattern', description: t('words.pattern') }],
          },
          {
            type: Type.Subcommand,
            name: 'remove',
            description: t('words.remove'),
            options: [{ ...text, autocomplete: true }],
          },
          { type: Type.Subcommand, name: 'list', description: t('words.list') },
        ],
      },
      {
        type: Type.Subcommand,
        name: 'audit',
        description: t('moderate.audit'),
        options: [
          {
            type: Type.String,
            name: 'kind',
            description: t('moderate.kind'),
            choices: auditKinds.map((kind) => ({ name: t(`moderate.auditKind.${kind}`), value: kind })),
          },
          { type: Type.User, name: 'member', description: t('moderate.auditMember') },
          { type: Type.Integer, name: 'page', description: t('moderate.page'), min_value: 1, max_value: 10_000 },
          { type: Type.Boolean, name: 'csv', description: t('usage.csvOption') },
        ],
      },
    ],
  };
};
