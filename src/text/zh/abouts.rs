//! The sentences of the site files about their elements, interrupts and calls.

use crate::text::retold::Table;

/// Each as its site file has it; a test holds the table to the files.
pub(in crate::text) const TABLE: Table = &[
    // the editor's page
    (
        "the title's field at the top of the editor",
        "编辑器顶部的标题栏",
    ),
    (
        "the Markdown editor, whose CodeMirror instance takes the text",
        "Markdown 编辑器，正文写入它的 CodeMirror",
    ),
    (
        "the words that tell whether the draft is saved",
        "说明草稿是否已保存的文字",
    ),
    (
        "the button 发布 that opens the panel; neither 草稿箱 beside it nor 确定并发布 in it",
        "打开发布面板的「发布」按钮；不是旁边的「草稿箱」，也不是面板里的「确定并发布」",
    ),
    (
        "the panel with category, tags and summary",
        "填写分类、标签和摘要的发布面板",
    ),
    ("a category by its name", "某个名称的分类"),
    ("the category that is chosen", "已选中的分类"),
    (
        "the box of the tags; its placeholder lies over the input and takes the clicks",
        "标签框；它的占位文字盖在输入框上，点击落在占位文字上",
    ),
    ("the input of the tags' box", "标签框里的输入框"),
    (
        "a tag in the list that opens below the box; closed lists stay in the page without a width",
        "标签框下方列表里的标签；收起的列表仍留在页面里，宽度为零",
    ),
    ("the tags that are chosen", "已选中的标签"),
    ("the summary's field", "摘要栏"),
    (
        "the button 确定并发布, disabled while the draft is being saved",
        "「确定并发布」按钮，保存草稿时不能点击",
    ),
    (
        "the link to the article on the page that follows; $value is 《title》",
        "发布之后的页面上指向文章的链接；$value 是《标题》",
    ),
    (
        "the file input of the cover, never shown; the editor's own has the class file-input",
        "上传封面的文件框，从不显示；编辑器自己的那个有 file-input 这个 class",
    ),
    ("the cover once it is uploaded", "上传好的封面"),
    ("the box of the columns", "专栏框"),
    ("the input of the columns' box", "专栏框里的输入框"),
    (
        "a column in the list that opens below the box",
        "专栏框下方列表里的专栏",
    ),
    ("the columns that are chosen", "已选中的专栏"),
    ("the box of the topic", "话题框"),
    ("the input of the topic's box", "话题框里的输入框"),
    (
        "a topic in the list that opens below the box",
        "话题框下方列表里的话题",
    ),
    ("the topic that is chosen", "已选中的话题"),
    // states of the page
    ("the panel is open", "发布面板已打开"),
    (
        "a category, a tag and a cover are chosen in the panel",
        "面板里已选好分类、标签和封面",
    ),
    ("the list of tags is open", "标签列表已打开"),
    ("the list of columns is open", "专栏列表已打开"),
    ("the list of topics is open", "话题列表已打开"),
    // signing in
    ("the tab 验证码登录 / 注册", "「验证码登录 / 注册」标签页"),
    (
        "the phone number's field; the password form has another one, for 邮箱/手机号",
        "手机号栏；密码登录里另有一个「邮箱/手机号」",
    ),
    (
        "获取验证码; once pressed it counts down and says 重新发送",
        "「获取验证码」；点击后倒计时，然后变成「重新发送」",
    ),
    (
        "the same button when the countdown is over: 重新发送",
        "倒计时结束后的同一个按钮：「重新发送」",
    ),
    ("the field of the code that was sent", "验证码栏"),
    ("the button that signs in", "登录按钮"),
    ("the box that agrees to the terms", "同意条款的勾选框"),
    (
        "the box that agrees to the terms, checked",
        "已勾选的同意条款框",
    ),
    ("the terms are agreed to", "已同意条款"),
    (
        "the QR code for the 稀土掘金 app",
        "给「稀土掘金」App 扫的二维码",
    ),
    (
        "what the page says for a few seconds: 验证码错误 and the like",
        "页面短暂显示的提示，如「验证码错误」",
    ),
    ("a code was sent, or refused", "验证码已发送，或被拒绝"),
    (
        "another way to sign in is shown than by a code",
        "显示的不是验证码登录，而是另一种登录方式",
    ),
    // interrupts
    (
        "a captcha on the page: solve it in the window",
        "页面上有人机验证：请在窗口里完成",
    ),
    (
        "a captcha in a frame: solve it in the window",
        "页面的框架里有人机验证：请在窗口里完成",
    ),
    (
        "the page 验证码中间页: solve the captcha in the window",
        "「验证码中间页」：请在窗口里完成人机验证",
    ),
    (
        "a security check on the login page: go through it in the window",
        "登录页上的安全验证：请在窗口里完成",
    ),
    (
        "the login page speaks of trouble with the account: see to it in the window",
        "登录页说账号有问题：请在窗口里处理",
    ),
    (
        "a notice with the button 我知道了",
        "带「我知道了」按钮的提示",
    ),
    ("the site asks to sign in", "网站要求登录"),
    (
        "the site asks to sign in, over the editor",
        "网站在编辑器上方弹出登录框",
    ),
    (
        "the site says 摘要不满足最低50字的要求",
        "网站提示 `摘要不满足最低50字的要求`",
    ),
    (
        "the site says 至少添加一个分类",
        "网站提示「至少添加一个分类」",
    ),
    (
        "the site says 至少添加一个标签",
        "网站提示「至少添加一个标签」",
    ),
    // calls
    ("ask who is signed in", "查询现在登录的是谁"),
    (
        "get a token against forged requests; it is valid for about a day",
        "取得防伪造请求的令牌，约一天有效",
    ),
    ("have a code sent to the phone", "请求发送手机验证码"),
    ("sign in with the code", "用验证码登录"),
    ("find the category by its name", "按名称查找分类"),
    (
        "find the category's number by its name",
        "按名称查找分类的编号",
    ),
    (
        "find a tag by its name; there are no free tags",
        "按名称查找标签；标签不能自己新建",
    ),
    (
        "find a tag's number by its name; there are no free tags",
        "按名称查找标签的编号；标签不能自己新建",
    ),
    ("search the tags", "搜索标签"),
    (
        "find a column's number by its name; the columns are the author's own",
        "按名称查找专栏的编号；专栏是作者自己的",
    ),
    (
        "find the topic's number by its name among the hot ones",
        "在热门话题里按名称查找话题的编号",
    ),
    ("list the categories", "列出分类"),
    ("list the topics", "列出话题"),
    ("list one's own columns", "列出自己的专栏"),
    ("list the drafts", "列出草稿"),
    (
        "list the drafts, the newest first; their texts are left out",
        "列出草稿，新的在前；不含正文",
    ),
    (
        "list one's own articles, the newest first",
        "列出自己的文章，新的在前",
    ),
    (
        "see whether an article of that title is among one's own already",
        "看自己的文章里是否已有同样标题的",
    ),
    (
        "see whether an earlier attempt has made a draft already",
        "看之前的尝试是否已经建了草稿",
    ),
    (
        "make a draft with title, text, category and tags",
        "新建草稿，含标题、正文、分类和标签",
    ),
    ("make a draft with title and text", "新建草稿，含标题和正文"),
    (
        "set title, text, category and tags of the draft",
        "设置草稿的标题、正文、分类和标签",
    ),
    ("set all fields of the draft", "设置草稿的各项"),
    (
        "give the draft its cover; the page sets the rest afterwards",
        "给草稿设置封面；其余由页面随后设置",
    ),
    ("publish the draft", "发布草稿"),
    (
        "see which article the draft has become; 0 means none yet",
        "看草稿成了哪篇文章；0 表示还没有",
    ),
    (
        "find the article of the draft among one's own",
        "在自己的文章里找这份草稿对应的文章",
    ),
    (
        "see whether an article is reviewed (0) or live (1, 2), and what it says",
        "看文章是审核中（0）还是已发布（1、2），以及它的内容",
    ),
    (
        "see that no picture of the text is broken",
        "确认正文的图片都能显示",
    ),
    ("delete a draft", "删除草稿"),
    ("delete an article of one's own", "删除自己的文章"),
    (
        "get a key for uploads; it is valid for about two hours",
        "取得上传用的密钥，约两小时有效",
    ),
    ("ask where an image may be put", "查询图片可以放到哪里"),
    (
        "put the bytes there, with their CRC32",
        "把内容放上去，附上 CRC32",
    ),
    ("say that the image is there", "告知图片已放好"),
    (
        "get an address of the image for a draft",
        "取得图片在草稿里的地址",
    ),
    (
        "make sure that no order has our id yet",
        "确认还没有订单用了我们的编号",
    ),
    (
        "look the medium up: its name, its price, whether it takes orders",
        "查询媒体：名称、价格、是否接单",
    ),
    (
        "make sure that the price is still the one agreed to",
        "确认价格仍是同意过的那个",
    ),
    ("place the order; it costs money at once", "下单；立即扣款"),
    (
        "ask how the order stands, by our own id of it",
        "用我们自己的编号查询订单状态",
    ),
    (
        "ask for the balance and what was spent in a period",
        "查询余额和一段时间内的花费",
    ),
    ("read a page of the catalogue", "读一页媒体目录"),
    (
        "push the article to the accounts of the pool",
        "把文章推送给资源池里的账号",
    ),
    ("list the categories that are known", "列出已知的分类"),
    (
        "list the accounts of the pool and how they stand",
        "列出资源池里的账号和它们的状态",
    ),
];
