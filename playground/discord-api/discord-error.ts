// Discord's own refusals, by its codes.

export class DiscordError extends Error {
  readonly status: number;
  readonly code: number;
  readonly errors: unknown;

  constructor(status: number, code: number, message: string, errors?: unknown) {
    super(message);
    this.status = status;
    this.code = code;
    this.errors = errors;
  }
}

export const refusals = {
  notFound: () => new DiscordError(404, 0, '404: Not Found'),
  unauthorized: () => new DiscordError(401, 0, '401: Unauthorized'),
  unknownChannel: () => new DiscordError(404, 10003, 'Unknown Channel'),
  unknownGuild: () => new DiscordError(404, 10004, 'Unknown Guild'),
  unknownMember: () => new DiscordError(404, 10007, 'Unknown Member'),
  unknownMessage: () => new DiscordError(404, 10008, 'Unknown Message'),
  unknownUser: () => new DiscordError(404, 10013, 'Unknown User'),
  unknownWebhook: () => new DiscordError(404, 10015, 'Unknown Webhook'),
  unknownInteraction: () => new DiscordError(404, 10062, 'Unknown interaction'),
  unknownCommand: () => new DiscordError(404, 10063, 'Unknown application command'),
  tooOldToEdit: () =>
    new DiscordError(429, 30046, 'Maximum number of edits to messages older than 1 hour reached. Try again later.'),
  tooLarge: () => new DiscordError(413, 40005, 'Request entity too large'),
  alreadyAnswered: () => new DiscordError(400, 40060, 'Interaction has already been acknowledged.'),
  missingAccess: () => new DiscordError(403, 50001, 'Missing Access'),
  notTheAuthor: () => new DiscordError(403, 50005, 'Cannot edit a message authored by another user'),
  emptyMessage: () => new DiscordError(400, 50006, 'Cannot send an empty message'),
  closedDirectMessages: () => new DiscordError(403, 50007, 'Cannot send messages to this user'),
  missingPermissions: () => new DiscordError(403, 50013, 'Missing Permissions'),
  deadToken: () => new DiscordError(401, 50027, 'Invalid Webhook Token'),
  archivedThread: () => new DiscordError(400, 50083, 'Thread is archived'),
  lockedThread: () => new DiscordError(403, 160005, 'Thread is locked'),
  invalidForm: (problems: string[]) =>
    new DiscordError(400, 50035, 'Invalid Form Body', {
      _errors: problems.map((message) => ({ code: 'INVALID', message })),
    }),
  blockedByAutoMod: () => new DiscordError(400, 200000, 'Message was blocked by automatic moderation'),
  noMoreFollowUps: () =>
    new DiscordError(400, 40094, 'This interaction has reached its maximum number of follow-up messages'),
};
