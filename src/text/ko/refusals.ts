// Why something cannot be done: limits, mistakes, rights. In Korean; values in {{braces}} are put
// in, `_other` is the one plural form.

export const refusals = {
  denial: {
    rule: {
      member_other:
        '여기에서 쓸 수 있는 {{window}} 한도 {{limit}}({{source}}) 중 {{used}}를 썼고, 이번 이미지 {{count}}장에는 약 {{cost}}가 필요해요.',
      server_other:
        '이 서버가 직접 정한 {{window}} 예산 {{limit}} 중 {{used}}를 썼고, 이번 이미지 {{count}}장에는 약 {{cost}}가 필요해요.',
      'host-member_other':
        '이 봇에서 한 사람이 쓸 수 있는 {{window}} 한도 {{limit}} 중 {{used}}를 썼고, 이번 이미지 {{count}}장에는 약 {{cost}}가 필요해요.',
      'host-server_other':
        '이 서버가 쓸 수 있는 {{window}} 한도 {{limit}} 중 {{used}}를 썼고, 이번 이미지 {{count}}장에는 약 {{cost}}가 필요해요.',
      host_other:
        '이 봇을 쓰는 모두의 {{window}} 공동 예산을 지금은 다 썼어요. 이번 이미지 {{count}}장에는 약 {{cost}}가 필요해요.',
    },
    held: '그리는 중인 이미지에 {{reserved}}가 더 예약되어 있어요.',
    memberImages_other:
      '여기에서 쓸 수 있는 {{window}} 한도 {{count}}장({{source}}) 중 {{used}}장을 썼고, 이번에는 {{wanted}}장이 더 필요해요.',
    serverImages_other:
      '이 서버의 {{window}} 예산 {{count}}장 중 {{used}}장을 썼고, 이번에는 {{wanted}}장이 더 필요해요.',
    help: {
      member:
        '서버 관리자가 `/예산 설정 멤버` 명령어로 한도를 올리거나 `/예산 추가_지급` 명령어로 추가로 지급할 수 있어요.',
      server: '서버 관리자가 `/예산 설정 서버` 명령어로 한도를 올릴 수 있어요.',
    },
    resets: '{{when}}에 초기화돼요.',
    resetsInVain: '{{when}}에 초기화되지만, 그때도 이번 요청에는 모자라요.',
    never: '초기화되지 않는 한도예요.',
    neverByHost: '초기화되지 않는 한도예요. 봇 운영자가 올릴 수 있어요.',
    memberConcurrency_other: '이미 {{count}}장을 그리고 있거나 기다리고 있어요. 동시에 최대 {{limit}}장까지 가능해요.',
    serverConcurrency_other:
      '이 서버에서 이미 {{count}}장을 그리고 있거나 기다리고 있어요. 동시에 최대 {{limit}}장까지 가능해요.',
    memberConcurrencyWanted:
      '{{wanted}}장을 요청했지만, 한 사람이 동시에 최대 {{limit}}장까지 그릴 수 있고 이미 {{open}}장을 그리고 있거나 기다리고 있어요.',
    serverConcurrencyWanted:
      '{{wanted}}장을 요청했지만, 이 서버에서는 동시에 최대 {{limit}}장까지 그릴 수 있고 이미 {{open}}장을 그리고 있거나 기다리고 있어요.',
    blocked: '모더레이터의 차단으로 여기에서 이미지를 그릴 수 없어요.',
    blockedReason: '사유: “{{reason}}”.',
    blockedUntil: '{{when}}에 풀려요.',
    guild: '이 봇은 이 서버에서 쓸 수 없어요. 어느 서버에서 쓸지는 봇 운영자가 정해요.',
    direct: '이 봇은 정해진 서버에서만 쓸 수 있어요. 그 서버에서 이용해 주세요.',
    userInstall: '이 봇은 설치된 서버에서만 쓸 수 있어요.',
  },
  refusal: {
    emptyPrompt: '프롬프트가 비어 있어요. 무엇을 그릴지 짧게 적어 주세요.',
    aspectRatio:
      '“{{value}}” 비율은 이 모델에서 쓸 수 없어요. 16:9처럼 가로:세로를 정수로, 21:9부터 9:21 사이에서 적어 주세요.',
    sameAspectRatio: '이 이미지는 이미 {{ratio}} 비율이에요. 다른 비율을 골라 주세요. 비용은 청구되지 않았어요.',
    option: '{{option}} 값이 범위를 벗어났어요: {{problem}}.',
    range: '{{least}}부터 {{most}}까지',
    length: '최대 {{most}}자',
    unknownValue: '쓸 수 있는 값: {{values}}',
    noOption: '“{{value}}”은(는) 옵션이 아니에요. --seed 7 --steps 30처럼 써 주세요.',
    model: '이 봇에는 “{{value}}” 모델이 없어요. 쓸 수 있는 모델: {{models}}.',
    safety: '여기에서 `허용_수준`은 최대 {{most}}까지예요.',
    unknownRequest: '이 메시지의 요청은 더 이상 남아 있지 않아요.',
    notYours: '이 이미지를 요청한 사람만 할 수 있어요.',
    notYoursOrModerator: '이 이미지를 요청한 사람이나 모더레이터만 할 수 있어요.',
    paused: '지금은 이미지 그리기가 일시중지됐어요. 나중에 다시 시도해 주세요.',
    pausedBecause: '지금은 이미지 그리기가 일시중지됐어요: {{reason}}',
    pausedEverywhere: '봇 운영자가 모든 곳에서 이미지 그리기를 일시중지했어요. 나중에 다시 시도해 주세요.',
    pausedEverywhereBecause: '봇 운영자가 모든 곳에서 이미지 그리기를 일시중지했어요: {{reason}}',
    channel: '이 채널에서는 이미지를 그릴 수 없어요.',
    channelElsewhere: '이 채널에서는 이미지를 그릴 수 없어요. <#{{channel}}> 채널에서 해 보세요.',
    role: '지금 역할로는 여기에서 이미지를 그릴 수 없어요.',
    roleOther: '지금 역할로는 여기에서 이미지를 그릴 수 없어요. <@&{{role}}> 역할이 있는 멤버는 그릴 수 있어요.',
    nameOne: { channels: '채널을 지정해 주세요.', roles: '역할을 지정해 주세요.' },
    everyoneRole:
      '@everyone은 선택할 수 없어요. 서버의 모든 사람에게 이 권한을 주게 됩니다. 다른 역할을 선택해 주세요.',
    timeZone: '“{{value}}” 시간대를 찾을 수 없어요. Asia/Seoul처럼 적어 주세요.',
    unknownImage: '이 서버에서 그런 이미지를 찾을 수 없어요. 메시지 링크나 이미지 ID를 적어 주세요.',
    notAResult: '이 봇이 여기에서 그린 이미지가 아니에요.',
    noLogChannel: '이 서버에는 신고를 받을 채널이 없어요. 모더레이터에게 직접 알려 주세요.',
    logChannelClosed: '이 서버의 모더레이터에게 신고를 보내지 못했어요. 직접 알려 주세요.',
    channelPermissions:
      '<#{{channel}}>에 게시할 수 없습니다. 다음 권한이 없습니다: {{permissions}}. 권한을 준 뒤 명령어를 다시 실행하세요.',
    channelKind: '<#{{channel}}>에 게시할 수 없습니다. 텍스트 채널이나 공지 채널을 고르세요.',
    words: '프롬프트에 이 서버에서 허용하지 않는 내용이 있어요.',
    hostDecides:
      '제공업체가 비용을 청구했는지는 봇 운영자만 정할 수 있어요. 멤버와 서버에 돌려주려면 `청구됨` 옵션을 빼고 다시 해 주세요.',
    nothingUnconfirmed: '결정할 미확인 비용이 남아 있지 않아요.',
    hostOnly: '봇 운영자만 할 수 있어요.',
    dates: '`시작일`과 `종료일`을 모두 2026-11-01처럼 적어 주세요. 시작일이 종료일보다 늦으면 안 돼요.',
    serversOnly: '이 봇이 멤버로 있는 서버에서만 할 수 있어요.',
    moderatorsOnly: '이 서버의 모더레이터만 할 수 있어요.',
    managersOnly: '이 서버의 관리자만 할 수 있어요.',
    blockSelf: '자기 자신은 차단할 수 없어요.',
    blockOwner: '이 서버의 소유자는 차단할 수 없어요.',
    blockManager: '이 서버를 관리할 수 있는 사람은 서버 관리자만 차단할 수 있어요.',
    blockUnknown: '아무도 차단되지 않았어요. Discord가 이 멤버의 권한을 알려 주지 않았어요. 1분 후 다시 시도하세요.',
    unblockSelf: '자신의 차단은 직접 해제할 수 없어요. 다른 모더레이터에게 요청하세요.',
    imageGone: '원본 이미지가 더 이상 여기에 보관되어 있지 않아요. 다시 첨부해 주세요.',
    imagesBusy: '지금 처리 중인 이미지가 너무 많습니다. 몇 초 뒤에 다시 시도해 주세요.',
    imageDeleted: '원본 이미지가 삭제됐어요.',
    noImageYet: '원본으로 쓸 이미지가 없어요.',
    noImageBefore: '이 이미지 전에는 다른 이미지가 없어요.',
    noImageThere: '이 메시지에는 이미지가 없어요.',
    shownAlready: '여기에서는 이미 모두에게 공개되어 있어요: {{link}}',
    noImageChosen: '선택한 이미지가 없어요.',
    tooManyImages:
      '이미지가 {{count}}장이에요. 한 번에 최대 {{most}}장까지 쓸 수 있어요. 앱 → 이미지 편집에서 고를 수 있어요.',
    unknownPreset: '여기에서 쓸 수 있는 “{{name}}” 프리셋이 없어요. `/프리셋 목록`에서 확인해 보세요.',
    builtInPreset: '“{{name}}” 프리셋은 기본으로 제공되어 지울 수 없어요.',
    emptyPreset: '프리셋에는 이름과 프롬프트가 필요해요.',
    tooManyPresets: '프리셋은 최대 {{most}}개까지예요. 먼저 `/프리셋 삭제`로 하나를 지워 주세요.',
    count: '한 번에 1~{{most}}장을 요청할 수 있어요.',
    whichImage:
      '이 메시지에는 이미지가 {{count}}장 있어요({{numbers}}). 몇 번 이미지인지 --image로 알려 주세요. 예: “밤으로 바꿔 줘 --image {{example}}”',
    noSuchImage: '이 메시지에 {{number}}번 이미지는 없어요.',
    seed: '시드는 0부터 4294967295까지의 정수예요.',
    draftGone: '이 양식은 만료됐어요. 처음부터 다시 시작해 주세요.',
    avatarsOffHere: '이 서버에서는 아바타를 편집할 수 없어요.',
    avatarNotAllowed: '이 사람은 다른 사람이 자기 아바타를 편집하는 것을 허용하지 않았어요.',
    ambiguousAmount: '“{{value}}” 값은 {{grouped}}일 수도 {{decimal}}일 수도 있어요. 둘 중 하나로 적어 주세요.',
    grantGone: '이 추가 크레딧은 이미 다 쓰였거나 만료되었거나 취소되었어요.',
    changeGone: '더 이상 확인을 기다리고 있지 않아요. 명령어를 다시 사용해 주세요.',
    amount: '“{{value}}” 값은 달러 금액이 아니에요. 5나 2.50처럼 적어 주세요.',
    amountZero: '추가 크레딧은 0보다 커야 해요.',
    amountTooLarge: '“{{value}}” 값은 너무 커요. 최대 {{most}}까지예요.',
    amountTooFine: '“{{value}}” 값은 소수점 아래가 여섯 자리를 넘어요.',
    duration: '“{{value}}” 값은 기간이 아니에요. 30m, 12h, 7d, 2w처럼 적어 주세요.',
    tooLate: '이미 끝났어요.',
    questionGone: '이 질문은 만료됐어요. 처음부터 다시 시작해 주세요.',
    alreadyCancelled: '이미 취소되었어요.',
    finishedUnshown: '이미지가 완성되어 `/기록`에 보관되어 있어요. 아직 여기에는 올리지 못했어요.',
    providerSilent:
      '이미지 제공업체가 지금 응답하지 않아 새 작업을 시작하지 않았어요. 비용은 청구되지 않았어요. {{when}}에 다시 시도해요.',
    storage:
      '봇이 지금 데이터를 저장할 수 없어 새 작업을 시작하지 않았어요. 비용은 청구되지 않았어요. 1분 후 다시 시도해 주세요.',
    tooFast: '요청이 한꺼번에 너무 많았어요. 잠시 기다렸다가 계속해 주세요.',
    stopping: '봇이 다시 시작되고 있어요. 잠시 후 다시 시도해 주세요.',
    unknownCommand: '더 이상 쓸 수 없는 기능이에요. 명령어를 다시 실행해 주세요.',
  },
  notice: {
    unshown_other: '{{prompt}} 이미지가 완성됐지만 올리지 못했어요. `/기록`에서 볼 수 있어요.',
    member: '여기에서 쓸 수 있는 {{window}} 한도 {{limit}}({{source}}) 중 {{percent}}를 썼어요.',
    server: '이 서버가 {{window}} 예산 {{limit}} 중 {{percent}}를 썼어요.',
    images_other: '{{count}}장',
  },
  apology:
    '저희 쪽에서 문제가 생겼어요. 회원님 잘못이 아니에요. 또 생기면 봇 운영자에게 알려 주세요. 참조 번호: {{reference}}',
  /** What stands in a prompt for a mention without a name that may be told. */
  mention: {
    somebody: '누군가',
    role: '역할',
    channel: '채널',
  },
  chat: {
    noImage:
      '편집할 이미지가 없어요. 이미지가 있는 메시지에 답장하거나 이미지를 첨부하고, 바꿀 내용을 적어 주세요. 글만으로 그리려면 `/그리기`를 쓰세요.',
    noPrompt: '이미지에서 바꿀 내용을 적어 주세요. 예: “밤으로 바꿔 줘 --ar 16:9”',
    cannotSee: '답장한 메시지의 이미지를 볼 수 없어요. 대신 그 메시지의 메뉴에서 앱 → 이미지 편집을 선택해 주세요.',
    wrongValue: '“{{value}}” 값은 --{{option}} 옵션에 쓸 수 없어요. {{valid}}',
    notPrivate: '--private 옵션은 여기에서 쓸 수 없어요. 비공개 이미지는 `/편집`에서 `나만_보기`를 고르세요.',
    writeWhole: '{{least}}~{{most}} 사이의 정수를 쓰세요.',
    writeNumber: '{{least}}~{{most}} 사이의 숫자를 쓰세요.',
    writeOneOf: '다음 중 하나를 쓰세요: {{values}}.',
    writeSomething: '뒤에 값을 쓰세요.',
    denied: '지금은 해 드릴 수 없어요. `/사용량 나`에서 현황을 확인해 보세요.',
    withheld: '이건 할 수 없어요.',
    missingPermissions:
      '<#{{channel}}> 채널에서 답할 수 없어요. 다음 권한이 없어요: {{permissions}}. 권한은 모더레이터가 바꿀 수 있고, 슬래시 명령어는 그대로 쓸 수 있어요.',
  },
  permission: {
    ViewChannel: '채널 보기',
    SendMessages: '메시지 보내기',
    AttachFiles: '파일 첨부',
    ReadMessageHistory: '메시지 기록 보기',
  },
};
