// Why something cannot be done: limits, mistakes, rights. In English; values in {{braces}} are put
// in, `_one`, `_other` and so on are plural forms.

export const refusals = {
  denial: {
    rule: {
      member_one:
        'You have used {{used}} of your {{limit}} {{window}} allowance here ({{source}}), and this image costs about {{cost}}.',
      member_other:
        'You have used {{used}} of your {{limit}} {{window}} allowance here ({{source}}), and these {{count}} images cost about {{cost}}.',
      server_one:
        'This server has used {{used}} of its {{limit}} {{window}} budget, and this image costs about {{cost}}.',
      server_other:
        'This server has used {{used}} of its {{limit}} {{window}} budget, and these {{count}} images cost about {{cost}}.',
      'host-member_one':
        'You have used {{used}} of this bot’s {{limit}} {{window}} limit per person, and this image costs about {{cost}}.',
      'host-member_other':
        'You have used {{used}} of this bot’s {{limit}} {{window}} limit per person, and these {{count}} images cost about {{cost}}.',
      'host-server_one':
        'This server has used {{used}} of this bot’s {{limit}} {{window}} limit per server, and this image costs about {{cost}}.',
      'host-server_other':
        'This server has used {{used}} of this bot’s {{limit}} {{window}} limit per server, and these {{count}} images cost about {{cost}}.',
      host_one: 'This bot’s {{window}} budget for everyone is used up for now, and this image costs about {{cost}}.',
      host_other:
        'This bot’s {{window}} budget for everyone is used up for now, and these {{count}} images cost about {{cost}}.',
    },
    held: 'Another {{reserved}} is reserved for images in progress.',
    memberImages_one:
      'Your {{window}} allowance here is {{count}} image ({{source}}). You have made {{used}}, and this request needs {{wanted}} more.',
    memberImages_other:
      'You have made {{used}} of the {{count}} images in your {{window}} allowance here ({{source}}), and this request needs {{wanted}} more.',
    serverImages_one:
      'This server’s {{window}} budget is {{count}} image. It has made {{used}}, and this request needs {{wanted}} more.',
    serverImages_other:
      'This server has made {{used}} of the {{count}} images in its {{window}} budget, and this request needs {{wanted}} more.',
    help: {
      member:
        'A manager of this server can raise it for you with `/budget set member`, or grant you extra credit with `/budget grant`.',
      server: 'A manager of this server can raise it with `/budget set server`.',
    },
    resets: 'It resets {{when}}.',
    resetsInVain: 'It resets {{when}}, but even then it is too small for this request.',
    never: 'It does not reset.',
    neverByHost: 'It does not reset; only the operator can raise it.',
    memberConcurrency_one: 'You already have {{count}} image in progress or queued; the limit is {{limit}}.',
    memberConcurrency_other: 'You already have {{count}} images in progress or queued; the limit is {{limit}}.',
    serverConcurrency_one: 'This server already has {{count}} image in progress or queued; the limit is {{limit}}.',
    serverConcurrency_other: 'This server already has {{count}} images in progress or queued; the limit is {{limit}}.',
    memberConcurrencyWanted:
      'You asked for {{wanted}} images. Your limit is {{limit}} at once, and {{open}} are in progress or queued.',
    serverConcurrencyWanted:
      'You asked for {{wanted}} images. This server’s limit is {{limit}} at once, and {{open}} are in progress or queued.',
    blocked: 'A moderator has blocked you from making images here.',
    blockedReason: 'Reason: “{{reason}}”.',
    blockedUntil: 'The block ends {{when}}.',
    guild: 'This bot is not enabled for this server. Only its operator can change that.',
    direct: 'This bot works only in certain servers. Use it there.',
    userInstall: 'This bot works only in servers where it is installed.',
  },
  refusal: {
    emptyPrompt: 'The prompt is empty. Say in a few words what you want.',
    aspectRatio:
      '“{{value}}” is not an aspect ratio that this model supports. Write width:height in whole numbers, from 21:9 to 9:21, such as 16:9.',
    sameAspectRatio: 'This image is {{ratio}} already. Choose another aspect ratio. Nothing was charged.',
    option: '{{option}} is not valid: {{problem}}.',
    range: 'it must be from {{least}} to {{most}}',
    length: 'it can have at most {{most}} characters',
    unknownValue: 'it must be one of these: {{values}}',
    noOption: '“{{value}}” is not an option. Write options like this: --seed 7 --steps 30.',
    model: '“{{value}}” is not one of this bot’s models: {{models}}.',
    safety: '`safety_tolerance` can be at most {{most}} here.',
    unknownRequest: 'The request behind this message no longer exists.',
    notYours: 'Only the person who requested this image can do that.',
    notYoursOrModerator: 'Only the person who requested this image or a moderator can do that.',
    paused: 'Image making is paused. Try again later.',
    pausedBecause: 'Image making is paused: {{reason}}',
    pausedEverywhere: 'Image making is paused everywhere by the operator of this bot. Try again later.',
    pausedEverywhereBecause: 'Image making is paused everywhere by the operator of this bot: {{reason}}',
    channel: 'Images cannot be made in this channel.',
    channelElsewhere: 'Images cannot be made in this channel. Try <#{{channel}}>.',
    role: 'Your roles do not allow you to make images here.',
    roleOther: 'Your roles do not allow you to make images here. Members with the role <@&{{role}}> may.',
    nameOne: { channels: 'Choose a channel.', roles: 'Choose a role.' },
    everyoneRole:
      '@everyone can’t be chosen: it would give these rights to everybody in the server. Choose another role.',
    timeZone: '“{{value}}” is not a time zone. Use a name such as Europe/Berlin.',
    unknownImage: 'No image in this server matches that. Give a link to its message, or its ID.',
    notAResult: 'This is not an image that this bot made here.',
    noLogChannel: 'This server has no channel for reports. Contact a moderator directly.',
    logChannelClosed: 'Your report could not be sent to this server’s moderators. Contact one directly.',
    channelPermissions:
      'I can’t post in <#{{channel}}>. I lack these permissions there: {{permissions}}. Grant them and run the command again.',
    channelKind: 'I can’t post in <#{{channel}}>. Choose a text or announcement channel.',
    words: 'Your prompt contains something that is blocked on this server.',
    hostDecides:
      'Only the operator can say whether the provider charged it. Leave out `charged` to credit it back to the member and the server.',
    nothingUnconfirmed: 'There is no unconfirmed charge left to resolve.',
    hostOnly: 'Only the operator of this bot can do that.',
    dates: 'Give both dates, `from` and `to`, as in 2026-11-01, the earlier one first.',
    serversOnly: 'That works only in servers where this bot is installed.',
    moderatorsOnly: 'Only moderators of this server can do that.',
    managersOnly: 'Only managers of this server can do that.',
    blockSelf: 'You cannot block yourself.',
    blockOwner: 'The owner of this server cannot be blocked.',
    blockManager: 'Only managers of this server can block somebody who can manage it.',
    blockUnknown: 'Nobody was blocked: Discord did not say what rights this member has. Try again in a minute.',
    unblockSelf: 'You cannot lift your own block. Ask another moderator.',
    imageGone: 'The source image is no longer kept here. Attach it again.',
    imagesBusy: 'Too many images are being processed at the moment. Try again in a few seconds.',
    imageDeleted: 'The source image has been deleted.',
    noImageYet: 'There is no image to start from.',
    noImageBefore: 'There is no image before this one.',
    noImageThere: 'There is no image in this message.',
    shownAlready: 'It is already shown to everybody here: {{link}}',
    noImageChosen: 'No image was chosen.',
    tooManyImages: 'You attached {{count}} images; the maximum is {{most}}. Apps → Edit image lets you choose.',
    unknownPreset: '“{{name}}” is not a preset that you can use here. `/preset list` shows them.',
    builtInPreset: '“{{name}}” comes with the bot and cannot be deleted.',
    emptyPreset: 'A preset needs a name and a prompt.',
    tooManyPresets: 'The limit is {{most}} presets. Delete one first with `/preset delete`.',
    count: 'Ask for 1 to {{most}} images at once.',
    whichImage:
      'This message shows {{count}} images: {{numbers}}. Say which one with --image: “make it night --image {{example}}”.',
    noSuchImage: 'This message has no image {{number}}.',
    seed: 'A seed is a whole number from 0 to 4294967295.',
    draftGone: 'This form has expired. Start again.',
    avatarsOffHere: 'Editing avatars is turned off in this server.',
    avatarNotAllowed: 'This person does not allow others to edit their avatar.',
    ambiguousAmount: '“{{value}}” could mean {{grouped}} or {{decimal}}. Write one of the two.',
    grantGone: 'This extra credit is already used up, expired or revoked.',
    changeGone: 'This confirmation has expired. Run the command again.',
    amount: '“{{value}}” is not an amount in US dollars. Write 5 or 2.50.',
    amountZero: 'Extra credit must be more than 0.',
    amountTooLarge: '“{{value}}” is too much. The maximum is {{most}}.',
    amountTooFine: '“{{value}}” has more than six digits after the decimal sign.',
    duration: '“{{value}}” is not a length of time. Write 30m, 12h, 7d or 2w.',
    tooLate: 'It is already finished.',
    questionGone: 'This question has expired. Start again.',
    alreadyCancelled: 'It is already cancelled.',
    finishedUnshown: 'Your image is finished and kept in `/history`. It could not be posted here yet.',
    providerSilent: 'The image provider is not responding. Nothing was charged; try again {{when}}.',
    storage: 'The bot cannot save anything at the moment. Nothing was charged; try again in a minute.',
    tooFast: 'Too many requests at once. Wait a moment, then try again.',
    stopping: 'The bot is restarting. Try again in a moment.',
    unknownCommand: 'This is no longer available. Try the command again.',
  },
  notice: {
    unshown_one: 'Your image {{prompt}} is ready, but I could not post it. You can find it with `/history`.',
    unshown_other: 'Your images {{prompt}} are ready, but I could not post them. You can find them with `/history`.',
    member: 'You have used {{percent}} of your {{limit}} {{window}} allowance here ({{source}}).',
    server: 'This server has used {{percent}} of its {{limit}} {{window}} budget.',
    images_one: '{{count}} image',
    images_other: '{{count}} images',
  },
  apology:
    'Something went wrong on our side, not yours. If it happens again, tell the operator. Reference: {{reference}}',
  /** What stands in a prompt for a mention without a name that may be told. */
  mention: {
    somebody: 'somebody',
    role: 'a role',
    channel: 'a channel',
  },
  chat: {
    noImage:
      'There is no image to edit. Reply to a message with an image or attach one, and say what to change; `/imagine` needs only words.',
    noPrompt: 'Say what to change in the image, for example “make it night --ar 16:9”.',
    cannotSee: 'I cannot see the image in the message you replied to. Use Apps → Edit image on that message instead.',
    wrongValue: '“{{value}}” is not valid for --{{option}}. {{valid}}',
    notPrivate: '--private does not work here. For a private image, use `/edit` and choose `private`.',
    writeWhole: 'Write a whole number from {{least}} to {{most}}.',
    writeNumber: 'Write a number from {{least}} to {{most}}.',
    writeOneOf: 'Write one of these: {{values}}.',
    writeSomething: 'Write something after it.',
    denied: 'I cannot do this for you now. `/usage me` shows what you have left.',
    withheld: 'I cannot do this.',
    missingPermissions:
      'I cannot answer in <#{{channel}}> because I lack {{permissions}} there. A moderator can change that; slash commands still work.',
  },
  permission: {
    ViewChannel: 'View Channel',
    SendMessages: 'Send Messages',
    AttachFiles: 'Attach Files',
    ReadMessageHistory: 'Read Message History',
  },
};
