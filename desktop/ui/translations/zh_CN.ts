<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AnswerActions</name>
    <message>
        <source>Copy answer</source>
        <translation>复制回答</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Compare with another answer</source>
        <translation>与另一个回答比较</translation>
    </message>
    <message>
        <source>What was sent</source>
        <translation>查看发送内容</translation>
    </message>
    <message>
        <source>More about this answer</source>
        <translation>更多操作</translation>
    </message>
    <message>
        <source>Write a better answer…</source>
        <translation>写出更好的回答…</translation>
    </message>
    <message>
        <source>Copy as Markdown</source>
        <translation>复制为 Markdown</translation>
    </message>
    <message>
        <source>Copy the whole conversation</source>
        <translation>复制整个对话</translation>
    </message>
    <message>
        <source>Continue in a new conversation from here</source>
        <translation>从此处在新对话中继续</translation>
    </message>
    <message>
        <source>{n} tokens/s</source>
        <translation>{n} 词元/秒</translation>
    </message>
</context>
<context>
    <name>AnswerNotice</name>
    <message>
        <source>Show the nearest passages</source>
        <translation>显示最接近的段落</translation>
    </message>
    <message>
        <source>Answer without documents</source>
        <translation>不用文档直接回答</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>This answer was interrupted.</source>
        <translation>此回答被中断。</translation>
    </message>
    <message>
        <source>You stopped this answer.</source>
        <translation>您已停止此回答。</translation>
    </message>
    <message>
        <source>This answer reached its longest length.</source>
        <translation>此回答已达到长度上限。</translation>
    </message>
    <message>
        <source>The model began to repeat itself and was stopped.</source>
        <translation>模型开始重复自己的话，已停止。</translation>
    </message>
</context>
<context>
    <name>AnswerSection</name>
    <message>
        <source>Answers</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>Longest answer</source>
        <translation>回答上限</translation>
    </message>
    <message>
        <source>In tokens; about three quarters of a word each.</source>
        <translation>以词元计；一个词元约为一个汉字。</translation>
    </message>
    <message>
        <source>Up to {n} tokens</source>
        <translation>最多 {n} 个词元</translation>
    </message>
    <message>
        <source>Think first</source>
        <translation>先思考</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Models that can reason do so before they answer: better, but later.</source>
        <translation>会推理的模型先思考再回答：更好，但更慢。</translation>
    </message>
    <message>
        <source>Passages</source>
        <translation>段落数</translation>
    </message>
    <message>
        <source>How many passages an answer is written from; more take longer to read.</source>
        <translation>回答时依据的段落数量；越多，读取越慢。</translation>
    </message>
    <message>
        <source>Answer from my documents</source>
        <translation>根据我的文档回答</translation>
    </message>
    <message>
        <source>Off, the model answers from what it knows, without citations.</source>
        <translation>关闭时，模型凭自身知识回答，不带引用。</translation>
    </message>
</context>
<context>
    <name>AnswerSpeech</name>
    <message>
        <source>An answer in another conversation has ended.</source>
        <translation>另一个对话中的回答已结束。</translation>
    </message>
    <message>
        <source>You stopped this answer.</source>
        <translation>您已停止此回答。</translation>
    </message>
    <message>
        <source>The answer is ready: {text}</source>
        <translation>回答已完成：{text}</translation>
    </message>
</context>
<context>
    <name>AnswerView</name>
    <message>
        <source>[?] None of the passages says this.</source>
        <translation>[?] 没有段落支持这句话。</translation>
    </message>
    <message>
        <source>Answer: {text}</source>
        <translation>回答：{text}</translation>
    </message>
    <message>
        <source>Reading the prompt… {n} %</source>
        <translation>正在读取提示… {n}%</translation>
    </message>
    <message>
        <source>Writing…</source>
        <translation>正在撰写…</translation>
    </message>
    <message>
        <source>Looking in your documents…</source>
        <translation>正在查找文档…</translation>
    </message>
    <message>
        <source>Answered with quotes only: no model at hand writes this language.</source>
        <translation>仅以原文作答：现有模型不会写这种语言。</translation>
    </message>
    <message>
        <source>Nothing that was found in your documents says this sentence. It may be what the model knows or guesses: check it before you rely on it.</source>
        <translation>在您的文档中没有找到支持这句话的内容。它可能来自模型自身的知识或推测，请核实后再采用。</translation>
    </message>
    <message>
        <source>[?] Without a source</source>
        <translation>[?] 没有出处</translation>
    </message>
</context>
<context>
    <name>AttachmentChips</name>
    <message>
        <source>Take files out of the conversation</source>
        <translation>将文件移出对话</translation>
    </message>
    <message>
        <source>{n} more</source>
        <translation>还有 {n} 个</translation>
    </message>
    <message>
        <source>{n} more attached files</source>
        <translation>还有 {n} 个附加的文件</translation>
    </message>
    <message>
        <source>Remove attached file {name}</source>
        <translation>移除附加的文件 {name}</translation>
    </message>
    <message>
        <source>Take this file out of the conversation</source>
        <translation>将此文件移出对话</translation>
    </message>
    <message>
        <source>Remove all {n} attached files</source>
        <translation>移除全部 {n} 个附加的文件</translation>
    </message>
</context>
<context>
    <name>BranchChoice</name>
    <message>
        <source>Go to the first turn</source>
        <translation>跳到第一条消息</translation>
    </message>
    <message>
        <source>Go to the last turn</source>
        <translation>跳到最后一条消息</translation>
    </message>
    <message>
        <source>Edit the last question</source>
        <translation>编辑上一个问题</translation>
    </message>
    <message>
        <source>Copy the whole conversation</source>
        <translation>复制整个对话</translation>
    </message>
    <message>
        <source>The conversation was copied.</source>
        <translation>对话已复制。</translation>
    </message>
    <message>
        <source>There are no passages to show: the documents that were asked are empty or no longer here.</source>
        <translation>没有可显示的段落：所查的文档没有内容，或已不在这里。</translation>
    </message>
    <message>
        <source>Turn on “Use my documents” first.</source>
        <translation>请先勾选“使用我的文档”。</translation>
    </message>
    <message>
        <source>You go on in a new conversation; the other one stays as it is.</source>
        <translation>已在新对话中继续，原对话保持不变。</translation>
    </message>
</context>
<context>
    <name>CitationChip</name>
    <message>
        <source>Open citation {n}: {place}</source>
        <translation>打开引用 {n}：{place}</translation>
    </message>
</context>
<context>
    <name>ClearButton</name>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
</context>
<context>
    <name>CollectionChoice</name>
    <message>
        <source>Searched collections: {names}</source>
        <translation>搜索的文档集：{names}</translation>
    </message>
    <message>
        <source>Choose which documents answer in this conversation</source>
        <translation>选择本对话使用哪些文档来回答</translation>
    </message>
    <message>
        <source>All collections</source>
        <translation>全部文档集</translation>
    </message>
</context>
<context>
    <name>CollectionDialog</name>
    <message>
        <source>Name of the collection</source>
        <translation>文档集名称</translation>
    </message>
    <message>
        <source>For example: Contracts</source>
        <translation>例如：合同</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>There is a collection of this name already.</source>
        <translation>已有同名的文档集。</translation>
    </message>
    <message>
        <source>A name cannot begin with “@”.</source>
        <translation>名称不能以“@”开头。</translation>
    </message>
    <message>
        <source>At most {n} characters.</source>
        <translation>最多 {n} 个字符。</translation>
    </message>
    <message>
        <source>Search in it alone with in:NAME.</source>
        <translation>用 in:名称 可只搜索该文档集。</translation>
    </message>
</context>
<context>
    <name>Collections</name>
    <message>
        <source>General</source>
        <translation>默认</translation>
    </message>
</context>
<context>
    <name>CommandChoice</name>
    <message>
        <source>Conversation</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>文档</translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>Commands</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Do something, or open a conversation or document</source>
        <translation>执行操作，或打开对话、文档</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Commands found</source>
        <translation>匹配的命令</translation>
    </message>
    <message>
        <source>Nothing is called that. Try fewer letters.</source>
        <translation>没有匹配的结果。请少输入几个字再试。</translation>
    </message>
</context>
<context>
    <name>CompareChoice</name>
    <message>
        <source>Wait until the answer is finished, or stop it first.</source>
        <translation>请等回答完成，或先停止生成。</translation>
    </message>
    <message>
        <source>{n}: {words}</source>
        <translation>{n}：{words}</translation>
    </message>
    <message>
        <source>This answer is not shown any more.</source>
        <translation>当前已不再显示这个回答。</translation>
    </message>
    <message>
        <source>temperature {n}</source>
        <translation>温度 {n}</translation>
    </message>
    <message>
        <source>The answer that was there</source>
        <translation>原有的回答</translation>
    </message>
    <message>
        <source>The new answer</source>
        <translation>新回答</translation>
    </message>
    <message>
        <source>The other version</source>
        <translation>另一个版本</translation>
    </message>
    <message>
        <source>Kept. The better answer is the one that is shown now.</source>
        <translation>已保存。现在显示的是更好的那个回答。</translation>
    </message>
    <message>
        <source>Kept: no difference.</source>
        <translation>已保存：没有差别。</translation>
    </message>
    <message>
        <source>Kept: both are bad, and are rated so.</source>
        <translation>已保存：两个都不好，并已分别给出差评。</translation>
    </message>
</context>
<context>
    <name>CompareDialog</name>
    <message>
        <source>Compare answers</source>
        <translation>比较回答</translation>
    </message>
    <message>
        <source>Left answer</source>
        <translation>左侧回答</translation>
    </message>
    <message>
        <source>Right answer</source>
        <translation>右侧回答</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Why? (optional)</source>
        <translation>为什么？（可选）</translation>
    </message>
    <message>
        <source>Reason in your words</source>
        <translation>您的理由</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Left is better</source>
        <translation>左侧更好</translation>
    </message>
    <message>
        <source>No difference</source>
        <translation>没有差别</translation>
    </message>
    <message>
        <source>Both are bad</source>
        <translation>两个都不好</translation>
    </message>
    <message>
        <source>Right is better</source>
        <translation>右侧更好</translation>
    </message>
</context>
<context>
    <name>ComparePane</name>
    <message>
        <source>The other answer will stand here.</source>
        <translation>另一个回答将显示在这里。</translation>
    </message>
    <message>
        <source>Writing…</source>
        <translation>正在写…</translation>
    </message>
    <message>
        <source>Loading the model…</source>
        <translation>正在加载模型…</translation>
    </message>
    <message>
        <source>Stopped here.</source>
        <translation>回答在此停止。</translation>
    </message>
    <message>
        <source>Nothing was written.</source>
        <translation>没有生成任何内容。</translation>
    </message>
</context>
<context>
    <name>CompareSetup</name>
    <message>
        <source>Compare with</source>
        <translation>比较对象</translation>
    </message>
    <message>
        <source>Other model</source>
        <translation>其他模型</translation>
    </message>
    <message>
        <source>Other preset</source>
        <translation>其他预设</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>温度</translation>
    </message>
    <message>
        <source>Another try</source>
        <translation>再答一次</translation>
    </message>
    <message>
        <source>A version that is there</source>
        <translation>已有的版本</translation>
    </message>
    <message>
        <source>Another model</source>
        <translation>换一个模型</translation>
    </message>
    <message>
        <source>Another temperature</source>
        <translation>换一个温度</translation>
    </message>
    <message>
        <source>Another preset</source>
        <translation>换一个预设</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Set beside this answer:</source>
        <translation>与此回答并排比较：</translation>
    </message>
</context>
<context>
    <name>Composer</name>
    <message>
        <source>Ask about your documents</source>
        <translation>就您的文档提问</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Attach files</source>
        <translation>附加文件</translation>
    </message>
    <message>
        <source>Use my documents</source>
        <translation>使用我的文档</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>This preset leaves documents aside.</source>
        <translation>此预设不使用文档。</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Wait until the attached files are read</source>
        <translation>请等待附加的文件读取完毕</translation>
    </message>
</context>
<context>
    <name>ConversationChoice</name>
    <message>
        <source>Conversation deleted</source>
        <translation>对话已删除</translation>
    </message>
    <message>
        <source>{n} conversations deleted</source>
        <translation>已删除 {n} 个对话</translation>
    </message>
</context>
<context>
    <name>ConversationDelegate</name>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
</context>
<context>
    <name>ConversationGroups</name>
    <message>
        <source>Pinned</source>
        <translation>已置顶</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>昨天</translation>
    </message>
    <message>
        <source>Last seven days</source>
        <translation>最近七天</translation>
    </message>
    <message>
        <source>This month</source>
        <translation>本月</translation>
    </message>
</context>
<context>
    <name>ConversationList</name>
    <message>
        <source>Conversations</source>
        <translation>对话列表</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>取消置顶</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>置顶</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Delete {n} conversations</source>
        <translation>删除 {n} 个对话</translation>
    </message>
    <message>
        <source>Markdown…</source>
        <translation>Markdown…</translation>
    </message>
    <message>
        <source>Web page (HTML)…</source>
        <translation>网页（HTML）…</translation>
    </message>
    <message>
        <source>Carrel file (JSON)…</source>
        <translation>Carrel 文件（JSON）…</translation>
    </message>
</context>
<context>
    <name>ConversationModel</name>
    <message>
        <source>{title}, pinned</source>
        <translation>{title}，已置顶</translation>
    </message>
</context>
<context>
    <name>ConversationPage</name>
    <message>
        <source>Find in this conversation</source>
        <translation>在当前对话中查找</translation>
    </message>
    <message>
        <source>New conversation</source>
        <translation>新对话</translation>
    </message>
    <message>
        <source>Sources of this conversation</source>
        <translation>本对话的出处</translation>
    </message>
    <message>
        <source>Turn on “Use my documents” first.</source>
        <translation>请先勾选“使用我的文档”。</translation>
    </message>
    <message>
        <source>Ask about your documents</source>
        <translation>就您的文档提问</translation>
    </message>
    <message>
        <source>Write or paste what to translate</source>
        <translation>输入或粘贴要翻译的内容</translation>
    </message>
    <message>
        <source>Write a message</source>
        <translation>输入消息</translation>
    </message>
    <message>
        <source>Name a document, or say what you want from all of them</source>
        <translation>写出文档名，或说明要从全部文档中得到什么</translation>
    </message>
    <message>
        <source>reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>not read yet</source>
        <translation>尚未读取</translation>
    </message>
    <message>
        <source>waiting for text recognition</source>
        <translation>等待文字识别</translation>
    </message>
    <message>
        <source>could not be read</source>
        <translation>无法读取</translation>
    </message>
</context>
<context>
    <name>DocumentMenu</name>
    <message>
        <source>Documents</source>
        <translation>文档</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Open in its own program</source>
        <translation>用其他程序打开</translation>
    </message>
    <message>
        <source>Show in its folder</source>
        <translation>在文件夹中显示</translation>
    </message>
    <message>
        <source>Copy the path</source>
        <translation>复制路径</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Move to the collection</source>
        <translation>移动到文档集</translation>
    </message>
    <message>
        <source>New collection…</source>
        <translation>新建文档集…</translation>
    </message>
    <message>
        <source>Path copied</source>
        <translation>路径已复制</translation>
    </message>
</context>
<context>
    <name>DocumentModel</name>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Passages</source>
        <translation>段落</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Collection</source>
        <translation>文档集</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>正在读取</translation>
    </message>
    <message>
        <source>Indexing</source>
        <translation>正在索引</translation>
    </message>
    <message>
        <source>Waiting for text recognition</source>
        <translation>等待文字识别</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>已跳过</translation>
    </message>
    <message>
        <source>Could not be read</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>Ready, some pages are waiting for text recognition</source>
        <translation>可以提问，部分页面等待文字识别</translation>
    </message>
</context>
<context>
    <name>DocumentSection</name>
    <message>
        <source>Documents</source>
        <translation>文档</translation>
    </message>
    <message>
        <source>Recognise text in scans</source>
        <translation>识别扫描件中的文字</translation>
    </message>
    <message>
        <source>Reads images and scanned pages in Chinese and English on this computer, in the background; a page takes some seconds.</source>
        <translation>在本机后台识别图片和扫描页中的中英文文字，每页需要几秒钟。</translation>
    </message>
    <message>
        <source>Embedder</source>
        <translation>嵌入模型</translation>
    </message>
    <message>
        <source>Finds passages by meaning; a multilingual one also across languages. Another one takes effect after the next start, when everything was read with it; the former one searches until then.</source>
        <translation>按含义查找段落；多语言模型还能跨语言查找。换用其他模型后，下次启动时用它重新读取全部内容，读完后生效，在此之前仍用原来的模型搜索。</translation>
    </message>
    <message>
        <source>Read documents only while this computer is idle</source>
        <translation>仅在电脑空闲时读取文档</translation>
    </message>
    <message>
        <source>Waits until nobody has used this window for a minute and other programs leave most of the processor free.</source>
        <translation>等到一分钟内无人操作本窗口，且其他程序没有占用大部分处理器时再读取。</translation>
    </message>
</context>
<context>
    <name>DropOverlay</name>
    <message>
        <source>Add to my documents</source>
        <translation>添加到我的文档</translation>
    </message>
    <message>
        <source>Read on this computer and searched for every question. The files stay put.</source>
        <translation>在本机读取，每次提问都会搜索。文件留在原处。</translation>
    </message>
    <message>
        <source>Attach to this conversation only</source>
        <translation>仅附加到此对话</translation>
    </message>
    <message>
        <source>Searched here and nowhere else, forgotten with the conversation.</source>
        <translation>只在此对话中搜索，随对话一并删除。</translation>
    </message>
    <message>
        <source>Import conversations</source>
        <translation>导入对话</translation>
    </message>
    <message>
        <source>For a file that Carrel exported, or for an export of ChatGPT.</source>
        <translation>适用于 Carrel 导出的文件或 ChatGPT 的导出文件。</translation>
    </message>
</context>
<context>
    <name>DroppedTurnsView</name>
    <message>
        <source>Everything that was said fits.</source>
        <translation>全部对话内容都能放入。</translation>
    </message>
    <message>
        <source>{n} quoted again</source>
        <translation>{n} 条被再次引用</translation>
    </message>
    <message>
        <source>{n} quoted because pinned</source>
        <translation>{n} 条因固定而被引用</translation>
    </message>
    <message>
        <source>{n} in the summary</source>
        <translation>{n} 条归入摘要</translation>
    </message>
    <message>
        <source>{n} left out</source>
        <translation>{n} 条未发送</translation>
    </message>
    <message>
        <source>{n} earlier turns did not fit: {fates}.</source>
        <translation>有 {n} 条早先的消息放不下：{fates}。</translation>
    </message>
    <message>
        <source>One earlier turn did not fit: {fates}.</source>
        <translation>有 1 条早先的消息放不下：{fates}。</translation>
    </message>
    <message>
        <source>, </source>
        <translation>，</translation>
    </message>
    <message>
        <source>Turns that did not fit</source>
        <translation>放不下的消息</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>发言者</translation>
    </message>
    <message>
        <source>First words</source>
        <translation>开头</translation>
    </message>
    <message>
        <source>What became of it</source>
        <translation>处理方式</translation>
    </message>
    <message>
        <source>not in this conversation any more</source>
        <translation>已不在此对话中</translation>
    </message>
    <message>
        <source>You</source>
        <translation>您</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>Instructions</source>
        <translation>系统指令</translation>
    </message>
    <message>
        <source>quoted again</source>
        <translation>再次引用</translation>
    </message>
    <message>
        <source>quoted because pinned</source>
        <translation>因固定而引用</translation>
    </message>
    <message>
        <source>in the summary</source>
        <translation>归入摘要</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>未发送</translation>
    </message>
</context>
<context>
    <name>EmbedderBox</name>
    <message>
        <source>{name} (comes with Carrel)</source>
        <translation>{name}（随 Carrel 提供）</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation>选择文件夹…</translation>
    </message>
    <message>
        <source>{name} is no folder of a sentence-transformers model: it has no tokenizer.json and config.json.</source>
        <translation>{name} 不是 sentence-transformers 模型文件夹：缺少 tokenizer.json 和 config.json。</translation>
    </message>
    <message>
        <source>Embedder</source>
        <translation>嵌入模型</translation>
    </message>
</context>
<context>
    <name>EmbedderQuestion</name>
    <message>
        <source>Read all documents again with another embedder?</source>
        <translation>要用另一个嵌入模型重新读取全部文档吗？</translation>
    </message>
    <message>
        <source>Documents: {n}. It begins with the next start of Carrel and may take hours on this computer. Until it is done, the former embedder answers.</source>
        <translation>文档数：{n}。下次启动 Carrel 时开始，在这台电脑上可能需要数小时。完成之前仍由原来的嵌入模型检索。</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>重新读取</translation>
    </message>
</context>
<context>
    <name>EngineSection</name>
    <message>
        <source>Model and computer</source>
        <translation>模型与本机</translation>
    </message>
    <message>
        <source>Context window</source>
        <translation>上下文窗口</translation>
    </message>
    <message>
        <source>How many tokens the model attends to; more needs more memory.</source>
        <translation>模型能关注的词元数；越多越占内存。</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>线程数</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>How many processor cores the model may use; automatic takes what was measured to be fastest, else every core.</source>
        <translation>模型可使用的处理器核心数；“自动”采用实测最快的数目，未测试时使用全部核心。</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>Tries threads and batches with the chosen model for about half a minute.</source>
        <translation>用所选模型尝试不同的线程数和批大小，约需半分钟。</translation>
    </message>
    <message>
        <source>Layers on the graphics card</source>
        <translation>GPU 层数（显卡）</translation>
    </message>
    <message>
        <source>As many as fit</source>
        <translation>自动（尽可能多）</translation>
    </message>
    <message>
        <source>None</source>
        <translation>不使用</translation>
    </message>
    <message>
        <source>The rest of the model is computed by the processor.</source>
        <translation>模型的其余部分由处理器计算。</translation>
    </message>
    <message>
        <source>{n} minutes</source>
        <translation>{n} 分钟</translation>
    </message>
    <message>
        <source>Unload when idle for</source>
        <translation>闲置多久后卸载</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>从不</translation>
    </message>
    <message>
        <source>Gives the model&apos;s memory back; the next question loads it again.</source>
        <translation>释放模型占用的内存；下次提问时重新加载。</translation>
    </message>
</context>
<context>
    <name>FeedbackBar</name>
    <message>
        <source>Good answer</source>
        <translation>回答很好</translation>
    </message>
    <message>
        <source>Bad answer</source>
        <translation>回答不好</translation>
    </message>
    <message>
        <source>Wrong</source>
        <translation>有误</translation>
    </message>
    <message>
        <source>Not in the document</source>
        <translation>文档中没有</translation>
    </message>
    <message>
        <source>Harmful</source>
        <translation>有害</translation>
    </message>
    <message>
        <source>Dishonest</source>
        <translation>不诚实</translation>
    </message>
    <message>
        <source>Unhelpful</source>
        <translation>没有帮助</translation>
    </message>
    <message>
        <source>Incomplete</source>
        <translation>不完整</translation>
    </message>
    <message>
        <source>Unclear</source>
        <translation>不清楚</translation>
    </message>
    <message>
        <source>Too long</source>
        <translation>太长</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>其他</translation>
    </message>
</context>
<context>
    <name>FeedbackChoice</name>
    <message>
        <source>Feedback</source>
        <translation>反馈</translation>
    </message>
    <message>
        <source>Export feedback…</source>
        <translation>导出反馈…</translation>
    </message>
    <message>
        <source>Compare the last answer</source>
        <translation>比较最后一个回答</translation>
    </message>
    <message>
        <source>Feedback deleted; the answer stays.</source>
        <translation>反馈已删除，回答仍保留。</translation>
    </message>
    <message>
        <source>{n} pieces of feedback deleted; the answers stay.</source>
        <translation>已删除 {n} 条反馈，回答仍保留。</translation>
    </message>
    <message>
        <source>Rating changed.</source>
        <translation>评价已更改。</translation>
    </message>
    <message>
        <source>Rating removed.</source>
        <translation>评价已取消。</translation>
    </message>
</context>
<context>
    <name>FeedbackEdit</name>
    <message>
        <source>Edit feedback</source>
        <translation>编辑反馈</translation>
    </message>
    <message>
        <source>Good answer</source>
        <translation>回答很好</translation>
    </message>
    <message>
        <source>Bad answer</source>
        <translation>回答不好</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>Better answer</source>
        <translation>更好的回答</translation>
    </message>
    <message>
        <source>None was written</source>
        <translation>尚未填写</translation>
    </message>
    <message>
        <source>The answer as you would have wanted it:</source>
        <translation>您希望得到的回答：</translation>
    </message>
</context>
<context>
    <name>FeedbackExportDialog</name>
    <message>
        <source>Export feedback</source>
        <translation>导出反馈</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>SFT: good answers</source>
        <translation>SFT：好的回答</translation>
    </message>
    <message>
        <source>KTO: thumbs</source>
        <translation>KTO：赞与踩</translation>
    </message>
    <message>
        <source>DPO: pairs of answers</source>
        <translation>DPO：成对的回答</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Answers rated good, and better answers that were written.</source>
        <translation>评为好的回答，以及您写出的更好的回答。</translation>
    </message>
    <message>
        <source>Every rated answer, with its thumb.</source>
        <translation>所有评价过的回答及其评价。</translation>
    </message>
    <message>
        <source>A better answer beside the one given, and answers that were compared.</source>
        <translation>您写出的更好的回答与原回答成对，以及比较过的回答。</translation>
    </message>
    <message>
        <source>Lines to be written: {n} of {all} · places replaced: {found}</source>
        <translation>将写入 {n} 条记录，共 {all} 条 · 已替换 {found} 处</translation>
    </message>
    <message>
        <source>Looking through everything…</source>
        <translation>正在检查全部内容…</translation>
    </message>
    <message>
        <source>Nothing was said yet that this format could hold.</source>
        <translation>还没有可以用这种格式导出的反馈。</translation>
    </message>
    <message>
        <source>This line is left out.</source>
        <translation>此条记录不会写入。</translation>
    </message>
    <message>
        <source>JSON lines (*.jsonl)</source>
        <translation>JSON Lines 文件 (*.jsonl)</translation>
    </message>
    <message>
        <source>Writing…</source>
        <translation>正在写…</translation>
    </message>
    <message>
        <source>Lines written to {name}: {n}</source>
        <translation>已将 {n} 条记录写入 {name}。</translation>
    </message>
</context>
<context>
    <name>FeedbackFilters</name>
    <message>
        <source>Find in feedback</source>
        <translation>在反馈中查找</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>All time</source>
        <translation>所有时间</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>最近 7 天</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>最近 30 天</translation>
    </message>
    <message>
        <source>This year</source>
        <translation>今年</translation>
    </message>
    <message>
        <source>Rating</source>
        <translation>评价</translation>
    </message>
    <message>
        <source>All ratings</source>
        <translation>所有评价</translation>
    </message>
    <message>
        <source>Good</source>
        <translation>好</translation>
    </message>
    <message>
        <source>Bad</source>
        <translation>不好</translation>
    </message>
    <message>
        <source>Corrected</source>
        <translation>已更正</translation>
    </message>
    <message>
        <source>Compared</source>
        <translation>已比较</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>All reasons</source>
        <translation>所有理由</translation>
    </message>
</context>
<context>
    <name>FeedbackForm</name>
    <message>
        <source>Write a better answer</source>
        <translation>写出更好的回答</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>The answer as you would have wanted it:</source>
        <translation>您希望得到的回答：</translation>
    </message>
    <message>
        <source>Better answer</source>
        <translation>更好的回答</translation>
    </message>
</context>
<context>
    <name>FeedbackModel</name>
    <message>
        <source>Question</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>Rating</source>
        <translation>评价</translation>
    </message>
    <message>
        <source>Reasons</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Both are bad</source>
        <translation>两个都不好</translation>
    </message>
    <message>
        <source>No difference</source>
        <translation>没有差别</translation>
    </message>
    <message>
        <source>Better one</source>
        <translation>更好的一个</translation>
    </message>
    <message>
        <source>Good, corrected</source>
        <translation>好，已更正</translation>
    </message>
    <message>
        <source>Bad, corrected</source>
        <translation>不好，已更正</translation>
    </message>
    <message>
        <source>Good</source>
        <translation>好</translation>
    </message>
    <message>
        <source>Bad</source>
        <translation>不好</translation>
    </message>
    <message>
        <source>{answer}

The other answer:
{other}</source>
        <translation>{answer}

另一个回答：
{other}</translation>
    </message>
    <message>
        <source>{answer}

The better answer that was written:
{better}</source>
        <translation>{answer}

您写出的更好的回答：
{better}</translation>
    </message>
</context>
<context>
    <name>FeedbackPreview</name>
    <message>
        <source>As it will be written</source>
        <translation>将写入的内容</translation>
    </message>
</context>
<context>
    <name>FeedbackRules</name>
    <message>
        <source>Replace what names people:</source>
        <translation>替换可识别个人的信息：</translation>
    </message>
    <message>
        <source>Words to replace</source>
        <translation>要替换的词语</translation>
    </message>
    <message>
        <source>Names, firms, places: one a line</source>
        <translation>人名、公司、地名，每行一个</translation>
    </message>
    <message>
        <source>Leave out all passages</source>
        <translation>不写入任何段落</translation>
    </message>
    <message>
        <source>Nothing of your documents is written but what questions and answers say</source>
        <translation>除问题和回答中提到的内容外，不写入您文档中的任何文字</translation>
    </message>
    <message>
        <source>Also replace:</source>
        <translation>另外替换：</translation>
    </message>
    <message>
        <source>Also replace ({n}):</source>
        <translation>另外替换（{n} 处）：</translation>
    </message>
    <message>
        <source>E-mail addresses</source>
        <translation>电子邮件地址</translation>
    </message>
    <message>
        <source>Telephone numbers</source>
        <translation>电话号码</translation>
    </message>
    <message>
        <source>Chinese identity numbers</source>
        <translation>身份证号码</translation>
    </message>
    <message>
        <source>Bank accounts (IBAN)</source>
        <translation>银行账号 (IBAN)</translation>
    </message>
    <message>
        <source>Payment cards</source>
        <translation>银行卡号</translation>
    </message>
    <message>
        <source>IP addresses</source>
        <translation>IP 地址</translation>
    </message>
    <message>
        <source>Paths in home folders</source>
        <translation>个人文件夹中的路径</translation>
    </message>
    <message>
        <source>Names of files</source>
        <translation>文件名</translation>
    </message>
</context>
<context>
    <name>FeedbackTags</name>
    <message>
        <source>Why?</source>
        <translation>为什么？</translation>
    </message>
    <message>
        <source>Say more (optional)</source>
        <translation>补充说明（可选）</translation>
    </message>
    <message>
        <source>Reason in your words</source>
        <translation>您的理由</translation>
    </message>
</context>
<context>
    <name>FeedbackView</name>
    <message>
        <source>Clear filters</source>
        <translation>清除筛选</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>编辑…</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>No feedback fits these filters.</source>
        <translation>没有符合筛选条件的反馈。</translation>
    </message>
    <message>
        <source>Feedback</source>
        <translation>反馈</translation>
    </message>
    <message>
        <source>{up} good · {down} bad · {corrected} corrected · {compared} compared</source>
        <translation>好 {up} · 不好 {down} · 已更正 {corrected} · 已比较 {compared}</translation>
    </message>
    <message>
        <source>Nothing was rated yet. The thumbs under an answer say whether it is good; “Compare” sets another answer beside it.
What you say stays on this computer; from here it can be exported to train a model with.</source>
        <translation>还没有任何评价。用回答下方的赞与踩来评价回答，或用“比较”将另一个回答放在旁边。
您的评价只保存在这台电脑上，可以在这里导出，用来训练模型。</translation>
    </message>
</context>
<context>
    <name>FileAdding</name>
    <message>
        <source>Reading {names}</source>
        <translation>正在读取 {names}</translation>
    </message>
    <message>
        <source>Add files to your documents</source>
        <translation>将文件添加到文档库</translation>
    </message>
    <message>
        <source>Add a folder to your documents</source>
        <translation>将文件夹添加到文档库</translation>
    </message>
    <message>
        <source>Attach files to this conversation</source>
        <translation>为此对话附加文件</translation>
    </message>
    <message>
        <source>Attached files removed: {n}. The files stay where they are.</source>
        <translation>已移除附加的文件：{n} 个。文件仍保留在原处。</translation>
    </message>
    <message>
        <source>Only files and folders of this computer can be dropped here.</source>
        <translation>这里只能拖入本机的文件和文件夹。</translation>
    </message>
</context>
<context>
    <name>FileChoice</name>
    <message>
        <source>Documents</source>
        <translation>文档</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>所有文件</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>对话</translation>
    </message>
</context>
<context>
    <name>FindBar</name>
    <message>
        <source>Previous match (Shift+F3)</source>
        <translation>上一处（Shift+F3）</translation>
    </message>
    <message>
        <source>Next match (F3)</source>
        <translation>下一处（F3）</translation>
    </message>
    <message>
        <source>Close the search</source>
        <translation>关闭查找</translation>
    </message>
    <message>
        <source>{n} of {total}</source>
        <translation>第 {n} 处，共 {total} 处</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>未找到</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>正在查找…</translation>
    </message>
</context>
<context>
    <name>FirstRun</name>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>This computer ({cores} cores, {memory} of memory) runs models of up to about {n} billion parameters (Q4). The one that came with Carrel is small: its quotes are right, its own sentences are often not. Choose a larger GGUF file when you have one.</source>
        <translation>这台电脑（{cores} 核，{memory} 内存）大约能运行 {n}0 亿参数以内的模型（Q4 量化）。随 Carrel 附带的模型很小：引文准确，但它自己写的句子常有错误。如果有更大的 GGUF 文件，建议选用。</translation>
    </message>
    <message>
        <source>Choose a model file…</source>
        <translation>选择模型文件…</translation>
    </message>
</context>
<context>
    <name>FolderBar</name>
    <message>
        <source>not reachable</source>
        <translation>无法访问</translation>
    </message>
    <message>
        <source>Folder {name}</source>
        <translation>文件夹 {name}</translation>
    </message>
    <message>
        <source>Fewer</source>
        <translation>收起</translation>
    </message>
    <message>
        <source>{n} more</source>
        <translation>还有 {n} 个</translation>
    </message>
    <message>
        <source>Look again now</source>
        <translation>立即重新检查</translation>
    </message>
    <message>
        <source>Choose what is read…</source>
        <translation>选择读取哪些文件…</translation>
    </message>
    <message>
        <source>Move to the collection</source>
        <translation>移动到文档集</translation>
    </message>
    <message>
        <source>Remove with its documents</source>
        <translation>连同其文档一起移除</translation>
    </message>
    <message>
        <source>Kept in step: new, changed and deleted files are noticed.</source>
        <translation>保持同步：会注意到新增、更改和删除的文件。</translation>
    </message>
    <message>
        <source>It cannot be reached now; its documents stay, and can be asked.</source>
        <translation>目前无法访问；其中的文档会保留，仍可提问。</translation>
    </message>
    <message>
        <source>Only: {names}</source>
        <translation>仅读取：{names}</translation>
    </message>
    <message>
        <source>Left out: {names}</source>
        <translation>不读取：{names}</translation>
    </message>
</context>
<context>
    <name>FolderDialog</name>
    <message>
        <source>What is read of this folder</source>
        <translation>读取此文件夹中的哪些文件</translation>
    </message>
    <message>
        <source>Only files like</source>
        <translation>仅读取符合以下模式的文件</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>不读取</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>One pattern a line, as in a .gitignore file: *.pdf, Drafts/, 2019/**. Empty means all files. Ignore files in the folder hold too; hidden files are never read.</source>
        <translation>每行一个模式，写法同 .gitignore 文件：*.pdf、Drafts/、2019/**。留空表示全部文件。文件夹中的忽略文件同样有效；隐藏文件从不读取。</translation>
    </message>
</context>
<context>
    <name>HomeChoice</name>
    <message>
        <source>Where to keep everything</source>
        <translation>选择数据的存放位置</translation>
    </message>
    <message>
        <source>Carrel closes, moves {size} to {path}, looks whether every byte has arrived, and opens again. Your documents stay where they are.</source>
        <translation>Carrel 将关闭，把 {size} 数据移动到 {path}，逐字节校验后重新打开。您的文档不会移动。</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>移动</translation>
    </message>
</context>
<context>
    <name>ImportDialog</name>
    <message>
        <source>Import conversations</source>
        <translation>导入对话</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Import these once more, as copies</source>
        <translation>仍然导入这些对话，另存为副本</translation>
    </message>
    <message>
        <source>{name} holds {n} conversations of {source}.</source>
        <translation>{name} 中有 {n} 个 {source} 对话。</translation>
    </message>
    <message>
        <source>{name} holds one conversation of {source}.</source>
        <translation>{name} 中有 1 个 {source} 对话。</translation>
    </message>
    <message>
        <source>Without a word in them, and left out: {n}</source>
        <translation>没有内容、不会导入的对话：{n} 个</translation>
    </message>
    <message>
        <source>Here already, and passed over: {n}</source>
        <translation>已经存在、将跳过的对话：{n} 个</translation>
    </message>
    <message>
        <source>Import {n}</source>
        <translation>导入 {n} 个</translation>
    </message>
    <message>
        <source>Nothing to import</source>
        <translation>没有可导入的对话</translation>
    </message>
</context>
<context>
    <name>KeySheet</name>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>通用</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Writing a message</source>
        <translation>输入消息</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>New line</source>
        <translation>换行</translation>
    </message>
    <message>
        <source>List of conversations</source>
        <translation>对话列表</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Menu of what is chosen</source>
        <translation>所选对话的菜单</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>First and last turn</source>
        <translation>第一条和最后一条消息</translation>
    </message>
    <message>
        <source>Edit the last question</source>
        <translation>编辑上一个问题</translation>
    </message>
    <message>
        <source>List of feedback</source>
        <translation>反馈列表</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>编辑</translation>
    </message>
    <message>
        <source>Comparing answers</source>
        <translation>比较回答</translation>
    </message>
    <message>
        <source>Left is better</source>
        <translation>左侧更好</translation>
    </message>
    <message>
        <source>Right is better</source>
        <translation>右侧更好</translation>
    </message>
    <message>
        <source>No difference</source>
        <translation>没有差别</translation>
    </message>
    <message>
        <source>Both are bad</source>
        <translation>两个都不好</translation>
    </message>
    <message>
        <source>Lists</source>
        <translation>列表</translation>
    </message>
    <message>
        <source>Up and down</source>
        <translation>上下移动</translation>
    </message>
    <message>
        <source>A page up or down</source>
        <translation>上翻或下翻一页</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Open document</source>
        <translation>打开的文档</translation>
    </message>
    <message>
        <source>Search in it</source>
        <translation>在文档中查找</translation>
    </message>
    <message>
        <source>Next and previous match</source>
        <translation>下一处和上一处</translation>
    </message>
    <message>
        <source>Next and previous passage</source>
        <translation>下一段落和上一段落</translation>
    </message>
    <message>
        <source>Next and previous page</source>
        <translation>下一页和上一页</translation>
    </message>
    <message>
        <source>Larger and smaller</source>
        <translation>放大和缩小</translation>
    </message>
    <message>
        <source>Fit the width</source>
        <translation>适合宽度</translation>
    </message>
    <message>
        <source>Fit the page</source>
        <translation>适合整页</translation>
    </message>
    <message>
        <source>Copy the passage with its source</source>
        <translation>复制段落及出处</translation>
    </message>
</context>
<context>
    <name>LibraryBar</name>
    <message>
        <source>Collection</source>
        <translation>文档集</translation>
    </message>
    <message>
        <source>Filter by name</source>
        <translation>按名称筛选</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>All states</source>
        <translation>全部状态</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>Still being read</source>
        <translation>尚在读取</translation>
    </message>
    <message>
        <source>Left out, or could not be read</source>
        <translation>已跳过或无法读取</translation>
    </message>
    <message>
        <source>All collections</source>
        <translation>全部文档集</translation>
    </message>
    <message>
        <source>Collections</source>
        <translation>文档集</translation>
    </message>
    <message>
        <source>New collection…</source>
        <translation>新建文档集…</translation>
    </message>
    <message>
        <source>Rename this collection…</source>
        <translation>重命名此文档集…</translation>
    </message>
    <message>
        <source>Remove this collection…</source>
        <translation>移除此文档集…</translation>
    </message>
</context>
<context>
    <name>LibraryChoice</name>
    <message>
        <source>Remove {n} documents?</source>
        <translation>要移除 {n} 个文档吗？</translation>
    </message>
    <message>
        <source>What was read of them is forgotten; bringing them back means reading them again. The files stay where they are.</source>
        <translation>已读取的内容将被清除；要恢复就需重新读取。文件本身保持不动。</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Documents removed: {n}. The files stay where they are.</source>
        <translation>已移除 {n} 个文档，文件仍在原处。</translation>
    </message>
    <message>
        <source>Change what is read of {name}?</source>
        <translation>更改“{name}”的读取范围？</translation>
    </message>
    <message>
        <source>Documents in it: {n}. Those that no longer fit are forgotten; bringing them back means reading them again. The files stay where they are.</source>
        <translation>其中的文档：{n} 个。不再符合条件的将被清除；要恢复就需重新读取。文件本身保持不动。</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>更改</translation>
    </message>
    <message>
        <source>What is read of {name} was changed.</source>
        <translation>已更改“{name}”的读取范围。</translation>
    </message>
    <message>
        <source>Remove the folder {name} with its documents?</source>
        <translation>要移除文件夹“{name}”及其中的文档吗？</translation>
    </message>
    <message>
        <source>Folder removed: {name}. The files stay where they are.</source>
        <translation>已移除文件夹：{name}。文件本身没有改动。</translation>
    </message>
    <message>
        <source>New collection</source>
        <translation>新建文档集</translation>
    </message>
    <message>
        <source>Collection made: {name}</source>
        <translation>已新建文档集：{name}</translation>
    </message>
    <message>
        <source>Collection renamed: {name}</source>
        <translation>文档集已改名：{name}</translation>
    </message>
    <message>
        <source>Rename the collection</source>
        <translation>重命名文档集</translation>
    </message>
    <message>
        <source>Remove the collection {name}?</source>
        <translation>要移除文档集“{name}”吗？</translation>
    </message>
    <message>
        <source>Documents in it that are forgotten: {n}. Bringing them back means reading them again; to keep them, move them to another collection first. The files stay where they are.</source>
        <translation>其中将被清除的文档：{n} 个。要恢复就需重新读取；如要保留，请先将其移动到其他文档集。文件本身保持不动。</translation>
    </message>
    <message>
        <source>Folder moved to {name}</source>
        <translation>文件夹已移动到“{name}”</translation>
    </message>
    <message>
        <source>Documents moved to {name}: {n}</source>
        <translation>已移动到“{name}”的文档：{n}</translation>
    </message>
    <message>
        <source>Documents are just being read into it. Wait, or stop that first.</source>
        <translation>正在向其中读取文档。请等待完成，或先停止读取。</translation>
    </message>
</context>
<context>
    <name>LibraryView</name>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Forget the chosen documents; the files stay</source>
        <translation>移除所选文档；文件保留</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>No document is like this</source>
        <translation>没有符合条件的文档</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>Repairing the search index: until then some passages are not found</source>
        <translation>正在修复搜索索引，完成前部分段落可能搜不到</translation>
    </message>
    <message>
        <source>Reading everything with the new embedder: until then the former one searches</source>
        <translation>正在用新的嵌入模型读取全部内容，完成前仍用原来的模型搜索</translation>
    </message>
    <message>
        <source>unchanged: {n}</source>
        <translation>未改动：{n}</translation>
    </message>
    <message>
        <source>Drop documents, scans, workbooks, presentations, books, e-mails or text files on this window. They stay where they are and are read on this computer only.</source>
        <translation>将文档、扫描件、工作簿、演示文稿、电子书、邮件或文本文件拖到此窗口。文件留在原处，只在本机读取。</translation>
    </message>
    <message>
        <source>Indexing was stopped; what is ready can be asked.</source>
        <translation>索引已停止；已就绪的文档可以提问。</translation>
    </message>
    <message>
        <source>Ready to be asked. Added: {n}</source>
        <translation>可以提问了。已添加：{n}</translation>
    </message>
    <message>
        <source>left out: {n}, see Documents for why</source>
        <translation>跳过：{n}，原因见“文档”</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>文档</translation>
    </message>
    <message>
        <source>Add files…</source>
        <translation>添加文件…</translation>
    </message>
    <message>
        <source>Add a folder…</source>
        <translation>添加文件夹…</translation>
    </message>
    <message>
        <source>No documents yet</source>
        <translation>还没有文档</translation>
    </message>
    <message>
        <source>Add the sample documents</source>
        <translation>添加示例文档</translation>
    </message>
</context>
<context>
    <name>LongWork</name>
    <message>
        <source>Reading documents has ended: {n} files</source>
        <translation>文档读取已完成：{n} 个文件</translation>
    </message>
    <message>
        <source>The answer is ready</source>
        <translation>回答已完成</translation>
    </message>
    <message>
        <source>The answer could not be finished</source>
        <translation>回答未能完成</translation>
    </message>
</context>
<context>
    <name>LookSection</name>
    <message>
        <source>Appearance</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>高对比度</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>配色</translation>
    </message>
    <message>
        <source>The system&apos;s choice is followed when it changes, high contrast too.</source>
        <translation>系统切换配色时会随之切换，包括高对比度。</translation>
    </message>
    <message>
        <source>Size of text</source>
        <translation>文字大小</translation>
    </message>
    <message>
        <source>Everything around the text grows with it; also by Ctrl+Plus and Ctrl+Minus.</source>
        <translation>界面会随文字一起缩放；也可以按 Ctrl 加号或减号调整。</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Of this window; questions and documents may be in either.</source>
        <translation>仅指界面语言；提问和文档可用任一语言。</translation>
    </message>
    <message>
        <source>Notify me when work has ended</source>
        <translation>耗时任务完成后通知我</translation>
    </message>
    <message>
        <source>Only while you use another program, and without a word of what was read or said.</source>
        <translation>仅在您使用其他程序时通知，且不显示任何文档或对话内容。</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>What was sent for this answer was not kept.</source>
        <translation>没有保存这个回答的发送内容。</translation>
    </message>
    <message>
        <source>New conversation</source>
        <translation>新对话</translation>
    </message>
    <message>
        <source>Add files…</source>
        <translation>添加文件…</translation>
    </message>
    <message>
        <source>Find in this conversation</source>
        <translation>在当前对话中查找</translation>
    </message>
    <message>
        <source>Search conversations</source>
        <translation>搜索对话</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Pin or unpin the conversation</source>
        <translation>置顶或取消置顶对话</translation>
    </message>
    <message>
        <source>Import conversations…</source>
        <translation>导入对话…</translation>
    </message>
    <message>
        <source>Export the conversation (Markdown)…</source>
        <translation>导出对话（Markdown）…</translation>
    </message>
    <message>
        <source>Export all conversations (JSON)…</source>
        <translation>导出全部对话（JSON）…</translation>
    </message>
    <message>
        <source>Trash…</source>
        <translation>回收站…</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>文档</translation>
    </message>
    <message>
        <source>Search documents</source>
        <translation>搜索文档</translation>
    </message>
    <message>
        <source>Show or hide the sidebar</source>
        <translation>显示或隐藏侧栏</translation>
    </message>
    <message>
        <source>Sources of this conversation</source>
        <translation>本对话的出处</translation>
    </message>
    <message>
        <source>Read in the open document</source>
        <translation>转到打开的文档</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Choose a model</source>
        <translation>选择模型</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>放大文字</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>缩小文字</translation>
    </message>
    <message>
        <source>Text of normal size</source>
        <translation>恢复默认文字大小</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Save a report…</source>
        <translation>保存诊断报告…</translation>
    </message>
    <message>
        <source>Welcome</source>
        <translation>欢迎页</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
</context>
<context>
    <name>MeasureRow</name>
    <message>
        <source>Measure this computer</source>
        <translation>测试本机速度</translation>
    </message>
    <message>
        <source>Measuring</source>
        <translation>正在测试</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Cancel measuring</source>
        <translation>取消测试</translation>
    </message>
    <message>
        <source>Used when Threads is Automatic.</source>
        <translation>线程数设为“自动”时采用。</translation>
    </message>
    <message>
        <source>Wait until the answer is finished.</source>
        <translation>请等回答写完。</translation>
    </message>
    <message>
        <source>There is no model to measure.</source>
        <translation>没有可测试的模型。</translation>
    </message>
    <message>
        <source>Cancelled; nothing was changed.</source>
        <translation>已取消，未做任何更改。</translation>
    </message>
    <message>
        <source>Measuring: other programs at work make it worse.</source>
        <translation>正在测试：其他程序运行会影响结果。</translation>
    </message>
    <message>
        <source>1 thread</source>
        <translation>1 个线程</translation>
    </message>
    <message>
        <source>{n} threads</source>
        <translation>{n} 个线程</translation>
    </message>
    <message>
        <source>{threads}, batches of {batch}: {n} tokens/s</source>
        <translation>{threads}，批大小 {batch}：每秒 {n} 个词元</translation>
    </message>
    <message>
        <source>; was {n}</source>
        <translation>；之前 {n} 个</translation>
    </message>
</context>
<context>
    <name>ModelChoice</name>
    <message>
        <source>The context window was made smaller to fit into memory: {n} tokens.</source>
        <translation>为适应内存，上下文窗口已缩小为 {n} 个词元。</translation>
    </message>
    <message>
        <source>Choose a model file</source>
        <translation>选择模型文件</translation>
    </message>
</context>
<context>
    <name>ModelPicker</name>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>needs about {size}</source>
        <translation>约需 {size} 内存</translation>
    </message>
    <message>
        <source>licence: {name}</source>
        <translation>许可证：{name}</translation>
    </message>
    <message>
        <source>licence not stated</source>
        <translation>未注明许可证</translation>
    </message>
    <message>
        <source>context window {n} tokens</source>
        <translation>上下文窗口 {n} 个词元</translation>
    </message>
    <message>
        <source>Came with Carrel: small and fast, for a first look. A larger GGUF model writes better answers.</source>
        <translation>随 Carrel 提供：小而快，适合初次体验。更大的 GGUF 模型回答更好。</translation>
    </message>
    <message>
        <source>No model: quotes only</source>
        <translation>无模型：仅显示原文</translation>
    </message>
    <message>
        <source>Choose a model file…</source>
        <translation>选择模型文件…</translation>
    </message>
</context>
<context>
    <name>MoveDialog</name>
    <message>
        <source>Moving everything to {path}…</source>
        <translation>正在将全部数据移动到 {path}…</translation>
    </message>
    <message>
        <source>How far the move is</source>
        <translation>移动进度</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>Notifier</name>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
</context>
<context>
    <name>Outside</name>
    <message>
        <source>No program on this computer opens {name}. Choose one in your file manager.</source>
        <translation>这台电脑上没有能打开 {name} 的程序。请在文件管理器中选择一个。</translation>
    </message>
    <message>
        <source>This computer offers no file manager. The file lies in {folder}.</source>
        <translation>这台电脑没有文件管理器。文件位于 {folder}。</translation>
    </message>
</context>
<context>
    <name>PageView</name>
    <message>
        <source>Page with the passage marked</source>
        <translation>标出引文的页面</translation>
    </message>
</context>
<context>
    <name>PartsView</name>
    <message>
        <source>Free</source>
        <translation>空闲</translation>
    </message>
    <message>
        <source>Instructions</source>
        <translation>系统指令</translation>
    </message>
    <message>
        <source>Summary of the conversation</source>
        <translation>对话摘要</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>Earlier turns, quoted again</source>
        <translation>再次引用的早先对话</translation>
    </message>
    <message>
        <source>Passages of your documents</source>
        <translation>文档段落</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>The answer so far</source>
        <translation>已写出的回答</translation>
    </message>
    <message>
        <source>Marks between the parts</source>
        <translation>各部分之间的标记</translation>
    </message>
    <message>
        <source>The prompt has {n} tokens; the context window holds {all}.</source>
        <translation>提示词共 {n} 个词元；上下文窗口可容纳 {all} 个。</translation>
    </message>
    <message>
        <source>{n} of {all} tokens were in memory already.</source>
        <translation>{all} 个词元中有 {n} 个已在内存中。</translation>
    </message>
    <message>
        <source>{part}: {n} tokens</source>
        <translation>{part}：{n} 个词元</translation>
    </message>
</context>
<context>
    <name>PassageCard</name>
    <message>
        <source>Passage</source>
        <translation>段落</translation>
    </message>
</context>
<context>
    <name>PassageList</name>
    <message>
        <source>Passages found</source>
        <translation>找到的段落</translation>
    </message>
    <message>
        <source>Open at the passage</source>
        <translation>在该段落处打开</translation>
    </message>
    <message>
        <source>Copy with source</source>
        <translation>复制（含出处）</translation>
    </message>
</context>
<context>
    <name>PassphraseDialog</name>
    <message>
        <source>Passphrase</source>
        <translation>口令</translation>
    </message>
    <message>
        <source>Unlock your conversations</source>
        <translation>解锁您的对话</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>解锁</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
</context>
<context>
    <name>PinButton</name>
    <message>
        <source>Keep this in every prompt of the conversation</source>
        <translation>在本对话的每次提示词中都保留这一条</translation>
    </message>
    <message>
        <source>Kept in every prompt; press to let it go</source>
        <translation>已固定；再按一次取消</translation>
    </message>
</context>
<context>
    <name>PreferenceEdit</name>
    <message>
        <source>Edit comparison</source>
        <translation>编辑比较结果</translation>
    </message>
    <message>
        <source>Left is better</source>
        <translation>左侧更好</translation>
    </message>
    <message>
        <source>Right is better</source>
        <translation>右侧更好</translation>
    </message>
    <message>
        <source>No difference</source>
        <translation>没有差别</translation>
    </message>
    <message>
        <source>Both are bad</source>
        <translation>两个都不好</translation>
    </message>
    <message>
        <source>Left answer</source>
        <translation>左侧回答</translation>
    </message>
    <message>
        <source>Right answer</source>
        <translation>右侧回答</translation>
    </message>
</context>
<context>
    <name>PresetChoice</name>
    <message>
        <source>Your presets could not be read. The file is kept as {name}.</source>
        <translation>无法读取您的预设。原文件已保留为 {name}。</translation>
    </message>
</context>
<context>
    <name>PresetDialog</name>
    <message>
        <source>Presets</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Presets imported: {n}</source>
        <translation>已导入预设：{n} 个</translation>
    </message>
    <message>
        <source>Presets exported: {n}</source>
        <translation>已导出预设：{n} 个</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Duplicate it to change it.</source>
        <translation>如需修改，请先创建副本。</translation>
    </message>
    <message>
        <source>Save the changes to “{name}”?</source>
        <translation>保存对“{name}”的修改吗？</translation>
    </message>
    <message>
        <source>New preset</source>
        <translation>新预设</translation>
    </message>
    <message>
        <source>“{name}” deleted</source>
        <translation>已删除“{name}”</translation>
    </message>
    <message>
        <source>Import presets</source>
        <translation>导入预设</translation>
    </message>
    <message>
        <source>Export presets</source>
        <translation>导出预设</translation>
    </message>
</context>
<context>
    <name>PresetForm</name>
    <message>
        <source>Passages that answer the question</source>
        <translation>能回答问题的段落</translation>
    </message>
    <message>
        <source>Whole documents</source>
        <translation>整篇文档</translation>
    </message>
    <message>
        <source>None</source>
        <translation>不使用</translation>
    </message>
    <message>
        <source>Let the model reason first</source>
        <translation>先让模型推理</translation>
    </message>
    <message>
        <source>As in the settings</source>
        <translation>与设置相同</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Instruction</source>
        <translation>指令</translation>
    </message>
    <message>
        <source>What the model is told first. A word in braces, such as {language}, becomes a field above the message; {{language}} stays as it is. Empty: Carrel&apos;s own.</source>
        <translation>最先告诉模型的话。花括号中的词（如 {language}）会成为消息上方的输入框；{{language}} 则保持原样。留空则使用 Carrel 自带的指令。</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>What is sent; {message} stands for what you write.</source>
        <translation>实际发送的内容；{message} 代表您写的消息。</translation>
    </message>
    <message>
        <source>Variables</source>
        <translation>变量</translation>
    </message>
    <message>
        <source>What a field means while it is empty.</source>
        <translation>输入框留空时采用的值。</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>文档</translation>
    </message>
    <message>
        <source>Reasoning</source>
        <translation>推理</translation>
    </message>
    <message>
        <source>It is shown folded.</source>
        <translation>推理过程会折叠显示。</translation>
    </message>
    <message>
        <source>JSON schema</source>
        <translation>JSON Schema</translation>
    </message>
    <message>
        <source>The answer follows it. {fields} alone: an object with the fields listed in that variable. Empty: free text.</source>
        <translation>回答将遵循它。只写 {fields}：生成一个对象，字段为该变量所列。留空：自由文本。</translation>
    </message>
    <message>
        <source>Longest answer</source>
        <translation>回答上限</translation>
    </message>
    <message>
        <source>In tokens.</source>
        <translation>以词元计。</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>温度</translation>
    </message>
    <message>
        <source>0 takes the likeliest words; higher values vary more.</source>
        <translation>0 取最可能的词；数值越高变化越多。</translation>
    </message>
    <message>
        <source>Default value of {name}</source>
        <translation>{name} 的默认值</translation>
    </message>
    <message>
        <source>Give it a name.</source>
        <translation>请填写名称。</translation>
    </message>
    <message>
        <source>Put {message} where your message goes.</source>
        <translation>请在消息的位置写上 {message}。</translation>
    </message>
    <message>
        <source>Another preset has this name.</source>
        <translation>已有同名的预设。</translation>
    </message>
    <message>
        <source>There can be {n} variables at most.</source>
        <translation>变量最多 {n} 个。</translation>
    </message>
    <message>
        <source>There can be {n} characters at most.</source>
        <translation>最多 {n} 个字符。</translation>
    </message>
    <message>
        <source>This is not a JSON schema: see line {line}, column {column}.</source>
        <translation>这不是 JSON Schema：请查看第 {line} 行第 {column} 列。</translation>
    </message>
</context>
<context>
    <name>PresetList</name>
    <message>
        <source>Presets</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>Came with Carrel</source>
        <translation>Carrel 自带</translation>
    </message>
    <message>
        <source>My presets</source>
        <translation>我的预设</translation>
    </message>
    <message>
        <source>None yet</source>
        <translation>还没有</translation>
    </message>
    <message>
        <source>{name}, came with Carrel</source>
        <translation>{name}，Carrel 自带</translation>
    </message>
</context>
<context>
    <name>PresetPicker</name>
    <message>
        <source>Preset</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>Edit presets…</source>
        <translation>编辑预设…</translation>
    </message>
    <message>
        <source>Make, change, import and export presets</source>
        <translation>新建、修改、导入和导出预设</translation>
    </message>
</context>
<context>
    <name>PresetSide</name>
    <message>
        <source>New</source>
        <translation>新建</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>创建副本</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>This preset…</source>
        <translation>此预设…</translation>
    </message>
    <message>
        <source>All my presets…</source>
        <translation>我的全部预设…</translation>
    </message>
</context>
<context>
    <name>PresetVariables</name>
    <message>
        <source>Chinese ⇄ English</source>
        <translation>中文 ⇄ 英文</translation>
    </message>
    <message>
        <source>Empty means: {value}</source>
        <translation>留空表示：{value}</translation>
    </message>
    <message>
        <source>to be filled in</source>
        <translation>待填写</translation>
    </message>
    <message>
        <source>Needs a value</source>
        <translation>需要填写</translation>
    </message>
</context>
<context>
    <name>PresetWords</name>
    <message>
        <source>Answers from passages.</source>
        <translation>根据段落回答。</translation>
    </message>
    <message>
        <source>Reads whole documents.</source>
        <translation>通读整篇文档。</translation>
    </message>
    <message>
        <source>Documents are left aside.</source>
        <translation>不使用文档。</translation>
    </message>
</context>
<context>
    <name>ProblemDialog</name>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
</context>
<context>
    <name>ProgressRow</name>
    <message>
        <source>Indexing progress</source>
        <translation>索引进度</translation>
    </message>
    <message>
        <source>Stop indexing</source>
        <translation>停止索引</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Waits for the answer</source>
        <translation>等待回答完成</translation>
    </message>
    <message>
        <source>Waits until this computer is idle</source>
        <translation>等待电脑空闲</translation>
    </message>
</context>
<context>
    <name>PromptDialog</name>
    <message>
        <source>What was sent</source>
        <translation>查看发送内容</translation>
    </message>
    <message>
        <source>Parts of what was sent</source>
        <translation>发送内容的各部分</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>概览</translation>
    </message>
    <message>
        <source>Passages</source>
        <translation>段落</translation>
    </message>
    <message>
        <source>Earlier turns</source>
        <translation>早先消息</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>摘要</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>提示词</translation>
    </message>
    <message>
        <source>preset {name}</source>
        <translation>预设：{name}</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>temperature 0: always the likeliest token</source>
        <translation>温度 0：总是取最可能的词元</translation>
    </message>
    <message>
        <source>temperature {n}</source>
        <translation>温度 {n}</translation>
    </message>
    <message>
        <source>Summary not saved</source>
        <translation>摘要未保存</translation>
    </message>
    <message>
        <source>Save the changes to the summary?</source>
        <translation>要保存对摘要的修改吗？</translation>
    </message>
</context>
<context>
    <name>PromptView</name>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>{n} characters, word for word</source>
        <translation>共 {n} 个字符，逐字显示</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>提示词</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
</context>
<context>
    <name>ProseView</name>
    <message>
        <source>Only the first {n} characters are shown here. The rest is kept, too: “Copy answer” gives all of it.</source>
        <translation>此处只显示前 {n} 个字符，其余内容仍完整保留：点“复制回答”可得到全文。</translation>
    </message>
</context>
<context>
    <name>QAbstractFileIconProvider</name>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
</context>
<context>
    <name>QFileDialog</name>
    <message>
        <source>&amp;Look in:</source>
        <translation>查找范围(&amp;L)：</translation>
    </message>
    <message>
        <source>Files of &amp;type:</source>
        <translation>文件类型(&amp;T)：</translation>
    </message>
</context>
<context>
    <name>Question</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>QuestionEdit</name>
    <message>
        <source>Edit question</source>
        <translation>编辑问题</translation>
    </message>
    <message>
        <source>Save and ask</source>
        <translation>保存并提问</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>QuestionView</name>
    <message>
        <source>Copy question</source>
        <translation>复制问题</translation>
    </message>
    <message>
        <source>Edit question</source>
        <translation>编辑问题</translation>
    </message>
    <message>
        <source>You: {text}</source>
        <translation>您：{text}</translation>
    </message>
    <message>
        <source>Only the first {n} characters are shown here. The rest is kept, too: “Copy question” gives all of it.</source>
        <translation>此处只显示前 {n} 个字符，其余内容仍完整保留：点“复制问题”可得到全文。</translation>
    </message>
</context>
<context>
    <name>QuoteCard</name>
    <message>
        <source>Quote: {text}</source>
        <translation>原文：{text}</translation>
    </message>
</context>
<context>
    <name>ReadingView</name>
    <message>
        <source>Text with the passage marked</source>
        <translation>标出引文的文本</translation>
    </message>
</context>
<context>
    <name>ReasoningView</name>
    <message>
        <source>Thinking…</source>
        <translation>正在思考…</translation>
    </message>
    <message>
        <source>Thought for a while</source>
        <translation>已思考</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>隐藏</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
</context>
<context>
    <name>ReportChoice</name>
    <message>
        <source>Save the report</source>
        <translation>保存报告</translation>
    </message>
    <message>
        <source>Report saved: {name}</source>
        <translation>报告已保存：{name}</translation>
    </message>
</context>
<context>
    <name>ReportDialog</name>
    <message>
        <source>Report</source>
        <translation>诊断报告</translation>
    </message>
    <message>
        <source>What this part says</source>
        <translation>本部分内容</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>保存…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>For somebody who helps you: how Carrel and this computer are, never what your documents or conversations say, nor what they are called. Nothing is sent: read it, leave out what you like, and save it where you want.</source>
        <translation>供帮助您的人使用：说明 Carrel 和这台电脑的状况，不含文档和对话的内容，也不含它们的名称。不会发送任何信息：请查看，取消不想包含的部分，再保存到您选择的位置。</translation>
    </message>
    <message>
        <source>Parts of the report</source>
        <translation>报告的各部分</translation>
    </message>
</context>
<context>
    <name>SamplingSection</name>
    <message>
        <source>Off</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>温度</translation>
    </message>
    <message>
        <source>Sampling</source>
        <translation>采样</translation>
    </message>
    <message>
        <source>0 always takes the likeliest token, whatever top-k, top-p, min-p and seed say; higher varies more.</source>
        <translation>0 表示总取最可能的词元，此时 Top-k、Top-p、Min-p 和随机种子无效；数值越高变化越大。</translation>
    </message>
    <message>
        <source>Top-k</source>
        <translation>Top-k</translation>
    </message>
    <message>
        <source>Only this many of the likeliest tokens may follow.</source>
        <translation>只从最可能的若干个词元中选取。</translation>
    </message>
    <message>
        <source>Top-p</source>
        <translation>Top-p</translation>
    </message>
    <message>
        <source>Only the likeliest tokens that share this much probability; 1 is off.</source>
        <translation>只从合计达到此概率的最可能词元中选取；1 表示关闭。</translation>
    </message>
    <message>
        <source>Min-p</source>
        <translation>Min-p</translation>
    </message>
    <message>
        <source>Leaves out tokens less likely than this share of the likeliest.</source>
        <translation>排除概率低于最可能词元此比例的词元。</translation>
    </message>
    <message>
        <source>Repeat penalty</source>
        <translation>重复惩罚</translation>
    </message>
    <message>
        <source>Makes tokens that were just written less likely.</source>
        <translation>降低刚写过的词元再次出现的可能。</translation>
    </message>
    <message>
        <source>DRY multiplier</source>
        <translation>DRY 系数</translation>
    </message>
    <message>
        <source>Keeps whole phrases from being written again; 0.8 is usual.</source>
        <translation>避免整句整段地重复；常用 0.8。</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>The same seed gives the same answer to the same question.</source>
        <translation>相同的种子对同一问题给出相同的回答。</translation>
    </message>
</context>
<context>
    <name>SaveButtons</name>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>SaveQuestion</name>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>ScreenHeader</name>
    <message>
        <source>Back to the conversation</source>
        <translation>返回对话</translation>
    </message>
</context>
<context>
    <name>SearchEdit</name>
    <message>
        <source>Search documents</source>
        <translation>搜索文档</translation>
    </message>
    <message>
        <source>Words, a sentence or a question</source>
        <translation>输入词语、句子或问题</translation>
    </message>
</context>
<context>
    <name>SearchView</name>
    <message>
        <source>Add files…</source>
        <translation>添加文件…</translation>
    </message>
    <message>
        <source>Search documents</source>
        <translation>搜索文档</translation>
    </message>
    <message>
        <source>Only:</source>
        <translation>仅限：</translation>
    </message>
    <message>
        <source>type:</source>
        <translation>类型:</translation>
    </message>
    <message>
        <source>Files of a kind, for instance type:pdf or type:docx,xlsx</source>
        <translation>某一类文件，例如 类型:pdf 或 类型:docx,xlsx</translation>
    </message>
    <message>
        <source>in:</source>
        <translation>在:</translation>
    </message>
    <message>
        <source>Files in a folder or a collection: in:Contracts</source>
        <translation>某个文件夹或合集中的文件，例如 在:合同</translation>
    </message>
    <message>
        <source>file:</source>
        <translation>文件:</translation>
    </message>
    <message>
        <source>Files whose name has a word in it: file:lease</source>
        <translation>文件名包含某个词，例如 文件:租约</translation>
    </message>
    <message>
        <source>after:</source>
        <translation>之后:</translation>
    </message>
    <message>
        <source>Files changed in 2024 or later: after:2024</source>
        <translation>2024 年或之后修改的文件，例如 之后:2024</translation>
    </message>
    <message>
        <source>before:</source>
        <translation>之前:</translation>
    </message>
    <message>
        <source>Files changed before June 2024: before:2024-06</source>
        <translation>2024 年 6 月之前修改的文件，例如 之前:2024-06</translation>
    </message>
    <message>
        <source>Passage copied</source>
        <translation>段落已复制</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>正在搜索…</translation>
    </message>
    <message>
        <source>Passages: {n}</source>
        <translation>段落：{n}</translation>
    </message>
    <message>
        <source>Still being read, not found yet: {n} documents</source>
        <translation>仍在读取、暂时搜不到的文档：{n} 个</translation>
    </message>
    <message>
        <source>No documents yet. Add some, or drop them on this window.</source>
        <translation>还没有文档。请添加，或将文件拖到此窗口。</translation>
    </message>
    <message>
        <source>Passages are shown while you type. Enter opens one in its document, Ctrl+C copies it with its source.</source>
        <translation>输入时即显示段落。按 Enter 在文档中打开，按 Ctrl+C 连同出处一起复制。</translation>
    </message>
    <message>
        <source>Nothing like that in the documents that match {filter}.</source>
        <translation>符合 {filter} 的文档中没有类似内容。</translation>
    </message>
    <message>
        <source>Nothing like that in your documents. Try other words, or fewer.</source>
        <translation>您的文档中没有类似内容。请换用其他词语，或减少词语。</translation>
    </message>
</context>
<context>
    <name>SentPassagesView</name>
    <message>
        <source>Passages</source>
        <translation>段落</translation>
    </message>
    <message>
        <source>No passage of a document was sent.</source>
        <translation>没有发送任何文档段落。</translation>
    </message>
    <message>
        <source>Show more ({n})</source>
        <translation>显示更多（{n}）</translation>
    </message>
    <message>
        <source>score {n}</source>
        <translation>相关度 {n}</translation>
    </message>
    <message>
        <source>Passage: {place}</source>
        <translation>段落：{place}</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>What you changed here is not saved.</source>
        <translation>这里的更改尚未保存。</translation>
    </message>
    <message>
        <source>Save it first, or go on without it.</source>
        <translation>请先保存，或放弃更改并继续。</translation>
    </message>
    <message>
        <source>Go on without</source>
        <translation>放弃更改并继续</translation>
    </message>
    <message>
        <source>Search settings</source>
        <translation>搜索设置</translation>
    </message>
    <message>
        <source>No setting is about that. Try another word.</source>
        <translation>没有相关的设置。请换个词试试。</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Reset to defaults</source>
        <translation>恢复默认值</translation>
    </message>
</context>
<context>
    <name>SettingsSection</name>
    <message>
        <source>Reset “{name}”</source>
        <translation>将“{name}”恢复默认</translation>
    </message>
</context>
<context>
    <name>Sidebar</name>
    <message>
        <source>New conversation</source>
        <translation>新对话</translation>
    </message>
    <message>
        <source>Search conversations</source>
        <translation>搜索对话</translation>
    </message>
    <message>
        <source>Search documents</source>
        <translation>搜索文档</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>文档</translation>
    </message>
    <message>
        <source>Feedback</source>
        <translation>反馈</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>What you ask will be listed here.</source>
        <translation>您提出的问题会列在这里。</translation>
    </message>
    <message>
        <source>Found in {n} conversations</source>
        <translation>在 {n} 个对话中找到</translation>
    </message>
    <message>
        <source>Found in one conversation</source>
        <translation>在 1 个对话中找到</translation>
    </message>
    <message>
        <source>No conversation holds “{text}”.</source>
        <translation>没有对话包含“{text}”。</translation>
    </message>
    <message>
        <source>Documents ({n})</source>
        <translation>文档（{n}）</translation>
    </message>
    <message>
        <source>More about conversations</source>
        <translation>更多对话操作</translation>
    </message>
    <message>
        <source>Import conversations…</source>
        <translation>导入对话…</translation>
    </message>
    <message>
        <source>Export all conversations</source>
        <translation>导出全部对话</translation>
    </message>
    <message>
        <source>Trash…</source>
        <translation>回收站…</translation>
    </message>
</context>
<context>
    <name>SourceList</name>
    <message>
        <source>Sources of this conversation</source>
        <translation>本对话的出处</translation>
    </message>
    <message>
        <source>No document has been cited in this conversation yet. Ask something that your documents answer: what the answer rests on is listed here.</source>
        <translation>本对话尚未引用任何文档。请提出文档能够回答的问题，回答所依据的内容会列在这里。</translation>
    </message>
    <message>
        <source>documents: {n} · passages: {m}</source>
        <translation>文档：{n} · 段落：{m}</translation>
    </message>
    <message>
        <source>Close the sources</source>
        <translation>关闭出处列表</translation>
    </message>
    <message>
        <source>Cited in the answer to: {question}</source>
        <translation>引用于对此问题的回答：{question}</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>Offline: nothing leaves this computer</source>
        <translation>离线：数据不会离开本机</translation>
    </message>
    <message>
        <source>Conversations stored unencrypted</source>
        <translation>对话未加密存储</translation>
    </message>
    <message>
        <source>context {n}</source>
        <translation>上下文 {n}</translation>
    </message>
    <message>
        <source>{n} tokens/s</source>
        <translation>{n} 词元/秒</translation>
    </message>
    <message>
        <source>context {used} / {all}</source>
        <translation>上下文 {used} / {all}</translation>
    </message>
    <message>
        <source>documents: {n}</source>
        <translation>文档：{n}</translation>
    </message>
    <message>
        <source>, being read: {n}</source>
        <translation>，正在读取：{n}</translation>
    </message>
    <message>
        <source>Threads: {n}</source>
        <translation>线程：{n}</translation>
    </message>
    <message>
        <source>Batch: {n}</source>
        <translation>批大小：{n}</translation>
    </message>
    <message>
        <source>Layers on the graphics card: {n}</source>
        <translation>显卡上的层数：{n}</translation>
    </message>
    <message>
        <source>Memory: about {size}</source>
        <translation>内存：约 {size}</translation>
    </message>
    <message>
        <source>Context window: {n}, not {wanted}: model or memory allow no more</source>
        <translation>上下文窗口：{n}，而非 {wanted}：模型或内存不允许更多</translation>
    </message>
</context>
<context>
    <name>StorageSection</name>
    <message>
        <source>Disk</source>
        <translation>磁盘</translation>
    </message>
    <message>
        <source>Saved state of conversations</source>
        <translation>保存对话状态</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Lets a long conversation go on at once; kept as safely as what was said.</source>
        <translation>让长对话可以立即继续；与对话内容同样受保护。</translation>
    </message>
    <message>
        <source>Kept in</source>
        <translation>保存位置</translation>
    </message>
    <message>
        <source>Conversations, index and settings; your documents stay where they are.</source>
        <translation>对话、索引和设置；您的文档留在原处。</translation>
    </message>
    <message>
        <source>Save a report…</source>
        <translation>保存诊断报告…</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>How Carrel and this computer are, for somebody who helps you; shown first.</source>
        <translation>供帮助您的人了解 Carrel 和这台电脑的状况；保存前会先显示。</translation>
    </message>
    <message>
        <source>Move…</source>
        <translation>移动…</translation>
    </message>
    <message>
        <source>This folder was named when Carrel was started: move it by hand.</source>
        <translation>此文件夹由启动参数指定，请手动移动。</translation>
    </message>
</context>
<context>
    <name>StoreDialog</name>
    <message>
        <source>Protect them with a passphrase</source>
        <translation>用口令保护</translation>
    </message>
    <message>
        <source>Store them unencrypted</source>
        <translation>不加密存储</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>口令</translation>
    </message>
    <message>
        <source>Passphrase once more</source>
        <translation>再次输入口令</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>How shall your conversations be kept?</source>
        <translation>您的对话如何保存？</translation>
    </message>
    <message>
        <source>This computer offers no keyring to keep a key in. Choose how what you ask and what is answered is stored on this computer. Your documents stay as they are.</source>
        <translation>本机没有可用来保存密钥的密钥环。请选择提问和回答在本机的保存方式。您的文档保持不变。</translation>
    </message>
    <message>
        <source>Anyone who can read this user&apos;s files can read the conversations.</source>
        <translation>能够读取该用户文件的人都能读到对话内容。</translation>
    </message>
    <message>
        <source>The two passphrases differ.</source>
        <translation>两次输入的口令不一致。</translation>
    </message>
    <message>
        <source>A forgotten passphrase cannot be recovered: write it down.</source>
        <translation>口令一旦忘记便无法找回，请妥善记录。</translation>
    </message>
</context>
<context>
    <name>SummaryView</name>
    <message>
        <source>Summary of the conversation</source>
        <translation>对话摘要</translation>
    </message>
    <message>
        <source>Empty: the older turns are left out.</source>
        <translation>留空：较早的消息将不发送。</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Edited by you. It is sent from the next question on, if older turns do not fit.</source>
        <translation>已由您修改。从下一个问题起，若较早的消息放不下，就会发送此摘要。</translation>
    </message>
    <message>
        <source>This is what the model is told about the turns that do not fit.</source>
        <translation>对于放不下的消息，模型得到的是以下内容。</translation>
    </message>
    <message>
        <source>There is no summary: no turn was folded into one so far.</source>
        <translation>还没有摘要：目前没有消息被归入摘要。</translation>
    </message>
    <message>
        <source>Written by the model.</source>
        <translation>由模型撰写。</translation>
    </message>
    <message>
        <source>Edited by you.</source>
        <translation>已由您修改。</translation>
    </message>
    <message>
        <source>{author} It was not part of this prompt.</source>
        <translation>{author}此次提示词未包含它。</translation>
    </message>
    <message>
        <source>{author} This prompt held an earlier version.</source>
        <translation>{author}此次提示词包含的是较早的版本。</translation>
    </message>
</context>
<context>
    <name>TableView</name>
    <message>
        <source>Table with the passage marked</source>
        <translation>标出引文的表格</translation>
    </message>
</context>
<context>
    <name>TextView</name>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Open this link?</source>
        <translation>打开此链接？</translation>
    </message>
    <message>
        <source>This leaves Carrel and opens in another program:</source>
        <translation>将离开 Carrel，用其他程序打开：</translation>
    </message>
</context>
<context>
    <name>Toast</name>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>{keys} undoes it.</source>
        <translation>按 {keys} 可撤销。</translation>
    </message>
</context>
<context>
    <name>Transcript</name>
    <message>
        <source>Conversation</source>
        <translation>对话</translation>
    </message>
</context>
<context>
    <name>TransferChoice</name>
    <message>
        <source>There is nothing to export yet.</source>
        <translation>还没有可导出的对话。</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>Export conversations</source>
        <translation>导出对话</translation>
    </message>
    <message>
        <source>Writing {name}…</source>
        <translation>正在写入 {name}…</translation>
    </message>
    <message>
        <source>{n} conversations were written to {name}.</source>
        <translation>已将 {n} 个对话写入 {name}。</translation>
    </message>
    <message>
        <source>The conversation was written to {name}.</source>
        <translation>已将对话写入 {name}。</translation>
    </message>
    <message>
        <source>Import conversations</source>
        <translation>导入对话</translation>
    </message>
    <message>
        <source>Reading {name}…</source>
        <translation>正在读取 {name}…</translation>
    </message>
    <message>
        <source>Importing {n} conversations…</source>
        <translation>正在导入 {n} 个对话…</translation>
    </message>
    <message>
        <source>{n} conversations were imported.</source>
        <translation>已导入 {n} 个对话。</translation>
    </message>
    <message>
        <source>One conversation was imported.</source>
        <translation>已导入 1 个对话。</translation>
    </message>
</context>
<context>
    <name>TransferProgress</name>
    <message>
        <source>Conversations</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>TrashDialog</name>
    <message>
        <source>Trash</source>
        <translation>回收站</translation>
    </message>
    <message>
        <source>The trash is empty. What you delete stays here for thirty days.</source>
        <translation>回收站是空的。删除的对话会在这里保留三十天。</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Delete for good…</source>
        <translation>永久删除…</translation>
    </message>
    <message>
        <source>Empty the trash…</source>
        <translation>清空回收站…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Deleted conversations</source>
        <translation>已删除的对话</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation>删除时间</translation>
    </message>
    <message>
        <source>Gone for good</source>
        <translation>永久删除时间</translation>
    </message>
    <message>
        <source>{date} (in {n} days)</source>
        <translation>{date}（{n} 天后）</translation>
    </message>
    <message>
        <source>{date} (in 1 day)</source>
        <translation>{date}（1 天后）</translation>
    </message>
    <message>
        <source>“{title}” will be deleted for good, with the files attached to it.</source>
        <translation>“{title}”及其附加的文件将被永久删除。</translation>
    </message>
    <message>
        <source>{n} conversations will be deleted for good, with the files attached to them.</source>
        <translation>{n} 个对话及其附加的文件将被永久删除。</translation>
    </message>
    <message>
        <source>Everything in the trash will be deleted for good: {n} conversations, with the files attached to them.</source>
        <translation>回收站中的全部内容将被永久删除：{n} 个对话及其附加的文件。</translation>
    </message>
    <message>
        <source>There is no way back.</source>
        <translation>此操作无法撤销。</translation>
    </message>
    <message>
        <source>Delete for good</source>
        <translation>永久删除</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>VersionSwitch</name>
    <message>
        <source>Earlier version</source>
        <translation>上一个版本</translation>
    </message>
    <message>
        <source>Later version</source>
        <translation>下一个版本</translation>
    </message>
    <message>
        <source>Version {n} of {of}</source>
        <translation>第 {n} 个版本，共 {of} 个</translation>
    </message>
</context>
<context>
    <name>Viewer</name>
    <message>
        <source>Opening {name}…</source>
        <translation>正在打开 {name}…</translation>
    </message>
    <message>
        <source>Passage copied with its source</source>
        <translation>已复制段落及出处</translation>
    </message>
</context>
<context>
    <name>ViewerBar</name>
    <message>
        <source>Search in this document</source>
        <translation>在本文档中查找</translation>
    </message>
    <message>
        <source>Fit the width (Ctrl+0)</source>
        <translation>适合宽度（Ctrl+0）</translation>
    </message>
    <message>
        <source>Usual size (Ctrl+0)</source>
        <translation>标准大小（Ctrl+0）</translation>
    </message>
    <message>
        <source>All sources of this conversation</source>
        <translation>本对话的全部出处</translation>
    </message>
    <message>
        <source>Copy the passage with its source</source>
        <translation>复制段落及出处</translation>
    </message>
    <message>
        <source>Open in its own program</source>
        <translation>用其他程序打开</translation>
    </message>
    <message>
        <source>Close the document</source>
        <translation>关闭文档</translation>
    </message>
    <message>
        <source>Search in this document (Ctrl+F)</source>
        <translation>在本文档中查找（Ctrl+F）</translation>
    </message>
    <message>
        <source>Smaller (Ctrl+−)</source>
        <translation>缩小（Ctrl+−）</translation>
    </message>
    <message>
        <source>Larger (Ctrl++)</source>
        <translation>放大（Ctrl++）</translation>
    </message>
    <message>
        <source>Fit the page (Ctrl+9)</source>
        <translation>适合整页（Ctrl+9）</translation>
    </message>
    <message>
        <source>Previous page</source>
        <translation>上一页</translation>
    </message>
    <message>
        <source>Next page</source>
        <translation>下一页</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>页码</translation>
    </message>
    <message>
        <source>Type a page number and press Enter</source>
        <translation>输入页码后按 Enter</translation>
    </message>
    <message>
        <source>Previous passage (Alt+Left)</source>
        <translation>上一段落（Alt+←）</translation>
    </message>
    <message>
        <source>Next passage (Alt+Right)</source>
        <translation>下一段落（Alt+→）</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>Ask your documents</source>
        <translation>向您的文档提问</translation>
    </message>
    <message>
        <source>Carrel reads your files on this computer and answers with the place each answer comes from. Nothing you add, ask or read leaves this computer.</source>
        <translation>Carrel 在本机读取您的文件，并为每个回答标明出处。您添加、提问和阅读的一切都不会离开这台电脑。</translation>
    </message>
    <message>
        <source>Welcome</source>
        <translation>欢迎页</translation>
    </message>
    <message>
        <source>Add files…</source>
        <translation>添加文件…</translation>
    </message>
    <message>
        <source>Add the sample documents</source>
        <translation>添加示例文档</translation>
    </message>
    <message>
        <source>Drop files or folders on this window, or begin with the samples.</source>
        <translation>将文件或文件夹拖到此窗口，或先试用示例文档。</translation>
    </message>
    <message>
        <source>Try one of these</source>
        <translation>试试这些问题</translation>
    </message>
    <message>
        <source>How much is the monthly rent?</source>
        <translation>第三季度的营业收入是多少？</translation>
    </message>
    <message>
        <source>How often must the coffee machine be descaled?</source>
        <translation>办公家具的质保期有多长？</translation>
    </message>
    <message>
        <source>What is the lease about?</source>
        <translation>采购合同主要讲了什么？</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>{n} files/s</source>
        <translation>每秒 {n} 个文件</translation>
    </message>
    <message>
        <source>{n} files/min</source>
        <translation>每分钟 {n} 个文件</translation>
    </message>
    <message>
        <source>less than a minute left</source>
        <translation>剩余不到一分钟</translation>
    </message>
    <message>
        <source>about {n} min left</source>
        <translation>约剩 {n} 分钟</translation>
    </message>
    <message>
        <source>about {n} h left</source>
        <translation>约剩 {n} 小时</translation>
    </message>
    <message>
        <source>Recognising text, page {n} of {total}</source>
        <translation>正在识别文字，第 {n} 页，共 {total} 页</translation>
    </message>
</context>
<context>
    <name>_RowModel</name>
    <message>
        <source>(Cut here: the cell has {n} characters. Copying it gives all of them.)</source>
        <translation>（此处截断：该单元格共 {n} 个字符，复制可得到全部内容。）</translation>
    </message>
</context>
<context>
    <name>_Thoughts</name>
    <message>
        <source>What the model thought</source>
        <translation>模型的思考过程</translation>
    </message>
</context>
</TS>
