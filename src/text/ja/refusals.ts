// Why something cannot be done: limits, mistakes, rights. In Japanese; values in {{braces}} are put
// in, `_other` is the one plural form.

export const refusals = {
  denial: {
    rule: {
      member_other:
        'ここでのあなたの{{window}}の利用枠{{limit}}（{{source}}）のうち、{{used}}を使っています。今回の{{count}}枚には約{{cost}}かかります。',
      server_other:
        'このサーバーが独自に設定した{{window}}の予算{{limit}}のうち、{{used}}を使っています。今回の{{count}}枚には約{{cost}}かかります。',
      'host-member_other':
        'このBotで1人が使える{{window}}の上限{{limit}}のうち、{{used}}を使っています。今回の{{count}}枚には約{{cost}}かかります。',
      'host-server_other':
        'このサーバーが使える{{window}}の上限{{limit}}のうち、{{used}}を使っています。今回の{{count}}枚には約{{cost}}かかります。',
      host_other: 'このBotの全員共通の{{window}}の予算を使い切りました。今回の{{count}}枚には約{{cost}}かかります。',
    },
    held: 'ほかに、生成中の画像のために{{reserved}}を確保しています。',
    memberImages_other:
      'ここでのあなたの{{window}}の利用枠{{count}}枚（{{source}}）のうち、{{used}}枚を使っています。今回はさらに{{wanted}}枚必要です。',
    serverImages_other:
      'このサーバーの{{window}}の予算{{count}}枚のうち、{{used}}枚を使っています。今回はさらに{{wanted}}枚必要です。',
    help: {
      member: 'サーバー管理者なら、`/予算 設定 メンバー` で上限を上げたり、`/予算 追加` で追加枠を付けたりできます。',
      server: 'サーバー管理者なら、`/予算 設定 サーバー` で上限を上げられます。',
    },
    resets: 'リセットは{{when}}です。',
    resetsInVain: 'リセットは{{when}}ですが、リセット後の枠でも今回の分には足りません。',
    never: 'リセットはされません。',
    neverByHost: 'リセットはされません。Botの運営者なら上限を上げられます。',
    memberConcurrency_other:
      'すでに{{count}}枚が生成中または順番待ちです。1人が同時に生成できるのは{{limit}}枚までです。',
    serverConcurrency_other:
      'このサーバーでは、すでに{{count}}枚が生成中または順番待ちです。同時に生成できるのは{{limit}}枚までです。',
    memberConcurrencyWanted:
      '{{wanted}}枚の依頼ですが、1人が同時に生成できるのは{{limit}}枚までで、すでに{{open}}枚が生成中または順番待ちです。',
    serverConcurrencyWanted:
      '{{wanted}}枚の依頼ですが、このサーバーで同時に生成できるのは{{limit}}枚までで、すでに{{open}}枚が生成中または順番待ちです。',
    blocked: 'モデレーターが、ここでのあなたの画像生成を止めています。',
    blockedReason: '理由：「{{reason}}」。',
    blockedUntil: '解除は{{when}}です。',
    guild: 'このBotは、このサーバーでは利用できません。利用できるサーバーはBotの運営者が決めています。',
    direct: 'このBotは決められたサーバーでのみ利用できます。サーバーで使ってください。',
    userInstall: 'このBotは、導入されているサーバーでのみ利用できます。',
  },
  refusal: {
    emptyPrompt: 'プロンプトが空です。どんな画像にするか、短く書いてください。',
    aspectRatio:
      '「{{value}}」は、このモデルで使えるアスペクト比ではありません。16:9のように、横:縦を整数で、21:9から9:21の間で書いてください。',
    sameAspectRatio: 'この画像はすでに{{ratio}}です。別のアスペクト比を選んでください。料金はかかっていません。',
    option: '{{option}}の値が範囲外です：{{problem}}。',
    range: '{{least}}から{{most}}まで',
    length: '{{most}}文字まで',
    unknownValue: '使える値は{{values}}です',
    noOption: '「{{value}}」はオプションではありません。--seed 7 --steps 30 のように書いてください。',
    model: '「{{value}}」というモデルは、このBotにはありません。使えるモデル：{{models}}。',
    safety: 'ここでは、`許容度` は{{most}}までです。',
    unknownRequest: 'このメッセージの画像の記録は、もう残っていません。',
    notYours: 'これができるのは、画像を依頼した本人だけです。',
    notYoursOrModerator: 'これができるのは、画像を依頼した本人かモデレーターだけです。',
    paused: '画像生成は一時停止中です。しばらくしてからお試しください。',
    pausedBecause: '画像生成は一時停止中です：{{reason}}',
    pausedEverywhere: 'Botの運営者が、画像生成をすべての場所で一時停止しています。しばらくしてからお試しください。',
    pausedEverywhereBecause: 'Botの運営者が、画像生成をすべての場所で一時停止しています：{{reason}}',
    channel: 'このチャンネルでは画像を生成できません。',
    channelElsewhere: 'このチャンネルでは画像を生成できません。<#{{channel}}>でお試しください。',
    role: 'あなたのロールでは、ここで画像を生成できません。',
    roleOther: 'あなたのロールでは、ここで画像を生成できません。<@&{{role}}> ロールのメンバーは生成できます。',
    nameOne: { channels: 'チャンネルを指定してください。', roles: 'ロールを指定してください。' },
    everyoneRole: '@everyoneは選べません。サーバーの全員にこの権限を与えることになります。別のロールを選んでください。',
    timeZone: '「{{value}}」というタイムゾーンはありません。Asia/Tokyoのように書いてください。',
    unknownImage: 'このサーバーでは、該当する画像が見つかりません。メッセージのリンクか、画像のIDを入力してください。',
    notAResult: 'これは、このBotがここで生成した画像ではありません。',
    noLogChannel: 'このサーバーには報告用のチャンネルが設定されていません。モデレーターに直接伝えてください。',
    logChannelClosed: 'このサーバーのモデレーターに報告を送れませんでした。モデレーターに直接伝えてください。',
    channelPermissions:
      '<#{{channel}}> には投稿できません。必要な権限がありません：{{permissions}}。権限を付けてから、もう一度コマンドを実行してください。',
    channelKind: '<#{{channel}}> には投稿できません。テキストチャンネルかアナウンスチャンネルを選んでください。',
    words: 'プロンプトに、このサーバーで禁止されている言葉が含まれています。',
    hostDecides:
      'プロバイダーが課金したかどうかを決められるのは、Botの運営者だけです。メンバーとサーバーに枠を返すだけなら、`課金済み` を指定せずに実行してください。',
    nothingUnconfirmed: '未確認の料金はもう残っていません。',
    hostOnly: 'これができるのは、Botの運営者だけです。',
    dates: '`開始日` と `終了日` の両方を、2026-11-01のような形で入力してください。開始日は終了日より後にできません。',
    serversOnly: 'これは、このBotがメンバーになっているサーバーでのみ使えます。',
    moderatorsOnly: 'これができるのは、このサーバーのモデレーターだけです。',
    managersOnly: 'これができるのは、サーバー管理者だけです。',
    blockSelf: '自分自身をブロックすることはできません。',
    blockOwner: 'このサーバーのオーナーをブロックすることはできません。',
    blockManager: 'このサーバーを管理できる人をブロックできるのは、このサーバーの管理者だけです。',
    blockUnknown:
      '誰もブロックされていません。Discord からこのメンバーの権限を取得できませんでした。1 分後にもう一度お試しください。',
    unblockSelf: '自分のブロックを解除することはできません。ほかのモデレーターに頼んでください。',
    imageGone: '元の画像は、ここにはもう保存されていません。もう一度添付してください。',
    imagesBusy: '現在、処理中の画像が多すぎます。数秒後にもう一度お試しください。',
    imageDeleted: '元の画像は削除されています。',
    noImageYet: '元になる画像がありません。',
    noImageBefore: 'この画像より前の画像はありません。',
    noImageThere: 'このメッセージには画像がありません。',
    shownAlready: 'ここではすでに全員に公開されています: {{link}}',
    noImageChosen: '画像が選ばれていません。',
    tooManyImages: '画像が{{count}}枚あります。一度に使えるのは{{most}}枚までです。「アプリ → 画像を編集」で選べます。',
    unknownPreset: '「{{name}}」というプリセットは、ここでは使えません。`/プリセット 一覧` で確認できます。',
    builtInPreset: '「{{name}}」はBot付属のプリセットなので、削除できません。',
    emptyPreset: 'プリセットには名前とプロンプトが必要です。',
    tooManyPresets: 'プリセットは{{most}}件までです。先に `/プリセット 削除` でどれかを削除してください。',
    count: '一度に生成できるのは1〜{{most}}枚です。',
    whichImage:
      'このメッセージには画像が{{count}}枚あります（{{numbers}}）。どの画像か、--image に番号で指定してください。例：「夜にして --image {{example}}」',
    noSuchImage: 'このメッセージに画像{{number}}はありません。',
    seed: 'シードは0から4294967295までの整数です。',
    draftGone: 'このフォームは期限切れです。最初からやり直してください。',
    avatarsOffHere: 'このサーバーでは、アバターの編集は許可されていません。',
    avatarNotAllowed: 'この人は、自分のアバターをほかの人が編集することを許可していません。',
    ambiguousAmount: '「{{value}}」は{{grouped}}とも{{decimal}}とも読めます。どちらかを入力してください。',
    grantGone: 'この追加枠はすでに使い切られたか、失効したか、取り消されています。',
    changeGone: 'これはもう確認待ちではありません。コマンドをもう一度使ってください。',
    amount: '「{{value}}」は米ドルの金額として読めません。5や2.50のように書いてください。',
    amountZero: '追加枠は 0 より大きくしてください。',
    amountTooLarge: '「{{value}}」は大きすぎます。上限は{{most}}です。',
    amountTooFine: '「{{value}}」は小数点以下が 6 桁を超えています。',
    duration: '「{{value}}」は期間として読めません。30m、12h、7d、2wのように書いてください。',
    tooLate: 'すでに終わっています。',
    questionGone: 'この確認は期限切れです。最初からやり直してください。',
    alreadyCancelled: 'すでにキャンセルされています。',
    finishedUnshown: '画像は完成し、`/履歴` に保存されています。ここにはまだ投稿できていません。',
    providerSilent:
      '画像プロバイダーが現在応答しないため、新しい生成を始められません。料金はかかっていません。次の確認は{{when}}です。',
    storage:
      'Botが現在データを保存できないため、新しい生成を始められません。料金はかかっていません。1分ほど待ってからお試しください。',
    tooFast: '操作が多すぎます。少し待ってから続けてください。',
    stopping: 'Botを再起動しています。少し待ってからお試しください。',
    unknownCommand: 'この操作はもう使えません。コマンドを実行し直してください。',
  },
  notice: {
    unshown_other: '{{prompt}}の画像はできましたが、投稿できませんでした。`/履歴`で見られます。',
    member: 'ここでのあなたの{{window}}の利用枠（{{limit}}、{{source}}）の{{percent}}を使いました。',
    server: 'このサーバーは{{window}}の予算（{{limit}}）の{{percent}}を使いました。',
    images_other: '{{count}}枚',
  },
  apology:
    'こちら側で問題が発生しました。あなたの操作のせいではありません。繰り返す場合は、運営者に知らせてください。参照番号：{{reference}}',
  /** What stands in a prompt for a mention without a name that may be told. */
  mention: {
    somebody: 'だれか',
    role: 'ロール',
    channel: 'チャンネル',
  },
  chat: {
    noImage:
      '編集する画像がありません。画像のあるメッセージに返信するか、画像を添付して、変えたいところを書いてください。言葉だけから作るなら `/画像生成` を使ってください。',
    noPrompt: '画像のどこを変えるか書いてください。例：「夜にして --ar 16:9」',
    cannotSee:
      '返信先のメッセージの画像を見ることができません。代わりに、そのメッセージのメニューで「アプリ → 画像を編集」を選んでください。',
    wrongValue: '「{{value}}」は --{{option}} に使えません。{{valid}}',
    notPrivate: '--private はここでは使えません。非公開の画像には `/画像編集` で `非公開` を選んでください。',
    writeWhole: '{{least}}から{{most}}までの整数を書いてください。',
    writeNumber: '{{least}}から{{most}}までの数を書いてください。',
    writeOneOf: '次のいずれかを書いてください：{{values}}。',
    writeSomething: '後ろに値を書いてください。',
    denied: '今は実行できません。`/使用状況 自分` で状況を確認できます。',
    withheld: 'これには対応できません。',
    missingPermissions:
      '<#{{channel}}>で返信できません。次の権限がありません：{{permissions}}。モデレーターが変更できます。スラッシュコマンドは今でも使えます。',
  },
  permission: {
    ViewChannel: 'チャンネルを見る',
    SendMessages: 'メッセージを送信',
    AttachFiles: 'ファイルを添付',
    ReadMessageHistory: 'メッセージ履歴を読む',
  },
};
