// Finding one's way: help and status. In Simplified Chinese; values in {{braces}} are put in,
// `_other` is the one plural form beside `_zero`.

export const guidance = {
  help: {
    description: '你在这里可以做什么',
    title: '你在这里可以做什么',
    notNow: '**暂时不行**：{{reason}}',
    draw: '• **生成**：输入 `/生成图片` 再写几个词，例如“{{example}}”；用 `预设` 选择风格。',
    drawSeveral:
      '• **生成**：输入 `/生成图片` 再写几个词，例如“{{example}}”；用 `张数` 一次最多生成 {{most}} 张，用 `预设` 选择风格。',
    example: '雾中的灯塔，油画',
    edit: '• **修改**：用 `/修改图片` 上传你的文件，或在任意带图片的消息上选择“应用 → 修改图片”。',
    replyAny: '• **回复**：回复一张图片，提及 {{bot}}，写下要改什么。',
    replyOwn: '• **回复**：回复我发的图片，提及 {{bot}}，写下要改什么。别人的图片请用“应用 → 修改图片”。',
    direct: '• **私信我**：在这里发一张图片，写下要改什么，不需要命令。',
    guest:
      '• 我是你带来的应用，不是这里的成员：我看不到消息，所以收不到回复；这里的预设、设置和版主权限也不适用。命令和“应用 → 修改图片”都可以使用。',
    own: '• **你的内容**：`/历史`（图片）、`/预设 列表`（风格）、`/用量 我`（费用）、`/状态`（正在生成的图片）、`/隐私 导出`（关于你的数据）。',
    cost: '• 一张图片大约 {{cost}}。',
    moderator:
      '• **版主可用**：`/版务 图片信息`、`/版务 屏蔽`、`/用量 服务器`、`/用量 成员`、`/预算 查看`、“应用 → 图片用量”。',
    manager: '• **管理员可用**：`/设置 查看`、`/预算 设置 默认`、`/预算 追加`，以及供整个服务器使用的预设。',
    host: '• **机器人运营者可用**：`/用量 全局`、`/设置 暂停 所有服务器`、`/版务 释放预留 已扣费`。',
  },
  status: {
    description: '当前状态：图片服务商、队列和你正在生成的图片',
    title: '当前状态',
    provider: {
      silent: '图片服务商目前没有响应，因此暂不开始新任务。{{when}}会再次尝试。',
      trying: '图片服务商刚才没有响应。下一张图片会试试是否已恢复。',
      well: '图片服务商运行正常。',
      quiet: '过去一小时没有用到图片服务商。',
      slowed_other: '图片服务商较忙，目前一次最多生成 {{count}} 张图片。',
      some_other: '图片服务商近期出过问题：过去一小时的 {{count}} 张图片中有 {{troubled}} 张受影响。',
      bad_other: '图片服务商出现故障：过去一小时的 {{count}} 张图片中有 {{troubled}} 张受影响。',
    },
    typical: '一张图片通常需要 {{typical}}左右，十张里有九张在 {{most}}内完成。',
    working_zero: '目前没有图片在生成。',
    working_other: '正在生成 {{count}} 张图片。',
    waiting_zero: '没有图片在排队。',
    waiting_other: '{{count}} 张在排队。',
    own: '你的图片',
    nothing: '你没有正在生成的图片。',
    more: '-# 还有更多',
    inProgress_other: '{{count}} 张生成中',
    inQueue_other: '{{count}} 张排队中（当前第 {{place}} 位）',
    cancelled: '已取消（仍会扣费）',
    cancel: '取消第 {{number}} 项',
    refresh: '刷新',
  },
};
