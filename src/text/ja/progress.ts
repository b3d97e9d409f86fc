// What becomes of a request: its message while it is on its way, and why it went wrong. In
// Japanese; values in {{braces}} are put in, `_other` is the one plural form.

export const progress = {
  request: {
    preparing: '準備しています…',
    fetching: '画像を取得しています…',
    queued: '順番待ち（{{place}}番目）',
    submitting: 'プロバイダーに送信しています…',
    working: '{{bar}} {{percent}} · 残り約{{left}}',
    almost: '{{bar}} {{percent}} · まもなく完成',
    late: 'いつもより時間がかかっています。画像はここに届きます。Discordの制限で届けられない場合は、別の方法でお送りします。',
    seed_other: 'シード {{seed}}',
    numbered: '**{{number}}** · {{words}}',
    ofImages_other: '画像{{numbers}}：{{words}}',
    oneOf: '画像{{number}}（全{{count}}枚）：{{shown}}',
    shows: {
      imagine: '{{prompt}}',
      edit: '編集した画像：{{prompt}}',
      remix: '編集したアバター：{{prompt}}',
    },
    done: '完成',
    wentWrong: '生成できませんでした。理由は後ほど表示します',
    estimated: '{{cost}}（料金表の金額。プロバイダーから金額の通知なし）',
    deletedToo_other: 'ほかに削除した画像{{count}}枚分{{cost}}',
    ready_other: '<@{{userId}}> 画像ができました。',
    kept_other: '画像はできましたが、Discordの制限でここに投稿できません。`/履歴`で見られます。',
    sentDirectly: '<#{{channelId}}>に投稿できなかったため、こちらにお送りします。',
    preset: 'プリセット「{{name}}」',
    gone: '（このサーバーのAutoModに拒否されたため、プロンプトは表示しません）',
    hiddenPrompt: '非表示のプロンプト',
    dropped: '開始前にBotが再起動されました。料金はかかっていません。',
    cancelled: '開始前にキャンセルしました。料金はかかっていません。',
    cancelAsked_other: 'キャンセルしました。プロバイダーがすでに開始していたため、料金（約{{cost}}）は発生します。',
    cancelledPaid_other:
      'キャンセルしました。プロバイダーがすでに開始していたため、{{cost}}が課金されました。画像は保存しましたが、表示していません。',
    stoppedPaid: 'モデレーターが中止しました。プロバイダーがすでに開始していたため、{{cost}}が課金されました。',
    undone: '元に戻しました。これは編集前の画像です。',
    inputRefused: '元の画像を使用できませんでした。',
    withdrawn: 'このリクエストは拒否されました。',
    notMade: '作成されませんでした',
    missingImage_other: '{{count}}枚の画像は、ここにはもう保存されていません。',
    madePrivate: 'このサーバーでは、導入されていないアプリの応答はあなただけに表示されます。',
  },
  cancel: {
    charged: 'プロバイダーがこの画像をすでに開始しているため、料金（約{{cost}}）は発生します。',
    someCharged_other:
      'プロバイダーがこのうち{{count}}枚をすでに開始しているため、料金（合計約{{cost}}）は発生します。',
    someFree_other: '残りの{{count}}枚はまだ無料でキャンセルできます。',
    kept_other: 'キャンセルすると、画像は保存されますが表示されません。',
    stopped_other: 'キャンセルすると、画像は誰にも表示されません。',
    freed_other: 'ほかの{{count}}枚は開始前にキャンセルされ、料金はかかりません。',
    not: 'キャンセルしませんでした。',
  },
  deletion: {
    all_other: '{{count}}枚の画像を削除しますか？表示されているすべての場所と `/履歴` から消えます。元に戻せません。',
    oneOf:
      '{{count}}枚中{{number}}枚目の画像を削除しますか？表示されているすべての場所と `/履歴` から消えます。元に戻せません。',
    here: 'この画像をこのサーバーから削除しますか？生成された場所には残ります。',
    charged_other: '料金{{cost}}はすでに発生しており、削除しても返金されません。',
    done: '削除しました。',
    guestLeft:
      'このBotはメッセージ {{link}} をもう削除できません。投稿した本人か、その場所のモデレーターが削除する必要があります。',
    mayStay:
      'このBotがもう操作できないメッセージに、まだ表示されているかもしれません。投稿した本人か、そこのモデレーターが削除する必要があります。',
    already: 'すでに削除されています。',
    not: '何も削除していません。',
  },
  failure: {
    'provider-failed': 'プロバイダーで生成できませんでした：{{detail}}',
    refused: 'プロバイダーがこのリクエストを拒否しました：{{detail}}',
    'request-too-large': '画像がプロバイダーの上限サイズを超えています。小さい画像にするか、枚数を減らしてください。',
    'bad-key': 'プロバイダーがこのBotのAPIキーを受け付けません。Botの運営者による確認が必要です。',
    'no-balance':
      '現在、プロバイダーがこのBotからのリクエストを受け付けていません。残高がなくなった可能性があります。対処できるのは運営者だけです。',
    'queue-timeout': '混み合っていて、時間内に順番が回ってきませんでした。',
    'member-blocked': '待っている間に、このサーバーであなたがブロックされました。',
    paused: '待っている間に、画像の作成が一時停止されました。',
    'input-gone': '{{detail}}を取得できません。Discordのリンクの有効期限が切れています。もう一度添付してください。',
    'input-forbidden-address': '{{detail}}は、画像を取得できない場所にあります。ファイルとして添付してください。',
    'input-too-large': '{{detail}}は大きすぎます。上限は20 MiBです。JPEGにするなど、小さくして保存し直してください。',
    'input-too-many-pixels':
      '{{detail}}はピクセル数が多すぎます。上限は5,000万ピクセルです。小さくして保存し直してください。',
    'input-not-an-image':
      '{{detail}}は、ここで読み込める画像ではありません。PNG、JPEG、WebP、GIF、AVIFのいずれかを使ってください。',
    'input-heic':
      '{{detail}}はHEIC形式のため読み込めません。JPEGで保存してください。iPhoneなら、自分宛てにメールで送るか、スクリーンショットを撮る方法があります。',
    'input-broken': '{{detail}}は壊れているか、途中で切れています。保存し直して、もう一度お試しください。',
    'input-bad-shape':
      '{{detail}} は、どのモデルでも使えない寸法です。各辺は 64 ピクセル以上、長辺は短辺の 8 倍以下にしてください。',
    'input-too-many-unpaid':
      '編集待ち、または編集されなかったあなたの画像が、上限の 100 MiB に達しています。1 時間後にもう一度試すか、もっと小さい画像を使ってください。',
    'input-unavailable': '{{detail}}を今は取得できませんでした。少し待ってから、もう一度お試しください。',
    'input-lost': '元の画像は、ここにはもう保存されていません。もう一度添付してください。',
    'image-lost': '画像は生成されましたが、受け取る前にプロバイダー側で失われました。',
    'image-unreadable': 'プロバイダーから、画像ではないデータが届きました。',
    'image-too-large': 'プロバイダーから、画像としては大きすぎるファイルが届きました。',
    unconfirmed: 'プロバイダーの応答が失われたため、画像が生成されたかどうか分かりません。',
    restored:
      'Botが、この画像がまだ順番待ちだった時点の状態に復元されました。自動で再依頼はせず、この画像の料金も計上しません。すでに届いていた画像はそのまま残ります。',
    noReason: '理由の説明はありませんでした',
    nothingCharged: '料金はかかっていません。',
    charged_other: 'この分として{{cost}}が課金されました。',
    chargedEstimate: 'この場合もプロバイダーの料金がかかります（料金表で{{cost}}）。',
    mayBeCharged: '課金された可能性があります。はっきりするまで{{cost}}を確保しておきます。',
  },
  figure: {
    percent: '{{value}}%',
    seconds: '{{seconds}}秒',
    minutes: '{{minutes}}分{{seconds}}秒',
    labelled: '{{label}}：{{value}}',
  },
  window: { day: '1日あたり', week: '1週間あたり', month: '1か月あたり', total: '合計' },
  windowName: { day: '1日', week: '1週間', month: '1か月', total: '全期間' },
};
