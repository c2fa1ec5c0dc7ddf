<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AnswerView</name>
    <message>
        <source>Copy answer</source>
        <translation>复制回答</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>[?] None of the passages says this.</source>
        <translation>[?] 没有段落支持这句话。</translation>
    </message>
    <message>
        <source>Answer: {text}</source>
        <translation>回答：{text}</translation>
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
        <source>This answer was interrupted.</source>
        <translation>此回答被中断。</translation>
    </message>
    <message>
        <source>You stopped this answer.</source>
        <translation>您已停止此回答。</translation>
    </message>
    <message>
        <source>Answered with quotes only: no model at hand writes this language.</source>
        <translation>仅以原文作答：现有模型不会写这种语言。</translation>
    </message>
    <message>
        <source>{n} tokens/s</source>
        <translation>{n} 词元/秒</translation>
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
        <source>Remove attached file {name}</source>
        <translation>移除附加的文件 {name}</translation>
    </message>
    <message>
        <source>Take this file out of the conversation</source>
        <translation>将此文件移出对话</translation>
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
    <name>ConversationList</name>
    <message>
        <source>Conversations</source>
        <translation>对话列表</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
</context>
<context>
    <name>ConversationPage</name>
    <message>
        <source>New conversation</source>
        <translation>新对话</translation>
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
        <source>could not be read</source>
        <translation>无法读取</translation>
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
        <source>Say more (optional)</source>
        <translation>补充说明（可选）</translation>
    </message>
    <message>
        <source>Reason in your words</source>
        <translation>您的理由</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Why?</source>
        <translation>原因</translation>
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
        <source>unchanged: {n}</source>
        <translation>未改动：{n}</translation>
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
        <source>Back to the conversation</source>
        <translation>返回对话</translation>
    </message>
    <message>
        <source>No documents yet</source>
        <translation>还没有文档</translation>
    </message>
    <message>
        <source>Drop PDF, Word, Markdown, text or HTML files on this window. They stay where they are and are read on this computer only.</source>
        <translation>将 PDF、Word、Markdown、文本或 HTML 文件拖到此窗口。文件留在原处，只在本机读取。</translation>
    </message>
    <message>
        <source>Add the sample documents</source>
        <translation>添加示例文档</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Reading {names}</source>
        <translation>正在读取 {names}</translation>
    </message>
    <message>
        <source>Only files and folders of this computer can be dropped here.</source>
        <translation>这里只能拖入本机的文件和文件夹。</translation>
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
        <source>Search conversations</source>
        <translation>搜索对话</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>文档</translation>
    </message>
    <message>
        <source>Show or hide the sidebar</source>
        <translation>显示或隐藏侧栏</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Conversation deleted</source>
        <translation>对话已删除</translation>
    </message>
    <message>
        <source>Documents removed: {n}. The files stay where they are.</source>
        <translation>已移除 {n} 个文档，文件仍在原处。</translation>
    </message>
    <message>
        <source>Attach files to this conversation</source>
        <translation>为此对话附加文件</translation>
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
    <name>PageView</name>
    <message>
        <source>Page with the passage marked</source>
        <translation>标出引文的页面</translation>
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
    <name>QuestionView</name>
    <message>
        <source>You: {text}</source>
        <translation>您：{text}</translation>
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
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
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
        <source>As many as there are cores</source>
        <translation>与处理器核心数相同</translation>
    </message>
    <message>
        <source>Answer new questions from my documents</source>
        <translation>默认根据我的文档回答新问题</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>配色</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
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
        <source>How many processor cores the model may use.</source>
        <translation>模型可使用的处理器核心数。</translation>
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
        <source>Kept in</source>
        <translation>保存位置</translation>
    </message>
    <message>
        <source>Conversations, index and settings; your documents stay where they are.</source>
        <translation>对话、索引和设置；您的文档留在原处。</translation>
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
        <source>Documents</source>
        <translation>文档</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Documents ({n})</source>
        <translation>文档（{n}）</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Last seven days</source>
        <translation>最近七天</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>更早</translation>
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
</context>
<context>
    <name>Transcript</name>
    <message>
        <source>Conversation</source>
        <translation>对话</translation>
    </message>
</context>
<context>
    <name>Viewer</name>
    <message>
        <source>Previous citation</source>
        <translation>上一处引用</translation>
    </message>
    <message>
        <source>Next citation</source>
        <translation>下一处引用</translation>
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
        <source>Smaller</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>放大</translation>
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
        <source>Opening {name}…</source>
        <translation>正在打开 {name}…</translation>
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
    <name>_Notice</name>
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
</context>
<context>
    <name>_ProgressRow</name>
    <message>
        <source>Indexing progress</source>
        <translation>索引进度</translation>
    </message>
    <message>
        <source>Stop indexing</source>
        <translation>停止索引</translation>
    </message>
</context>
</TS>
