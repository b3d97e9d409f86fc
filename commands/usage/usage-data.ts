// /usage as Discord is told of it, and the span of days that somebody chose.
import {
  type APIApplicationCommandBasicOption,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
  ApplicationCommandOptionType as Type,
} from 'discord-api-types/v10';
import type { Calendar } from '../../src/billing/calendar.ts';
import { type DaySpan, spanBetween, spanOf, usagePeriods } from '../../src/billing/usage/usage-period.ts';
import type { CommandSetting } from '../../src/discord/interactions/define-command.ts';
import { UserError } from '../../src/errors.ts';
import type { Translate } from '../../src/text/text.ts';

const DAY_LENGTH = 10;

export const usageData = ({ t }: CommandSetting): RESTPostAPIChatInputApplicationCommandsJSONBody => ({
  name: 'usage',
  description: t('usage.description'),
  options: [
    { type: Type.Subcommand, name: 'me', description: t('usage.me'), options: spanOptions(t) },
    {
      type: Type.Subcommand,
      name: 'member',
      description: t('usage.ofMember'),
      options: [
        { type: Type.User, name: 'member', description: t('usage.memberOption'), required: true },
        ...spanOptions(t),
      ],
    },
    { type: Type.Subcommand, name: 'server', description: t('usage.ofServer'), options: spanOptions(t) },
    { type: Type.Subcommand, name: 'top', description: t('usage.ofTop'), options: spanOptions(t) },
    { type: Type.Subcommand, name: 'host', description: t('usage.ofHost'), options: spanOptions(t) },
  ],
});

const spanOptions = (t: Translate): APIApplicationCommandBasicOption[] => [
  {
    type: Type.String,
    name: 'period',
    description: t('usage.periodOption'),
    choices: usagePeriods.map((period) => ({ name: t(`usage.period.${period}`), value: period })),
  },
  {
    type: Type.String,
    name: 'from',
    description: t('usage.fromOption'),
    min_length: DAY_LENGTH,
    max_length: DAY_LENGTH,
  },
  { type: Type.String, name: 'to', description: t('usage.toOption'), min_length: DAY_LENGTH, max_length: DAY_LENGTH },
  { type: Type.Boolean, name: 'csv', description: t('usage.csvOption') },
];

/** What was chosen, so that it fits into a button's id: `30d`, or `2026-11-01_2026-11-23`. */
export type SpanText = string;

export interface GivenSpan {
  period: string | null;
  from: string | null;
  to: string | null;
}

/** @throws {UserError} for one date without the other */
export function toSpanText({ period, from, to }: GivenSpan, t: Translate): SpanText {
  if (from === null && to === null) return period ?? '30d';
  if (from === null || to === null) throw new UserError(t('refusal.dates'));
  return `${from}_${to}`;
}

/** @throws {UserError} for what is no span of days */
export function readSpan(text: SpanText, atMs: number, calendar: Calendar, t: Translate): DaySpan {
  const period = usagePeriods.find((known) => known === text);
  if (period) return spanOf(period, atMs, calendar);
  const [from = '', to = ''] = text.split('_');
  const span = spanBetween(from, to);
  if (!span) throw new UserError(t('refusal.dates'));
  return span;
}

export function describeSpan(text: SpanText, { from, to }: DaySpan, t: Translate): string {
  const period = usagePeriods.find((known) => known === text);
  return period ? t(`usage.period.${period}`) : t('usage.between', { from, to });
}
