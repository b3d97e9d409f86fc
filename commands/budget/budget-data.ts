// /budget as Discord is told of it.
import {
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandSubcommandOption,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
  ApplicationCommandOptionType as Type,
} from 'discord-api-types/v10';
import { budgetWindows } from '../../src/billing/budget-rule.ts';
import type { CommandSetting } from '../../src/discord/interactions/define-command.ts';
import type { Translate } from '../../src/text/text.ts';

const REASON_MAX = 300;
const IMAGES_MAX = 1_000_000;

/** Whom a rule can be for, as subcommands of `set` and `clear`. */
export const budgetSubjects = ['server', 'default', 'role', 'member'] as const;

export const budgetData = ({ t }: CommandSetting): RESTPostAPIChatInputApplicationCommandsJSONBody => ({
  name: 'budget',
  description: t('budget.description'),
  options: [
    {
      type: Type.Subcommand,
      name: 'show',
      description: t('budget.show'),
      options: [{ type: Type.User, name: 'member', description: t('budget.showMember') }],
    },
    {
      type: Type.SubcommandGroup,
      name: 'set',
      description: t('budget.set'),
      options: forSubjects(roleToSet(t), ruleOptions(t), t),
    },
    {
      type: Type.SubcommandGroup,
      name: 'clear',
      description: t('budget.clear'),
      options: forSubjects(roleToClear(t), [], t),
    },
    {
      type: Type.Subcommand,
      name: 'grant',
      description: t('budget.grantDescription'),
      options: [
        member(t),
        amount(t),
        { type: Type.String, name: 'reason', description: t('budget.reason'), required: true, max_length: REASON_MAX },
        { type: Type.String, name: 'expires', description: t('budget.expires'), max_length: 10 },
      ],
    },
    { type: Type.Subcommand, name: 'history', description: t('budget.history') },
  ],
});

const member = (t: Translate) =>
  ({ type: Type.User, name: 'member', description: t('budget.member'), required: true }) as const;
const amount = (t: Translate) =>
  ({
    type: Type.String,
    name: 'amount',
    description: t('budget.amountOption'),
    required: true,
    max_length: 20,
  }) as const;

const ruleOptions = (t: Translate): APIApplicationCommandBasicOption[] => [
  amount(t),
  {
    type: Type.String,
    name: 'window',
    description: t('budget.windowOption'),
    required: true,
    choices: budgetWindows.map((window) => ({ name: t(`window.${window}`), value: window })),
  },
  {
    type: Type.Integer,
    name: 'images',
    description: t('budget.imagesOption'),
    min_value: 0,
    max_value: IMAGES_MAX,
  },
];

const roleToSet = (t: Translate): APIApplicationCommandBasicOption => ({
  type: Type.Role,
  name: 'role',
  description: t('budget.role'),
  required: true,
});
/** Discord offers no role that is no longer there. */
const roleToClear = (t: Translate): APIApplicationCommandBasicOption => ({
  type: Type.Role,
  name: 'role',
  description: t('budget.clearRole'),
});

/** The subject's own option comes first; required ones always do. */
const forSubjects = (
  role: APIApplicationCommandBasicOption,
  options: APIApplicationCommandBasicOption[],
  t: Translate,
): APIApplicationCommandSubcommandOption[] =>
  budgetSubjects.map((subject) => ({
    type: Type.Subcommand,
    name: subject,
    description: t(`budget.for.${subject}`),
    options: [...(subject === 'role' ? [role] : []), ...(subject === 'member' ? [member(t)] : []), ...options],
  }));
