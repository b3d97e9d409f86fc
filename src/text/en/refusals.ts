// Why something cannot be done: limits, mistakes, rights. In English; values in {{braces}} are put in, `_one`, `_other` and so on are plural forms.

export const refusals = {
  denial: {
    allowance_one:
      'You have used {{used}} of your {{limit}} {{window}} allowance here, and this picture costs about {{cost}}.',
    allowance_other:
      'You have used {{used}} of your {{limit}} {{window}} allowance here, and these {{count}} pictures cost about {{cost}}.',
    member_one:
      'You have used {{used}} of the {{limit}} {{window}} that one person may spend on this bot, and this picture costs about {{cost}}.',
    member_other:
      'You have used {{used}} of the {{limit}} {{window}} that one person may spend on this bot, and these {{count}} pictures cost about {{cost}}.',
    server_one:
      'This server has used {{used}} of the {{limit}} {{window}} that it may spend, and this picture costs about {{cost}}.',
    server_other:
      'This server has used {{used}} of the {{limit}} {{window}} that it may spend, and these {{count}} pictures cost about {{cost}}.',
    serverOwn_one:
      'This server has used {{used}} of the {{limit}} {{window}} it has set itself, and this picture costs about {{cost}}.',
    serverOwn_other:
      'This server has used {{used}} of the {{limit}} {{window}} it has set itself, and these {{count}} pictures cost about {{cost}}.',
    host_one: 'This bot’s own {{window}} budget is used up for now, and this picture costs about {{cost}}.',
    host_other:
      'This bot’s own {{window}} budget is used up for now, and these {{count}} pictures cost about {{cost}}.',
    held: '{{reserved}} more is reserved for pictures being drawn.',
    memberPictures_one:
      'You have had {{used}} of the {{count}} picture of your {{window}} allowance here, and this would be {{wanted}} more.',
    memberPictures_other:
      'You have had {{used}} of the {{count}} pictures of your {{window}} allowance here, and this would be {{wanted}} more.',
    serverPictures_one:
      'This server has had {{used}} of the {{count}} picture of its {{window}} budget, and this would be {{wanted}} more.',
    serverPictures_other:
      'This server has had {{used}} of the {{count}} pictures of its {{window}} budget, and this would be {{wanted}} more.',
    help: {
      member: 'Whoever manages this server can raise it or grant you more, with `/budget`.',
      server: 'Whoever manages this server can raise it, with `/budget`.',
    },
    resets: 'It resets {{when}}.',
    never: 'It does not reset.',
    neverByHost: 'It does not reset; whoever hosts the bot can raise it.',
    memberConcurrency_one: 'You already have {{count}} picture at work or waiting, and {{limit}} is the most at once.',
    memberConcurrency_other:
      'You already have {{count}} pictures at work or waiting, and {{limit}} is the most at once.',
    serverConcurrency_one:
      'This server already has {{count}} picture at work or waiting, and {{limit}} is the most at once.',
    serverConcurrency_other:
      'This server already has {{count}} pictures at work or waiting, and {{limit}} is the most at once.',
    memberConcurrencyWanted:
      'You asked for {{wanted}} pictures. {{limit}} is the most of yours at once, and {{open}} of them are at work or waiting.',
    serverConcurrencyWanted:
      'You asked for {{wanted}} pictures. {{limit}} is the most of this server’s at once, and {{open}} of them are at work or waiting.',
    blocked: 'A moderator has stopped you from having pictures drawn here.',
    blockedReason: 'The reason given: “{{reason}}”.',
    blockedUntil: 'That ends {{when}}.',
    guild: 'This bot does not serve this server. Whoever hosts it decides which servers it serves.',
    direct: 'This bot serves chosen servers only. Use it there.',
    userInstall: 'This bot works only in servers where it is installed.',
  },
  refusal: {
    emptyPrompt: 'The prompt is empty. Say in a few words what should be in the picture.',
    aspectRatio:
      '“{{value}}” is not an aspect ratio this model draws. Write width:height in whole numbers, from 21:9 to 9:21, such as 16:9.',
    option: '{{option}} is out of range: {{problem}}.',
    range: 'from {{least}} to {{most}}',
    length: 'at most {{most}} characters',
    unknownValue: 'not one of its values',
    noOption: '“{{value}}” is not an option. Write options as --seed 7 --steps 30.',
    model: '“{{value}}” is not one of this bot’s models.',
    safety: '`safety_tolerance` may be at most {{most}} here.',
    unknownRequest: 'This message’s request is no longer known.',
    notYours: 'Only the person who asked for this picture can do that.',
    notYoursOrModerator: 'Only the person who asked for this picture, or a moderator, can do that.',
    paused: 'Pictures are paused for now. Try again later.',
    pausedBecause: 'Pictures are paused for now: {{reason}}',
    channel: 'No pictures can be drawn in this channel.',
    channelElsewhere: 'No pictures can be drawn in this channel. Try <#{{channel}}>.',
    role: 'Your roles do not allow you to make images here.',
    nameOne: { channels: 'Name the channel.', roles: 'Name the role.' },
    timeZone: '“{{value}}” is not a time zone. Write one such as Europe/Berlin.',
    unknownPicture: 'No picture of this server is known by that. Give a link to its message, or its id.',
    notAResult: 'This is no picture that this bot has drawn here.',
    noLogChannel: 'This server has named no channel for reports. Tell a moderator directly.',
    logChannelClosed: 'Your report could not be sent to this server’s moderators. Tell one directly.',
    channelPermissions:
      'I can’t post in <#{{channel}}>. I lack these permissions there: {{permissions}}. Grant them and run the command again.',
    channelKind: 'I can’t post in <#{{channel}}>. Choose a text or announcement channel.',
    words: 'Your prompt contains something that is blocked on this server.',
    hostDecides:
      'Only whoever hosts this bot can say what the provider charged. Leave `charged` out to give it back to member and server.',
    nothingUnconfirmed: 'There is no unconfirmed charge left to decide on.',
    hostOnly: 'Only the operator of this bot can do that.',
    dates: 'Give both days, `from` and `to`, as 2026-11-01, the first not after the second.',
    serversOnly: 'That can be done only in a server that has this bot as a member.',
    moderatorsOnly: 'Only moderators of this server can do that.',
    managersOnly: 'Only those who manage this server can do that.',
    pictureGone: 'A picture it starts from is no longer kept here. Attach it again.',
    imagesBusy: 'Too many images are being processed at the moment. Try again in a few seconds.',
    pictureDeleted: 'The picture it starts from has been deleted.',
    noPictureYet: 'There is no picture to start from.',
    noPictureBefore: 'There is no picture before this one.',
    noPictureThere: 'There is no picture in this message.',
    noPictureChosen: 'No picture was chosen.',
    tooManyPictures: 'You attached {{count}} images; the maximum is {{most}}. Apps → Edit image lets you choose.',
    unknownPreset: '“{{name}}” is no preset that you can use here. `/preset list` shows them.',
    emptyPreset: 'A preset needs a name and a prompt.',
    tooManyPresets: '{{most}} presets are the most. Delete one first, with `/preset delete`.',
    count: 'Ask for 1 to {{most}} pictures at once.',
    whichPicture:
      'This message shows {{count}} pictures. Say which one with --picture, from 1: “make it night --picture 2”.',
    noSuchPicture: 'This message shows no picture {{number}}.',
    seed: 'A seed is a whole number from 0 to 4294967295.',
    draftGone: 'This form is no longer open. Begin again where you began.',
    avatarsOffHere: 'This server does not let avatars be edited.',
    avatarNotAllowed: 'This person does not let others edit their avatar.',
    ambiguousAmount: '“{{value}}” can mean {{grouped}} or {{decimal}}. Write one of these two.',
    grantGone: 'This extra credit is used up, expired or revoked already.',
    changeGone: 'This is no longer waiting to be confirmed. Use the command again.',
    amount: '“{{value}}” is not an amount in US dollars. Write 5 or 2.50.',
    duration: '“{{value}}” is not a span of time. Write 30m, 12h, 7d or 2w.',
    tooLate: 'It is already finished.',
    finishedUnshown: 'Your image is finished and kept in `/history`. It could not be posted here yet.',
    providerSilent:
      'The image provider does not answer at the moment, so nothing new is begun. Nothing was charged. It is tried again {{when}}.',
    storage:
      'The bot cannot store anything at the moment, so nothing new is begun. Nothing was charged. Try again in a minute.',
    tooFast: 'That was too much at once. Wait a moment, then go on.',
    stopping: 'The bot is restarting. Try again in a moment.',
    unknownCommand: 'This is no longer available. Try the command again.',
  },
  notice: {
    unshown_one: 'Your picture {{prompt}} is ready, but I could not post it. You find it with `/history`.',
    unshown_other: 'Your pictures {{prompt}} are ready, but I could not post them. You find them with `/history`.',
    member: 'You have used {{percent}} of your {{limit}} {{window}} allowance here.',
    server: 'This server has used {{percent}} of its {{limit}} {{window}} budget.',
    pictures_one: '{{count}} picture',
    pictures_other: '{{count}} pictures',
  },
  apology: 'Something went wrong on our side. Nothing you did caused it. Reference: {{reference}}',
  /** What stands in a prompt for a mention without a name that may be told. */
  mention: {
    somebody: 'somebody',
    role: 'a role',
    channel: 'a channel',
  },
  chat: {
    noPicture:
      'There is no picture to edit. Reply to a message with a picture, or attach one, and say what to change. `/imagine` draws from words alone.',
    noPrompt: 'Say what to change in the picture: for example “make it night --ar 16:9”.',
    cannotSee: 'I cannot see the picture in the message you replied to. Use its menu instead: Apps → Edit image.',
    wrongValue: '“{{value}}” does not fit --{{option}}.',
    denied: 'I cannot do this for you now. `/usage me` says where you stand.',
    withheld: 'I cannot do this.',
    missingPermissions:
      'I cannot answer in <#{{channel}}>: I lack {{permissions}} there. A moderator can change that; slash commands work all the same.',
  },
  permission: {
    ViewChannel: 'View Channel',
    SendMessages: 'Send Messages',
    AttachFiles: 'Attach Files',
    ReadMessageHistory: 'Read Message History',
  },
};
