<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Program</name>
    <message>
        <source>--%1 is &quot;%2&quot;; it can be %3.</source>
        <translation>--%1 为“%2”；可用的值：%3。</translation>
    </message>
    <message>
        <source>--%1 is &quot;%2&quot;; it must be a whole number of at least %3.</source>
        <translation>--%1 为“%2”；必须是不小于 %3 的整数。</translation>
    </message>
    <message>
        <source>Asks questions about video files and shows where the model looked.</source>
        <translation>就视频文件提问，并显示模型看了哪里。</translation>
    </message>
    <message>
        <source>Video file to open.</source>
        <translation>要打开的视频文件。</translation>
    </message>
    <message>
        <source>Checkpoint folder, or builtin; when absent VIDEOPANDA_MODEL&apos;s, else the one chosen last, else the built-in model.</source>
        <translation>检查点文件夹，或 builtin；未指定时用 VIDEOPANDA_MODEL 所指的，否则用上次选择的，再否则用内置模型。</translation>
    </message>
    <message>
        <source>auto, float32, bfloat16 or float16.</source>
        <translation>auto、float32、bfloat16 或 float16。</translation>
    </message>
    <message>
        <source>Threads of the model; 0: one a core.</source>
        <translation>模型的线程数；0：每个核心一个。</translation>
    </message>
    <message>
        <source>Longest answer in tokens.</source>
        <translation>回答的最大词元数。</translation>
    </message>
    <message>
        <source>system, light or dark.</source>
        <translation>system、light 或 dark。</translation>
    </message>
    <message>
        <source>system, en, de or zh_CN.</source>
        <translation>system、en、de 或 zh_CN。</translation>
    </message>
    <message>
        <source>One video can be opened at a time.</source>
        <translation>一次只能打开一个视频。</translation>
    </message>
    <message>
        <source>File in which sessions are stored, instead of the usual one.</source>
        <translation>用于保存会话的文件，代替通常的文件。</translation>
    </message>
    <message>
        <source>Most megabytes of analysed videos that are kept; 0: none.</source>
        <translation>最多保留多少兆字节的已分析视频；0：不保留。</translation>
    </message>
    <message>
        <source>There is no display to open a window on; the program videopanda needs none.</source>
        <translation>没有可以打开窗口的显示器；videopanda 程序不需要显示器。</translation>
    </message>
    <message>
        <source>How keys and values are kept: auto, full, 16bit or 8bit.</source>
        <translation>键和值的保存方式：auto、full、16bit 或 8bit。</translation>
    </message>
    <message>
        <source>auto, cpu, cuda or cuda:N.</source>
        <translation>auto、cpu、cuda 或 cuda:N。</translation>
    </message>
</context>
<context>
    <name>vp::core</name>
    <message>
        <source>This record of an answer&apos;s attention contradicts itself: %1; ask again.</source>
        <translation>这条回答的注意力记录自相矛盾：%1；请重新提问。</translation>
    </message>
    <message>
        <source>a frame has no tokens, or too many</source>
        <translation>某一帧没有词元，或词元过多</translation>
    </message>
    <message>
        <source>it has no layers or no frames</source>
        <translation>它没有层或没有帧</translation>
    </message>
    <message>
        <source>it has not one value for each token, layer and visual token</source>
        <translation>它并非对每个词元、每层和每个视觉词元都有一个值</translation>
    </message>
    <message>
        <source>There is no attention of the tokens %1 up to %2; the answer has %3 tokens.</source>
        <translation>没有词元 %1 至 %2 的注意力；该回答有 %3 个词元。</translation>
    </message>
    <message>
        <source>There is no row %1 in this record; it has %2, counted from 0.</source>
        <translation>此记录中没有第 %1 行；它共有 %2 行，从 0 计数。</translation>
    </message>
    <message>
        <source>There is no frame %1 in this record; it has %2, counted from 0.</source>
        <translation>此记录中没有第 %1 帧；它共有 %2 帧，从 0 计数。</translation>
    </message>
    <message>
        <source>The attention map to draw is empty or incomplete (%1 values for %2 x %3 cells); encode the video again.</source>
        <translation>要绘制的注意力图为空或不完整（%1 个值对应 %2 x %3 个单元）；请重新编码视频。</translation>
    </message>
    <message>
        <source>An attention map cannot be drawn at %1 x %2 pixels; choose 1 to 2^28 pixels.</source>
        <translation>无法以 %1 x %2 像素绘制注意力图；请选择 1 到 2^28 个像素。</translation>
    </message>
    <message>
        <source>The opacity of an attention map is %1; it must lie between 0 and 1.</source>
        <translation>注意力图的不透明度为 %1；它必须在 0 和 1 之间。</translation>
    </message>
    <message>
        <source>The value for the last colour of an attention map is %1; it must be a positive number.</source>
        <translation>注意力图最后一种颜色的值为 %1；它必须是正数。</translation>
    </message>
    <message>
        <source>The picture under an attention map is incomplete; decode the frame again.</source>
        <translation>注意力图下方的画面不完整；请重新解码该帧。</translation>
    </message>
    <message>
        <source>These attention maps contradict themselves: %1; encode the video again.</source>
        <translation>这些注意力图自相矛盾：%1；请重新编码视频。</translation>
    </message>
    <message>
        <source>There is no attention map of frame %1; the maps have %2 frames, counted from 0.</source>
        <translation>没有第 %1 帧的注意力图；这些图共有 %2 帧，从 0 计数。</translation>
    </message>
    <message>
        <source>they have no heads</source>
        <translation>它们没有头</translation>
    </message>
    <message>
        <source>There is no attention head %1; this map has %2 heads, counted from 0.</source>
        <translation>没有注意力头 %1；此图共有 %2 个头，从 0 计数。</translation>
    </message>
    <message>
        <source>a size of the GSTRA map is out of bounds</source>
        <translation>GSTRA 图的某个尺寸超出范围</translation>
    </message>
    <message>
        <source>the number of frames is not chunks times frames a chunk</source>
        <translation>帧数不等于分块数乘以每个分块的帧数</translation>
    </message>
    <message>
        <source>the GSTRA map has not one value for each chunk, head, frame and patch</source>
        <translation>GSTRA 图并非对每个分块、头、帧和图块都有一个值</translation>
    </message>
    <message>
        <source>a frame has no tokens</source>
        <translation>某一帧没有词元</translation>
    </message>
    <message>
        <source>an FSRA map has not one value for each head and token</source>
        <translation>某个 FSRA 图并非对每个头和词元都有一个值</translation>
    </message>
    <message>
        <source>an LSD map has not one value for each head, window and patch</source>
        <translation>某个 LSD 图并非对每个头、窗口和图块都有一个值</translation>
    </message>
    <message>
        <source>the LSD map is not made of whole windows</source>
        <translation>LSD 图不是由完整的窗口组成</translation>
    </message>
    <message>
        <source>the picture&apos;s rectangle is empty or leaves the grid of patches</source>
        <translation>画面的矩形为空或超出图块网格</translation>
    </message>
    <message>
        <source>its folder cannot be made</source>
        <translation>无法创建其文件夹</translation>
    </message>
    <message>
        <source>it cannot be opened</source>
        <translation>无法打开它</translation>
    </message>
    <message>
        <source>another process is writing it</source>
        <translation>另一个进程正在写入它</translation>
    </message>
    <message>
        <source>it cannot be locked</source>
        <translation>无法锁定它</translation>
    </message>
    <message>
        <source>writing failed</source>
        <translation>写入失败</translation>
    </message>
    <message>
        <source>writing failed and left a part of a line</source>
        <translation>写入失败，并留下了不完整的一行</translation>
    </message>
    <message>
        <source>flushing to the disk failed</source>
        <translation>写入磁盘失败</translation>
    </message>
    <message>
        <source>flushing to the disk failed and left a line</source>
        <translation>写入磁盘失败，并留下了一行</translation>
    </message>
    <message>
        <source>an unfinished line cannot be cut off</source>
        <translation>无法截去未写完的一行</translation>
    </message>
    <message>
        <source>Cannot write %1: %2 (%3).</source>
        <translation>无法写入 %1：%2（%3）。</translation>
    </message>
    <message>
        <source>Cannot write %1: it is a folder; give a file name.</source>
        <translation>无法写入 %1：它是文件夹；请指定文件名。</translation>
    </message>
    <message>
        <source>Cannot write %1: it is a device or a pipe; give a file name.</source>
        <translation>无法写入 %1：它是设备或管道；请指定文件名。</translation>
    </message>
    <message>
        <source>its folder cannot be written to</source>
        <translation>无法写入其文件夹</translation>
    </message>
    <message>
        <source>renaming the finished file failed</source>
        <translation>重命名已完成的文件失败</translation>
    </message>
    <message>
        <source>Stopped by the user.</source>
        <translation>已由用户停止。</translation>
    </message>
    <message>
        <source>%1 is the same file as another one that is to be written; give each a file of its own.</source>
        <translation>%1 与另一个要写入的文件是同一个文件；请为它们各指定一个文件。</translation>
    </message>
    <message>
        <source>%1 (%2) is the same file as another one that is to be written; give each a file of its own.</source>
        <translation>%1（%2）与另一个要写入的文件是同一个文件；请为它们各指定一个文件。</translation>
    </message>
    <message>
        <source>%1 is %2 itself; write to another file.</source>
        <translation>%1 就是%2本身；请写入另一个文件。</translation>
    </message>
    <message>
        <source>%1 is %2 itself (%3); write to another file.</source>
        <translation>%1 就是%2本身（%3）；请写入另一个文件。</translation>
    </message>
    <message>
        <source>The cryptography library offers no SHA-256; reinstall libssl.</source>
        <translation>加密库不提供 SHA-256；请重新安装 libssl。</translation>
    </message>
    <message>
        <source>Cannot read %1: check that it exists and may be read.</source>
        <translation>无法读取 %1：请检查它是否存在并可以读取。</translation>
    </message>
    <message>
        <source>Reading %1 failed half-way; check the disk.</source>
        <translation>读取 %1 时中途失败；请检查磁盘。</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>is not a file; a list in a text file was expected.</source>
        <translation>不是文件；应为文本文件中的列表。</translation>
    </message>
    <message>
        <source>is larger than %1 MiB; split it into several files.</source>
        <translation>大于 %1 MiB；请拆分成多个文件。</translation>
    </message>
    <message>
        <source>cannot be read; check that it may be.</source>
        <translation>无法读取；请检查读取权限。</translation>
    </message>
    <message>
        <source>is not text in UTF-8; save it as such, one entry a line.</source>
        <translation>不是 UTF-8 文本；请以此编码保存，每行一项。</translation>
    </message>
    <message>
        <source>ends inside quotation marks; it is incomplete or not CSV.</source>
        <translation>在引号内结束；它不完整或不是 CSV。</translation>
    </message>
    <message>
        <source>holds more files than a batch can look through; name a smaller folder.</source>
        <translation>包含的文件超过批量提问所能查看的数量；请指定较小的文件夹。</translation>
    </message>
    <message>
        <source>cannot be looked through (%1).</source>
        <translation>无法查看（%1）。</translation>
    </message>
    <message>
        <source>is a folder without a video file; name one that holds some.</source>
        <translation>是没有视频文件的文件夹；请指定包含视频的文件夹。</translation>
    </message>
    <message>
        <source>is a folder with hidden video files only (%1), which are left out; name those that are meant.</source>
        <translation>是只含隐藏视频文件的文件夹（%1 个），它们会被略过；请指定所需的文件。</translation>
    </message>
    <message>
        <source>is not a file name.</source>
        <translation>不是文件名。</translation>
    </message>
    <message>
        <source>names no video; write one file or folder a line.</source>
        <translation>没有列出视频；请每行写一个文件或文件夹。</translation>
    </message>
    <message>
        <source>holds no question; write one a line.</source>
        <translation>没有问题；请每行写一个问题。</translation>
    </message>
    <message>
        <source>The %1 is %2 s; whole seconds from 0 to %3 can be given.</source>
        <translation>%1为 %2 秒；可以指定 0 到 %3 之间的整秒数。</translation>
    </message>
    <message>
        <source>start of the range</source>
        <translation>范围的起点</translation>
    </message>
    <message>
        <source>end of the range</source>
        <translation>范围的终点</translation>
    </message>
    <message>
        <source>The range ends at %1 s, where it has not begun; give a later end.</source>
        <translation>范围在 %1 秒结束，而那时尚未开始；请指定更晚的终点。</translation>
    </message>
    <message>
        <source>The number of frames is %1, but it must be a multiple of %2, at most 4096.</source>
        <translation>帧数为 %1，但它必须是 %2 的倍数，最多 4096。</translation>
    </message>
    <message>
        <source>length of a window</source>
        <translation>时间窗的长度</translation>
    </message>
    <message>
        <source>step between windows</source>
        <translation>时间窗之间的步长</translation>
    </message>
    <message>
        <source>A step between windows is given, but no length of a window.</source>
        <translation>指定了时间窗之间的步长，但没有指定时间窗的长度。</translation>
    </message>
    <message>
        <source>There is no video to ask about; name at least one.</source>
        <translation>没有要提问的视频；请至少指定一个。</translation>
    </message>
    <message>
        <source>There is no question to ask; give at least one.</source>
        <translation>没有要提的问题；请至少给出一个。</translation>
    </message>
    <message>
        <source>%1 videos are more than the %2 of one batch; make several.</source>
        <translation>%1 个视频超过了一次批量提问的上限 %2 个；请分成多次。</translation>
    </message>
    <message>
        <source>%1 questions are more than the %2 of one batch; make several.</source>
        <translation>%1 个问题超过了一次批量提问的上限 %2 个；请分成多次。</translation>
    </message>
    <message>
        <source>Videos times questions are %1 answers, more than the %2 of one batch; make several.</source>
        <translation>视频数乘以问题数为 %1 个回答，超过了一次批量提问的上限 %2 个；请分成多次。</translation>
    </message>
    <message>
        <source>The question &quot;%1&quot; is longer than %2 bytes; shorten it.</source>
        <translation>问题“%1”超过 %2 字节；请缩短它。</translation>
    </message>
    <message>
        <source>The question &quot;%1&quot; is there twice; ask it once.</source>
        <translation>问题“%1”出现了两次；请只提一次。</translation>
    </message>
    <message>
        <source>The video %1 is there twice; name it once.</source>
        <translation>视频 %1 出现了两次；请只列一次。</translation>
    </message>
    <message>
        <source>one of the videos</source>
        <translation>视频之一</translation>
    </message>
    <message>
        <source>The range starts at %1 s, but the video is only %2 long; give an earlier start.</source>
        <translation>范围从 %1 秒开始，但视频只有 %2；请指定更早的起点。</translation>
    </message>
    <message>
        <source>Windows every %1 s of a video of %2 are more than %3; make the step longer.</source>
        <translation>在 %2 的视频中每 %1 秒一个时间窗，会超过 %3 个；请加大步长。</translation>
    </message>
    <message>
        <source>Windows times questions are more than %1 answers; make the step between windows longer, or several batches.</source>
        <translation>时间窗数乘以问题数超过 %1 个回答；请加大时间窗之间的步长，或分成多次批量提问。</translation>
    </message>
    <message>
        <source>The question &quot;%1&quot; cannot be asked: %2</source>
        <translation>问题“%1”无法提出：%2</translation>
    </message>
    <message>
        <source>The video %1 cannot be used: %2</source>
        <translation>视频 %1 无法使用：%2</translation>
    </message>
    <message>
        <source>is no result of a batch</source>
        <translation>不是批量提问的结果</translation>
    </message>
    <message>
        <source>was written by a newer version</source>
        <translation>由较新的版本写入</translation>
    </message>
    <message>
        <source>has an empty &quot;error&quot;</source>
        <translation>的“error”为空</translation>
    </message>
    <message>
        <source>holds %1 beside whole numbers</source>
        <translation>除整数外还含有 %1</translation>
    </message>
    <message>
        <source>its %1 is %2 and not %3</source>
        <translation>其中的 %1 是 %2 而不是 %3</translation>
    </message>
    <message>
        <source>its answers come from another model (%1, %2)</source>
        <translation>其中的回答来自另一个模型（%1，%2）</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>is not a file; a file of a batch&apos;s results was expected.</source>
        <translation>不是文件；应为批量提问的结果文件。</translation>
    </message>
    <message>
        <source>it cannot be opened; check that it may be read.</source>
        <translation>无法打开它；请检查读取权限。</translation>
    </message>
    <message>
        <source>line %1 %2; give a file that a batch wrote, or one that is not there yet.</source>
        <translation>第 %1 行%2；请指定由批量提问写出的文件，或尚不存在的文件。</translation>
    </message>
    <message>
        <source>it cannot be read; check its rights and the disk.</source>
        <translation>无法读取它；请检查其权限和磁盘。</translation>
    </message>
    <message>
        <source>line %1 is longer than any result.</source>
        <translation>第 %1 行比任何结果都长。</translation>
    </message>
    <message>
        <source>it ends with what is no result of a batch; give a file that a batch wrote, or one that is not there yet.</source>
        <translation>末尾的内容不是批量提问的结果；请指定由批量提问写出的文件，或尚不存在的文件。</translation>
    </message>
    <message>
        <source>is not a file; give a file&apos;s name.</source>
        <translation>不是文件；请给出文件名。</translation>
    </message>
    <message>
        <source>%1; give another file, or the options with which this one was begun.</source>
        <translation>%1；请指定另一个文件，或使用开始此文件时的选项。</translation>
    </message>
    <message>
        <source>line %1 does not belong to line 1: %2.</source>
        <translation>第 %1 行与第 1 行不相属：%2。</translation>
    </message>
    <message>
        <source>none of its answers belongs to these videos and questions; give another file, or those with which this one was begun.</source>
        <translation>其中没有回答属于这些视频和问题；请指定另一个文件，或使用开始此文件时的视频和问题。</translation>
    </message>
    <message>
        <source>%1; give another file, or what this one was begun with.</source>
        <translation>%1；请指定另一个文件，或使用开始此文件时所用的内容。</translation>
    </message>
    <message>
        <source>the results file</source>
        <translation>结果文件</translation>
    </message>
    <message>
        <source>%1 %2.</source>
        <translation>%1 %2。</translation>
    </message>
    <message>
        <source>a file of the checkpoint</source>
        <translation>检查点的一个文件</translation>
    </message>
    <message>
        <source>it</source>
        <translation>它</translation>
    </message>
    <message>
        <source>it is not a JSON object.</source>
        <translation>它不是 JSON 对象。</translation>
    </message>
    <message>
        <source>an object was expected</source>
        <translation>应为对象</translation>
    </message>
    <message>
        <source>cannot be opened (%1); check that it exists and may be read.</source>
        <translation>无法打开（%1）；请检查它是否存在并可以读取。</translation>
    </message>
    <message>
        <source>is not a regular file; a file of a checkpoint was expected.</source>
        <translation>不是普通文件；应为检查点的文件。</translation>
    </message>
    <message>
        <source>is empty; copy or download the file again.</source>
        <translation>是空的；请重新复制或下载该文件。</translation>
    </message>
    <message>
        <source>%1 needs more memory than this process may use; raise its limit.</source>
        <translation>%1 所需的内存超过此进程可用的上限；请提高上限。</translation>
    </message>
    <message>
        <source>cannot be mapped into memory (%1).</source>
        <translation>无法映射到内存（%1）。</translation>
    </message>
    <message>
        <source>cannot be read any more (%1); it was changed while it was in use, or the disk fails.</source>
        <translation>无法再读取（%1）；它在使用时被更改，或磁盘出现故障。</translation>
    </message>
    <message>
        <source>has %1 bytes; at most %2 were expected, so it is not the file its name says.</source>
        <translation>有 %1 字节；最多应为 %2 字节，因此它不是名称所示的文件。</translation>
    </message>
    <message>
        <source>&quot;videopanda&quot;, &quot;llama&quot; or &quot;qwen2&quot; was expected</source>
        <translation>应为“videopanda”、“llama”或“qwen2”</translation>
    </message>
    <message>
        <source>a list of class names was expected</source>
        <translation>应为类名的列表</translation>
    </message>
    <message>
        <source>only &quot;default&quot; and &quot;linear&quot; position scaling are supported</source>
        <translation>只支持“default”和“linear”位置缩放</translation>
    </message>
    <message>
        <source>linear scaling needs a &quot;factor&quot;</source>
        <translation>线性缩放需要“factor”</translation>
    </message>
    <message>
        <source>a divisor of the %1 attention heads was expected</source>
        <translation>应为 %1 个注意力头的约数</translation>
    </message>
    <message>
        <source>an even number was expected</source>
        <translation>应为偶数</translation>
    </message>
    <message>
        <source>&quot;num_attention_heads&quot; is %1 and &quot;hidden_size&quot; is %2; each head must get the same even part of the width.</source>
        <translation>“num_attention_heads”为 %1，“hidden_size”为 %2；每个头必须得到相同的偶数宽度。</translation>
    </message>
    <message>
        <source>&quot;silu&quot; was expected</source>
        <translation>应为“silu”</translation>
    </message>
    <message>
        <source>only false is supported</source>
        <translation>只支持 false</translation>
    </message>
    <message>
        <source>only 1 is supported</source>
        <translation>只支持 1</translation>
    </message>
    <message>
        <source>only unquantised weights are supported</source>
        <translation>只支持未量化的权重</translation>
    </message>
    <message>
        <source>only false is supported for LLaMA</source>
        <translation>对于 LLaMA 只支持 false</translation>
    </message>
    <message>
        <source>a square was expected</source>
        <translation>应为正方形</translation>
    </message>
    <message>
        <source>a &quot;height&quot; and a &quot;width&quot; were expected</source>
        <translation>应有“height”和“width”</translation>
    </message>
    <message>
        <source>&quot;image_size&quot; is %1; a multiple of &quot;patch_stride&quot; = %2 was expected.</source>
        <translation>“image_size”为 %1；应为“patch_stride”= %2 的倍数。</translation>
    </message>
    <message>
        <source>&quot;image_size_teacher&quot; is %1; a multiple of &quot;patch_stride_teacher&quot; = %2 was expected.</source>
        <translation>“image_size_teacher”为 %1；应为“patch_stride_teacher”= %2 的倍数。</translation>
    </message>
    <message>
        <source>&quot;image_size&quot; / &quot;patch_stride&quot; is %1 patches, but &quot;conv_stride&quot; = %2 times the teacher&apos;s %3 patches was expected.</source>
        <translation>“image_size”/“patch_stride”为 %1 个图块，但应为“conv_stride”= %2 乘以教师的 %3 个图块。</translation>
    </message>
    <message>
        <source>&quot;video_hidden_size&quot; is %1; a multiple of the %2 heads was expected.</source>
        <translation>“video_hidden_size”为 %1；应为 %2 个头的倍数。</translation>
    </message>
    <message>
        <source>&quot;all_num_frames&quot; is %1; a multiple of &quot;num_frames&quot; = %2 was expected.</source>
        <translation>“all_num_frames”为 %1；应为“num_frames”= %2 的倍数。</translation>
    </message>
    <message>
        <source>a list of parts of STAB (%1) was expected</source>
        <translation>应为 STAB 各部分（%1）的列表</translation>
    </message>
    <message>
        <source>this is no part that can be left out: %1</source>
        <translation>这不是可以省略的部分：%1</translation>
    </message>
    <message>
        <source>%1 says %2</source>
        <translation>%1 中为 %2</translation>
    </message>
    <message>
        <source>at least one token must end an answer</source>
        <translation>至少要有一个词元结束回答</translation>
    </message>
    <message>
        <source>&quot;model_type&quot; is missing; &quot;videopanda&quot;, &quot;llama&quot; or &quot;qwen2&quot; was expected.</source>
        <translation>缺少“model_type”；应为“videopanda”、“llama”或“qwen2”。</translation>
    </message>
    <message>
        <source>its pickle is damaged (%1); copy or download the file again.</source>
        <translation>其 pickle 已损坏（%1）；请重新复制或下载该文件。</translation>
    </message>
    <message>
        <source>its pickle asks to import %1; a checkpoint may only hold tensors, so nothing of this file is used.</source>
        <translation>其 pickle 要求导入 %1；检查点只能包含张量，因此不使用此文件的任何内容。</translation>
    </message>
    <message>
        <source>it ends early</source>
        <translation>它过早结束</translation>
    </message>
    <message>
        <source>its pickle has more values than any checkpoint&apos;s.</source>
        <translation>其 pickle 的值比任何检查点都多。</translation>
    </message>
    <message>
        <source>a value is missing</source>
        <translation>缺少一个值</translation>
    </message>
    <message>
        <source>a mark is missing</source>
        <translation>缺少一个标记</translation>
    </message>
    <message>
        <source>something is appended to what is no list</source>
        <translation>向不是列表的对象追加内容</translation>
    </message>
    <message>
        <source>an entry is put into what is no dictionary</source>
        <translation>向不是字典的对象放入条目</translation>
    </message>
    <message>
        <source>it refers to a value that it did not keep</source>
        <translation>它引用了未保留的值</translation>
    </message>
    <message>
        <source>a size of a tensor is not a whole number</source>
        <translation>某个张量的尺寸不是整数</translation>
    </message>
    <message>
        <source>a list of values was expected</source>
        <translation>应为值的列表</translation>
    </message>
    <message>
        <source>a tensor has too many dimensions</source>
        <translation>某个张量的维数过多</translation>
    </message>
    <message>
        <source>a tensor lacks its description</source>
        <translation>某个张量缺少描述</translation>
    </message>
    <message>
        <source>a tensor has no storage</source>
        <translation>某个张量没有存储</translation>
    </message>
    <message>
        <source>a tensor has no element type</source>
        <translation>某个张量没有元素类型</translation>
    </message>
    <message>
        <source>a tensor has a stride too many or too few</source>
        <translation>某个张量的步长过多或过少</translation>
    </message>
    <message>
        <source>an entry of a dictionary is not a pair</source>
        <translation>字典的某个条目不是键值对</translation>
    </message>
    <message>
        <source>it calls what cannot be called</source>
        <translation>它调用了不可调用的对象</translation>
    </message>
    <message>
        <source>a parameter is no tensor</source>
        <translation>某个参数不是张量</translation>
    </message>
    <message>
        <source>a size is no short list of numbers</source>
        <translation>某个尺寸不是短的数字列表</translation>
    </message>
    <message>
        <source>a reference to a storage is no tuple of five</source>
        <translation>对存储的引用不是五元组</translation>
    </message>
    <message>
        <source>a reference to a storage has no class or key</source>
        <translation>对存储的引用没有类或键</translation>
    </message>
    <message>
        <source>a storage&apos;s class is none</source>
        <translation>存储的类不是类</translation>
    </message>
    <message>
        <source>its pickle asks to set up an object; a checkpoint may only hold tensors, so nothing of this file is used.</source>
        <translation>其 pickle 要求设置一个对象；检查点只能包含张量，因此不使用此文件的任何内容。</translation>
    </message>
    <message>
        <source>its pickle has protocol %1; 2 to 5 were expected.</source>
        <translation>其 pickle 的协议为 %1；应为 2 到 5。</translation>
    </message>
    <message>
        <source>an import has no name</source>
        <translation>某个导入没有名称</translation>
    </message>
    <message>
        <source>its pickle uses the operation %1, which no saved tensor needs; a checkpoint may only hold tensors, so nothing of this file is used.</source>
        <translation>其 pickle 使用了操作 %1，保存的张量都不需要它；检查点只能包含张量，因此不使用此文件的任何内容。</translation>
    </message>
    <message>
        <source>the folder was prepared in version %1 of the layout and %2 is read here; prepare the original checkpoint again.</source>
        <translation>该文件夹以布局版本 %1 准备，而此处读取版本 %2；请重新准备原始检查点。</translation>
    </message>
    <message>
        <source>it was changed after the folder was prepared; prepare the original checkpoint again.</source>
        <translation>它在文件夹准备好之后被更改；请重新准备原始检查点。</translation>
    </message>
    <message>
        <source>it is not the file that was prepared; prepare the original checkpoint again.</source>
        <translation>它不是当初准备的文件；请重新准备原始检查点。</translation>
    </message>
    <message>
        <source>it was not there when the folder was prepared; prepare the original checkpoint again.</source>
        <translation>准备文件夹时它并不存在；请重新准备原始检查点。</translation>
    </message>
    <message>
        <source>the prepared tensor %1 is missing; prepare the original checkpoint again.</source>
        <translation>缺少准备好的张量 %1；请重新准备原始检查点。</translation>
    </message>
    <message>
        <source>the tensor %1 is not the one that was prepared: the folder is damaged, or files of another one were put into it; prepare the original checkpoint again.</source>
        <translation>张量 %1 不是当初准备的张量：文件夹已损坏，或放入了另一个文件夹的文件；请重新准备原始检查点。</translation>
    </message>
    <message>
        <source>holds no tensors by name; a file saved with torch.save(model.state_dict()) was expected.</source>
        <translation>不含带名称的张量；应为用 torch.save(model.state_dict()) 保存的文件。</translation>
    </message>
    <message>
        <source>is in a format from before PyTorch 1.6; save it again with a newer PyTorch, or as safetensors.</source>
        <translation>是 PyTorch 1.6 之前的格式；请用较新的 PyTorch 或以 safetensors 重新保存。</translation>
    </message>
    <message>
        <source>is not a PyTorch checkpoint (a ZIP archive as torch.save writes it was expected).</source>
        <translation>不是 PyTorch 检查点（应为 torch.save 写出的 ZIP 归档）。</translation>
    </message>
    <message>
        <source>its ZIP archive holds more than one data.pkl.</source>
        <translation>其 ZIP 归档含有多个 data.pkl。</translation>
    </message>
    <message>
        <source>its ZIP archive holds no NAME/data.pkl; it was not written by torch.save.</source>
        <translation>其 ZIP 归档不含 NAME/data.pkl；它不是由 torch.save 写出的。</translation>
    </message>
    <message>
        <source>is a TorchScript program; a file saved with torch.save(model.state_dict()) was expected.</source>
        <translation>是 TorchScript 程序；应为用 torch.save(model.state_dict()) 保存的文件。</translation>
    </message>
    <message>
        <source>its numbers are not little-endian; save it again on an ordinary machine.</source>
        <translation>其数字不是小端序；请在普通计算机上重新保存。</translation>
    </message>
    <message>
        <source>its data.pkl has %1 bytes, more than any list of tensors.</source>
        <translation>其 data.pkl 有 %1 字节，比任何张量列表都大。</translation>
    </message>
    <message>
        <source>its data.pkl does not match its checksum; copy or download the file again.</source>
        <translation>其 data.pkl 与校验和不符；请重新复制或下载该文件。</translation>
    </message>
    <message>
        <source>does not hold a dictionary of tensors; a file saved with torch.save(model.state_dict()) was expected.</source>
        <translation>不含张量字典；应为用 torch.save(model.state_dict()) 保存的文件。</translation>
    </message>
    <message>
        <source>a tensor&apos;s name in it is not a text.</source>
        <translation>其中某个张量的名称不是文本。</translation>
    </message>
    <message>
        <source>it holds the tensor %1 twice.</source>
        <translation>它两次包含张量 %1。</translation>
    </message>
    <message>
        <source>the storage %1 of the tensor %2 is missing in it.</source>
        <translation>其中缺少张量 %2 的存储 %1。</translation>
    </message>
    <message>
        <source>the storage of the tensor %1 has %2 bytes, fewer than it says; copy or download the file again.</source>
        <translation>张量 %1 的存储有 %2 字节，少于所声明的大小；请重新复制或下载该文件。</translation>
    </message>
    <message>
        <source>the tensor %1 has the impossible shape %2.</source>
        <translation>张量 %1 的形状 %2 不可能成立。</translation>
    </message>
    <message>
        <source>the tensor %1 of shape %2 reaches past the end of its storage of %3 elements.</source>
        <translation>形状为 %2 的张量 %1 超出了其 %3 个元素的存储。</translation>
    </message>
    <message>
        <source>the tensor %1 has no &quot;dtype&quot; in the header.</source>
        <translation>张量 %1 在文件头中没有“dtype”。</translation>
    </message>
    <message>
        <source>the tensor %1 has the element type %2; F64, F32, F16, BF16, I64, I32, I16, I8, U8 and BOOL are supported.</source>
        <translation>张量 %1 的元素类型为 %2；支持 F64、F32、F16、BF16、I64、I32、I16、I8、U8 和 BOOL。</translation>
    </message>
    <message>
        <source>the tensor %1 has no &quot;%2&quot; of non-negative whole numbers in the header.</source>
        <translation>张量 %1 在文件头中没有由非负整数组成的“%2”。</translation>
    </message>
    <message>
        <source>the header&apos;s entry of the tensor %1 is not an object.</source>
        <translation>文件头中张量 %1 的条目不是对象。</translation>
    </message>
    <message>
        <source>the tensor %1 has the data_offsets %2; a begin and an end not before it were expected.</source>
        <translation>张量 %1 的 data_offsets 为 %2；应为起点和不早于它的终点。</translation>
    </message>
    <message>
        <source>the tensor %1 ends at byte %2 of the data, but only %3 are there; the file is cut short, so copy or download it again.</source>
        <translation>张量 %1 在数据的第 %2 字节结束，但只有 %3 字节；文件被截断，请重新复制或下载。</translation>
    </message>
    <message>
        <source>the tensor %1 takes %2 bytes, but its shape %3 of %4 needs %5.</source>
        <translation>张量 %1 占用 %2 字节，但其形状 %3（%4）需要 %5 字节。</translation>
    </message>
    <message>
        <source>its header gives the key %1 twice; each may be given once.</source>
        <translation>其文件头两次给出键 %1；每个键只能给出一次。</translation>
    </message>
    <message>
        <source>the tensor %1 overlaps the tensor before it in the data.</source>
        <translation>张量 %1 在数据中与前一个张量重叠。</translation>
    </message>
    <message>
        <source>there are %1 bytes that belong to no tensor before %2; the format allows none.</source>
        <translation>在 %2 之前有 %1 字节不属于任何张量；该格式不允许这样。</translation>
    </message>
    <message>
        <source>there are %1 bytes that belong to no tensor at its end; the format allows none.</source>
        <translation>末尾有 %1 字节不属于任何张量；该格式不允许这样。</translation>
    </message>
    <message>
        <source>its header is not a JSON object.</source>
        <translation>其文件头不是 JSON 对象。</translation>
    </message>
    <message>
        <source>its header</source>
        <translation>其文件头</translation>
    </message>
    <message>
        <source>the tensor %1 %2.</source>
        <translation>张量 %1 %2。</translation>
    </message>
    <message>
        <source>has %1 bytes; a safetensors file has more.</source>
        <translation>有 %1 字节；safetensors 文件应更大。</translation>
    </message>
    <message>
        <source>says that its header has %1 bytes, and at most %2 are allowed; it is not a safetensors file.</source>
        <translation>声明其文件头有 %1 字节，而最多允许 %2 字节；它不是 safetensors 文件。</translation>
    </message>
    <message>
        <source>says that its header has %1 bytes, but only %2 follow; the file is cut short, so copy or download it again.</source>
        <translation>声明其文件头有 %1 字节，但后面只有 %2 字节；文件被截断，请重新复制或下载。</translation>
    </message>
    <message>
        <source>its &quot;__metadata__&quot; is not a map of texts.</source>
        <translation>其“__metadata__”不是文本的映射。</translation>
    </message>
    <message>
        <source>holds the tensor %1, which %2 holds, too; remove one of them.</source>
        <translation>包含张量 %1，而 %2 也包含它；请移除其中一个。</translation>
    </message>
    <message>
        <source>is %1; an object with a &quot;weight_map&quot; was expected.</source>
        <translation>为 %1；应为带有“weight_map”的对象。</translation>
    </message>
    <message>
        <source>has no &quot;weight_map&quot; from tensors to files.</source>
        <translation>没有从张量到文件的“weight_map”。</translation>
    </message>
    <message>
        <source>the tensor %1 is said to be in %2; the name of a file in the same folder was expected.</source>
        <translation>张量 %1 据称在 %2 中；应为同一文件夹中的文件名。</translation>
    </message>
    <message>
        <source>names the file %1, which is missing; copy or download it, too.</source>
        <translation>提到的文件 %1 不存在；请一并复制或下载它。</translation>
    </message>
    <message>
        <source>says that %1 holds the tensor %2, but it does not; copy or download the files again.</source>
        <translation>称 %1 包含张量 %2，但实际没有；请重新复制或下载这些文件。</translation>
    </message>
    <message>
        <source>cannot be listed (%1); the folder of a checkpoint was expected.</source>
        <translation>无法列出（%1）；应为检查点的文件夹。</translation>
    </message>
    <message>
        <source>holds no weights; model*.safetensors or pytorch_model.bin (or their index files) were expected.</source>
        <translation>不含权重；应有 model*.safetensors 或 pytorch_model.bin（或它们的索引文件）。</translation>
    </message>
    <message>
        <source>its ZIP archive is damaged (%1); copy or download the file again.</source>
        <translation>其 ZIP 归档已损坏（%1）；请重新复制或下载该文件。</translation>
    </message>
    <message>
        <source>it is too short</source>
        <translation>它太短</translation>
    </message>
    <message>
        <source>it is a part of an archive of several</source>
        <translation>它是多卷归档的一部分</translation>
    </message>
    <message>
        <source>its directory lies outside it</source>
        <translation>其目录位于归档之外</translation>
    </message>
    <message>
        <source>its end is missing: the file is cut short</source>
        <translation>缺少结尾：文件被截断</translation>
    </message>
    <message>
        <source>its ZIP64 locator is missing</source>
        <translation>缺少其 ZIP64 定位记录</translation>
    </message>
    <message>
        <source>its ZIP64 end lies outside it</source>
        <translation>其 ZIP64 结尾位于归档之外</translation>
    </message>
    <message>
        <source>its ZIP64 end is missing</source>
        <translation>缺少其 ZIP64 结尾</translation>
    </message>
    <message>
        <source>its directory cannot hold what it counts</source>
        <translation>其目录容纳不下所计的条目</translation>
    </message>
    <message>
        <source>its directory ends early</source>
        <translation>其目录过早结束</translation>
    </message>
    <message>
        <source>the size of %1 is missing</source>
        <translation>缺少 %1 的大小</translation>
    </message>
    <message>
        <source>its ZIP archive holds %1 twice.</source>
        <translation>其 ZIP 归档两次包含 %1。</translation>
    </message>
    <message>
        <source>its entry %1 is compressed or encrypted; torch.save stores everything plainly.</source>
        <translation>其条目 %1 被压缩或加密；torch.save 以原样存储一切。</translation>
    </message>
    <message>
        <source>%1 lies outside it</source>
        <translation>%1 位于归档之外</translation>
    </message>
    <message>
        <source>%1 does not begin where the directory says</source>
        <translation>%1 不在目录所说的位置开始</translation>
    </message>
    <message>
        <source>%1 has another name at its content than in the directory</source>
        <translation>%1 在内容处的名称与目录中的不同</translation>
    </message>
    <message>
        <source>%1 is longer than the file</source>
        <translation>%1 比文件还长</translation>
    </message>
    <message>
        <source>its entries overlap</source>
        <translation>其条目相互重叠</translation>
    </message>
    <message>
        <source>There is no built-in model in %1; choose a checkpoint folder with --model.</source>
        <translation>%1 中没有内置模型；请用 --model 选择检查点文件夹。</translation>
    </message>
    <message>
        <source>The video&apos;s pictures were not kept, so they cannot be shown to the model again; open the video anew.</source>
        <translation>视频的画面没有保留，因此无法再次展示给模型；请重新打开视频。</translation>
    </message>
    <message>
        <source>The tensor %1 of shape %2 is missing.</source>
        <translation>缺少形状为 %2 的张量 %1。</translation>
    </message>
    <message>
        <source>The tensor %1 has the shape %2 where %3 is expected.</source>
        <translation>张量 %1 的形状为 %2，应为 %3。</translation>
    </message>
    <message>
        <source>tokenizer.model has %1 tokens where config.json&apos;s vocab_size is %2.</source>
        <translation>tokenizer.model 有 %1 个词元，而 config.json 的 vocab_size 为 %2。</translation>
    </message>
    <message>
        <source>float16 is computed on a GPU only; on the CPU use --dtype bfloat16 or float32 (a float16 checkpoint loads in either).</source>
        <translation>float16 只能在 GPU 上计算；在 CPU 上请使用 --dtype bfloat16 或 float32（float16 检查点可以用这两种精度加载）。</translation>
    </message>
    <message>
        <source>%1 threads are more than there are processors for this program (%2); no more than that are used.</source>
        <translation>%1 个线程超过了此程序可用的处理器数（%2）；不会使用更多线程。</translation>
    </message>
    <message>
        <source>Computing needs %1 of address space beside the model, and the limit of this process leaves %2; raise the limit of memory (ulimit -v), or use fewer threads.</source>
        <translation>除模型外，计算还需要 %1 的地址空间，而此进程的上限只剩 %2；请提高内存上限（ulimit -v），或使用更少的线程。</translation>
    </message>
    <message>
        <source>%1 needs more memory than is free (%2); close other programs, ask for fewer frames, or use a smaller model.</source>
        <translation>%1所需的内存超过可用内存（%2）；请关闭其他程序、使用更少的帧，或使用更小的模型。</translation>
    </message>
    <message>
        <source>The model&apos;s context is full: the conversation&apos;s first question and its answer are left out of what it reads.</source>
        <translation>模型的上下文已满：对话的第一个问题及其回答不再包含在模型读取的内容中。</translation>
    </message>
    <message>
        <source>The model&apos;s context is full: the conversation&apos;s first %1 questions and answers are left out of what it reads.</source>
        <translation>模型的上下文已满：对话的前 %1 个问题和回答不再包含在模型读取的内容中。</translation>
    </message>
    <message>
        <source>The conversation&apos;s key and value cache</source>
        <translation>对话的键值缓存</translation>
    </message>
    <message>
        <source>Answering</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>Reading the video ahead of a question</source>
        <translation>在提问前读取视频</translation>
    </message>
    <message>
        <source>Keeping what was read of the video</source>
        <translation>保留已读取的视频内容</translation>
    </message>
    <message>
        <source>Reading what was kept of the video</source>
        <translation>读取保留的视频内容</translation>
    </message>
    <message>
        <source>%1 frames of this video make %2 tokens where the model&apos;s context has room for %3; ask for at most %4 frames.</source>
        <translation>该视频的 %1 帧为 %2 个词元，而模型的上下文只能容纳 %3 个；请最多使用 %4 帧。</translation>
    </message>
    <message>
        <source>%1 frames of this video make %2 tokens where the model&apos;s context has room for %3; use a model with a longer context.</source>
        <translation>此视频的 %1 帧产生 %2 个词元，而模型的上下文只能容纳 %3 个；请使用上下文更长的模型。</translation>
    </message>
    <message>
        <source>Encoding the video</source>
        <translation>编码视频</translation>
    </message>
    <message>
        <source>%1 is not this video, encoded by this model (%2 does not fit); encode the video again.</source>
        <translation>%1 不是由此模型编码的此视频（%2 不符）；请重新编码视频。</translation>
    </message>
    <message>
        <source>Reading the encoded video</source>
        <translation>读取已编码的视频</translation>
    </message>
    <message>
        <source>Frames that are named one by one leave no choice of a number of frames or a range; give either the frames or these.</source>
        <translation>逐个指定的帧不能再选择帧数或范围；请只指定帧，或只指定帧数和范围。</translation>
    </message>
    <message>
        <source>%1 frames are named; at most %2 can be looked at.</source>
        <translation>指定了 %1 帧；最多可以查看 %2 帧。</translation>
    </message>
    <message>
        <source>This model was trained without %1, so it cannot be switched off.</source>
        <translation>此模型训练时不含 %1，因此无法关闭它。</translation>
    </message>
    <message>
        <source>Comparing</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>The weights have %1 and %2 of memory are free: the system will read parts of them from the disk again and again. Close other programs, or use a smaller checkpoint.</source>
        <translation>权重有 %1，而可用内存为 %2：系统会反复从磁盘读取其中的部分。请关闭其他程序，或使用更小的检查点。</translation>
    </message>
    <message>
        <source>The weights are kept in 16 bits and computed with in float32, since %1 of memory would be needed otherwise and %2 are free.</source>
        <translation>权重以 16 位保存并以 float32 计算，因为否则需要 %1 内存，而可用的只有 %2。</translation>
    </message>
    <message>
        <source>A conversation of %1 tokens takes %2 of memory for keys and values, more than will be free.</source>
        <translation>%1 个词元的对话需要 %2 内存来存放键和值，超过届时可用的内存。</translation>
    </message>
    <message>
        <source>A conversation of %1 tokens takes %2 of memory for keys and values, more than will be free; --kv-cache 8bit takes less.</source>
        <translation>%1 个词元的对话需要 %2 内存来存放键和值，超过届时可用的内存；用 --kv-cache 8bit 会更少。</translation>
    </message>
    <message>
        <source>The checkpoint needs %1 of memory in %2 and %3 are free; close other programs, or use a smaller checkpoint or dtype.</source>
        <translation>检查点以 %2 加载需要 %1 内存，而可用内存为 %3；请关闭其他程序，或使用更小的检查点或更低的精度。</translation>
    </message>
    <message>
        <source>16 bits</source>
        <translation>16 位</translation>
    </message>
    <message>
        <source>The checkpoint in %1 is a &quot;%2&quot; language model without a video part; a &quot;videopanda&quot; checkpoint is needed.</source>
        <translation>%1 中的检查点是没有视频部分的“%2”语言模型；需要“videopanda”检查点。</translation>
    </message>
    <message>
        <source>tokenizer.model has %1 tokens where config.json&apos;s vocab_size is %2; the tokenizer belongs to another checkpoint.</source>
        <translation>tokenizer.model 有 %1 个词元，而 config.json 的 vocab_size 为 %2；分词器属于另一个检查点。</translation>
    </message>
    <message>
        <source>Loading the checkpoint</source>
        <translation>加载检查点</translation>
    </message>
    <message>
        <source>as published</source>
        <translation>为发布时的形式</translation>
    </message>
    <message>
        <source>in %1 bits</source>
        <translation>为 %1 位</translation>
    </message>
    <message>
        <source>its weights are %1 where they were %2</source>
        <translation>其权重现在%1，当时%2</translation>
    </message>
    <message>
        <source>This model was trained without FSRA; check GSTRA.</source>
        <translation>此模型训练时不含 FSRA；请检验 GSTRA。</translation>
    </message>
    <message>
        <source>This model was trained without GSTRA; check FSRA.</source>
        <translation>此模型训练时不含 GSTRA；请检验 FSRA。</translation>
    </message>
    <message>
        <source>The video&apos;s attention maps were not kept; open the video anew.</source>
        <translation>视频的注意力图没有保留；请重新打开视频。</translation>
    </message>
    <message>
        <source>The number of random choices is %1; 1 to 100 were expected.</source>
        <translation>随机选取的次数为 %1；应为 1 到 100。</translation>
    </message>
    <message>
        <source>%1 shares to hide were given; 1 to 20 were expected.</source>
        <translation>给出了 %1 个要遮住的比例；应为 1 到 20 个。</translation>
    </message>
    <message>
        <source>The share %1 % cannot be hidden; rising whole numbers from 1 to 99 were expected.</source>
        <translation>无法遮住 %1 % 的比例；应为 1 到 99 之间递增的整数。</translation>
    </message>
    <message>
        <source>The check</source>
        <translation>检验</translation>
    </message>
    <message>
        <source>%1 is not what this model read of this video (%2 does not fit); it is to be computed again.</source>
        <translation>%1 不是此模型从此视频读取的内容（%2 不符）；需要重新计算。</translation>
    </message>
    <message>
        <source>The conversation with this question has %1 tokens and leaves no room for an answer in the model&apos;s context of %2; start a new conversation, leave the oldest questions out, shorten the question or use fewer frames.</source>
        <translation>加上这个问题，对话有 %1 个词元，在模型 %2 的上下文中没有回答的余地；请开始新的对话、略去最早的问题、缩短问题或减少帧数。</translation>
    </message>
    <message>
        <source>The answer has no tokens to look into; ask the question again first.</source>
        <translation>该回答没有可供查看的词元；请先重新提问。</translation>
    </message>
    <message>
        <source>The number of questions that are left out cannot be negative.</source>
        <translation>省略的问题数不能为负。</translation>
    </message>
    <message>
        <source>The question is empty; type what you want to know.</source>
        <translation>问题为空；请输入您想知道的内容。</translation>
    </message>
    <message>
        <source>The film with the overlay is an MP4; let %1 end in .mp4.</source>
        <translation>带叠加图的影片是 MP4；请让 %1 以 .mp4 结尾。</translation>
    </message>
    <message>
        <source>The attention of answers is written as .safetensors; the name %1 ends differently.</source>
        <translation>回答的注意力以 .safetensors 写出；名称 %1 的结尾不同。</translation>
    </message>
    <message>
        <source>the transcript</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>the video</source>
        <translation>视频</translation>
    </message>
    <message>
        <source>There is no answer to export yet; ask a question first.</source>
        <translation>还没有可导出的回答；请先提问。</translation>
    </message>
    <message>
        <source>It cannot be read (%1); it is damaged, or too large.</source>
        <translation>无法读取（%1）；它已损坏或过大。</translation>
    </message>
    <message>
        <source>What was computed of the film is not kept for the next time: %1</source>
        <translation>对影片计算的内容没有保留到下次：%1</translation>
    </message>
    <message>
        <source>%1 is there already; give the name of a new folder.</source>
        <translation>%1 已存在；请给出新文件夹的名称。</translation>
    </message>
    <message>
        <source>the folder cannot be made</source>
        <translation>无法创建文件夹</translation>
    </message>
    <message>
        <source>renaming the finished folder failed</source>
        <translation>重命名已完成的文件夹失败</translation>
    </message>
    <message>
        <source>Preparing needs %1 on the disk of %2, and %3 are free; make room, or choose fewer bits.</source>
        <translation>准备工作需要在 %2 所在磁盘上占用 %1，而可用 %3；请腾出空间，或选择更少的位数。</translation>
    </message>
    <message>
        <source>The checkpoint in %1 cannot be prepared: %2</source>
        <translation>%1 中的检查点无法准备：%2</translation>
    </message>
    <message>
        <source>it is a prepared one already; prepare the original.</source>
        <translation>它已经是准备好的；请准备原始检查点。</translation>
    </message>
    <message>
        <source>it is a &quot;%1&quot; language model without a video part.</source>
        <translation>它是没有视频部分的“%1”语言模型。</translation>
    </message>
    <message>
        <source>--bits is %1; it can be 16, 8 or 4.</source>
        <translation>--bits 为 %1；可以是 16、8 或 4。</translation>
    </message>
    <message>
        <source>Preparing the checkpoint</source>
        <translation>准备检查点</translation>
    </message>
    <message>
        <source>&quot;%1&quot; cannot be switched off; fsra, gstra, lste, row, lsd, several joined by +, or all were expected.</source>
        <translation>无法关闭“%1”；应为 fsra、gstra、lste、row、lsd，用 + 连接的多个，或 all。</translation>
    </message>
    <message>
        <source>No model is loaded. Choose the checkpoint folder of the transcript&apos;s model first.</source>
        <translation>没有加载模型。请先选择记录中模型的检查点文件夹。</translation>
    </message>
    <message>
        <source>gives the key &quot;%1&quot; twice; each may be given once</source>
        <translation>两次给出键“%1”；每个键只能给出一次</translation>
    </message>
    <message>
        <source>is not JSON from byte %1 on; it is damaged or incomplete</source>
        <translation>从第 %1 字节起不是 JSON；它已损坏或不完整</translation>
    </message>
    <message>
        <source>has more than %1 values</source>
        <translation>的值超过 %1 个</translation>
    </message>
    <message>
        <source>is not a JSON array; a list of entries was expected</source>
        <translation>不是 JSON 数组；应为条目的列表</translation>
    </message>
    <message>
        <source>is not a JSON object</source>
        <translation>不是 JSON 对象</translation>
    </message>
    <message>
        <source>is nested too deeply; at most %1 lists and objects inside each other were expected</source>
        <translation>嵌套过深；列表和对象最多嵌套 %1 层</translation>
    </message>
    <message>
        <source>is larger than %1 MiB</source>
        <translation>大于 %1 MiB</translation>
    </message>
    <message>
        <source>is not a file; a JSON file was expected. Check its name</source>
        <translation>不是文件；应为 JSON 文件。请检查其名称</translation>
    </message>
    <message>
        <source>cannot be opened; check that it may be read</source>
        <translation>无法打开；请检查读取权限</translation>
    </message>
    <message>
        <source>cannot be read; check its rights and the disk</source>
        <translation>无法读取；请检查其权限和磁盘</translation>
    </message>
    <message>
        <source>%1: &quot;%2&quot; %3.</source>
        <translation>%1：“%2”%3。</translation>
    </message>
    <message>
        <source>a number was expected</source>
        <translation>应为数字</translation>
    </message>
    <message>
        <source>a number from %1 on was expected</source>
        <translation>应为不小于 %1 的数字</translation>
    </message>
    <message>
        <source>a number from %1 to %2 was expected</source>
        <translation>应为 %1 到 %2 的数字</translation>
    </message>
    <message>
        <source>a number or null was expected</source>
        <translation>应为数字或 null</translation>
    </message>
    <message>
        <source>a number from %1 on or null was expected</source>
        <translation>应为不小于 %1 的数字或 null</translation>
    </message>
    <message>
        <source>a number from %1 to %2 or null was expected</source>
        <translation>应为 %1 到 %2 的数字或 null</translation>
    </message>
    <message>
        <source>a whole number from %1 on was expected</source>
        <translation>应为不小于 %1 的整数</translation>
    </message>
    <message>
        <source>a whole number from %1 to %2 was expected</source>
        <translation>应为 %1 到 %2 的整数</translation>
    </message>
    <message>
        <source>is missing</source>
        <translation>缺失</translation>
    </message>
    <message>
        <source>has no &quot;%1&quot;</source>
        <translation>缺少“%1”</translation>
    </message>
    <message>
        <source>has a &quot;%1&quot; that %2</source>
        <translation>中的“%1”%2</translation>
    </message>
    <message>
        <source>has no &quot;%1&quot; in %2</source>
        <translation>的 %2 中缺少“%1”</translation>
    </message>
    <message>
        <source>has a &quot;%1&quot; in %2 that %3</source>
        <translation>的 %2 中的“%1”%3</translation>
    </message>
    <message>
        <source>an object</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>a list</source>
        <translation>列表</translation>
    </message>
    <message>
        <source>is %1; %2</source>
        <translation>为 %1；%2</translation>
    </message>
    <message>
        <source>is not an object</source>
        <translation>不是对象</translation>
    </message>
    <message>
        <source>is not known to this version; a newer one may have written it</source>
        <translation>此版本不认识；可能由较新的版本写入</translation>
    </message>
    <message>
        <source>a list was expected</source>
        <translation>应为列表</translation>
    </message>
    <message>
        <source>has %1 entries; %2 were expected</source>
        <translation>有 %1 项；应为 %2 项</translation>
    </message>
    <message>
        <source>has %1 entries; %2 to %3 were expected</source>
        <translation>有 %1 项；应为 %2 到 %3 项</translation>
    </message>
    <message>
        <source>has %1 entries; at most %2 were expected</source>
        <translation>有 %1 项；最多应为 %2 项</translation>
    </message>
    <message>
        <source>has %1 members; at most %2 were expected</source>
        <translation>有 %1 个成员；最多应为 %2 个</translation>
    </message>
    <message>
        <source>a text without a NUL was expected</source>
        <translation>应为不含 NUL 的文本</translation>
    </message>
    <message>
        <source>a text was expected</source>
        <translation>应为文本</translation>
    </message>
    <message>
        <source>is a text of %1 bytes; at most %2 were expected</source>
        <translation>是 %1 字节的文本；最多应为 %2 字节</translation>
    </message>
    <message>
        <source>true or false was expected</source>
        <translation>应为 true 或 false</translation>
    </message>
    <message>
        <source>The environment variable VIDEOPANDA_CPU_LEVEL is &quot;%1&quot;; expected is portable, avx2, avx_vnni, avx512, avx512_vnni or avx512_bf16. Set one of these, or unset it.</source>
        <translation>环境变量 VIDEOPANDA_CPU_LEVEL 为“%1”；应为 portable、avx2、avx_vnni、avx512、avx512_vnni 或 avx512_bf16。请设为其中之一，或取消设置。</translation>
    </message>
    <message>
        <source>The checkpoint&apos;s tensor %1 holds %2 where floating-point weights are expected; use the published float16, bfloat16 or float32 weights (quantised ones cannot be read).</source>
        <translation>检查点的张量 %1 为 %2，而应为浮点权重；请使用发布的 float16、bfloat16 或 float32 权重（无法读取量化的权重）。</translation>
    </message>
    <message>
        <source>The checkpoint&apos;s tensor %1 holds a NaN or an infinity; the file is damaged or its training diverged.</source>
        <translation>检查点的张量 %1 含有 NaN 或无穷大；文件已损坏，或其训练已发散。</translation>
    </message>
    <message>
        <source>The checkpoint lacks the scales or the offsets of the matrix %1; prepare the original checkpoint again.</source>
        <translation>检查点缺少矩阵 %1 的缩放或偏移；请重新准备原始检查点。</translation>
    </message>
    <message>
        <source>The checkpoint holds %1 in few bits, for asking alone; use the original checkpoint that it was prepared from.</source>
        <translation>检查点以低位数保存 %1，只能用于提问；请使用准备它所用的原始检查点。</translation>
    </message>
    <message>
        <source>The checkpoint lacks the tensor %1 of shape %2; check that every file of it is there.</source>
        <translation>检查点缺少形状为 %2 的张量 %1；请检查其文件是否齐全。</translation>
    </message>
    <message>
        <source>The checkpoint&apos;s tensor %1 has the shape %2 where config.json calls for %3; the configuration and the weights do not belong together.</source>
        <translation>检查点的张量 %1 形状为 %2，而 config.json 要求 %3；配置与权重不相符。</translation>
    </message>
    <message>
        <source>The checkpoint&apos;s tensor %1 holds values too large for %2; load it as float32.</source>
        <translation>检查点的张量 %1 含有对 %2 过大的值；请以 float32 加载。</translation>
    </message>
    <message>
        <source>The checkpoint&apos;s tensor %1 is %2 of shape %3 where %4 of shape %5 is expected; the configuration and the weights do not belong together.</source>
        <translation>检查点的张量 %1 为形状 %3 的 %2，应为形状 %5 的 %4；配置与权重不相符。</translation>
    </message>
    <message>
        <source>The matrix %1 is stored in few bits, which are computed with on the CPU only; use --device cpu, or the original checkpoint.</source>
        <translation>矩阵 %1 以低位数保存，只能在 CPU 上计算；请使用 --device cpu 或原始检查点。</translation>
    </message>
    <message>
        <source>The library of sessions, %1, is damaged (%2).</source>
        <translation>会话的媒体库 %1 已损坏（%2）。</translation>
    </message>
    <message>
        <source>The library of sessions, %1, is in use by another program that does not let go of it; close that program.</source>
        <translation>会话的媒体库 %1 正被另一个程序占用；请关闭该程序。</translation>
    </message>
    <message>
        <source>The library of sessions, %1, cannot be written because the disk is full; free some space.</source>
        <translation>会话的媒体库 %1 无法写入，因为磁盘已满；请腾出空间。</translation>
    </message>
    <message>
        <source>The library of sessions, %1, cannot be written (%2); check the rights of its folder.</source>
        <translation>会话的媒体库 %1 无法写入（%2）；请检查其文件夹的权限。</translation>
    </message>
    <message>
        <source>The library of sessions, %1, cannot be used (%2).</source>
        <translation>会话的媒体库 %1 无法使用（%2）。</translation>
    </message>
    <message>
        <source>The library of sessions, %1, was written by an older version of this program; open it once with the studio where it may be written.</source>
        <translation>会话的媒体库 %1 由此程序的较旧版本写入；请在可以写入的地方用工作室打开它一次。</translation>
    </message>
    <message>
        <source>The library of sessions, %1, is damaged and cannot be moved aside (%2).</source>
        <translation>会话的媒体库 %1 已损坏，且无法移到一旁（%2）。</translation>
    </message>
    <message>
        <source>There is no place for the library of sessions: neither XDG_DATA_HOME nor HOME is set; name a file with --library.</source>
        <translation>会话的媒体库没有存放位置：XDG_DATA_HOME 和 HOME 均未设置；请用 --library 指定一个文件。</translation>
    </message>
    <message>
        <source>The library&apos;s time-out and its largest size cannot be negative.</source>
        <translation>媒体库的等待时间和最大大小不能为负。</translation>
    </message>
    <message>
        <source>There is no library of sessions yet: %1 does not exist.</source>
        <translation>还没有会话的媒体库：%1 不存在。</translation>
    </message>
    <message>
        <source>Sessions cannot be stored: the folder %1 cannot be made (%2).</source>
        <translation>无法保存会话：无法创建文件夹 %1（%2）。</translation>
    </message>
    <message>
        <source>%1 is no library of sessions; name another file.</source>
        <translation>%1 不是会话的媒体库；请指定另一个文件。</translation>
    </message>
    <message>
        <source>The library of sessions was damaged; it was kept as %1, and a new one was begun.</source>
        <translation>会话的媒体库已损坏；它已另存为 %1，并新建了一个。</translation>
    </message>
    <message>
        <source>%1 Stored sessions can be read, new ones are not stored.</source>
        <translation>%1 已保存的会话可以读取，新的会话不会保存。</translation>
    </message>
    <message>
        <source>%1 is another program&apos;s database and not a library of sessions; name another file.</source>
        <translation>%1 是另一个程序的数据库，不是会话的媒体库；请指定另一个文件。</translation>
    </message>
    <message>
        <source>The library of sessions, %1, was written by a newer version of this program (its form is %2, this program knows up to %3); update the program, or name another file.</source>
        <translation>会话的媒体库 %1 由此程序的较新版本写入（其格式为 %2，此程序最高支持 %3）；请更新程序，或指定另一个文件。</translation>
    </message>
    <message>
        <source>The library of sessions, %1, may not be written; check the rights of its folder.</source>
        <translation>会话的媒体库 %1 不可写入；请检查其文件夹的权限。</translation>
    </message>
    <message>
        <source>Session %1 has no answer yet; there is nothing to export.</source>
        <translation>会话 %1 还没有回答；没有可导出的内容。</translation>
    </message>
    <message>
        <source>The cache of encoded videos needs a folder; name one.</source>
        <translation>已编码视频的缓存需要一个文件夹；请指定一个。</translation>
    </message>
    <message>
        <source>The cache of encoded videos cannot have a negative size.</source>
        <translation>已编码视频的缓存大小不能为负。</translation>
    </message>
    <message>
        <source>The cached video %1 cannot be removed (%2).</source>
        <translation>无法移除缓存的视频 %1（%2）。</translation>
    </message>
    <message>
        <source>The decoder has no %1 %2; it has %3, counted from 0.</source>
        <translation>解码器没有%1 %2；它共有 %3 个，从 0 计数。</translation>
    </message>
    <message>
        <source>The %1 to record must be given in ascending order and each once; found %2 before %3.</source>
        <translation>要记录的%1必须按升序给出，且各给出一次；发现 %2 在 %3 之前。</translation>
    </message>
    <message>
        <source>layer</source>
        <translation>层</translation>
    </message>
    <message>
        <source>layers</source>
        <translation>层</translation>
    </message>
    <message>
        <source>attention head</source>
        <translation>注意力头</translation>
    </message>
    <message>
        <source>attention heads</source>
        <translation>注意力头</translation>
    </message>
    <message>
        <source>The token %1 is outside the model&apos;s vocabulary of %2 tokens; the tokenizer and the weights do not belong together.</source>
        <translation>词元 %1 超出了模型 %2 个词元的词表；分词器与权重不相符。</translation>
    </message>
    <message>
        <source>The conversation needs %1 tokens, but the context has room for %2. Ask a shorter question or start a new conversation.</source>
        <translation>对话需要 %1 个词元，但上下文只能容纳 %2 个。请缩短问题或开始新的对话。</translation>
    </message>
    <message>
        <source>The number of new tokens is %1; it must be at least 1.</source>
        <translation>新词元数为 %1；它必须至少为 1。</translation>
    </message>
    <message>
        <source>The context must have room for at least one token; %1 was asked for.</source>
        <translation>上下文必须至少能容纳一个词元；要求的是 %1。</translation>
    </message>
    <message>
        <source>There is not enough memory for a context of %1 tokens: its keys and values need %2 GB (%3 layers, %4 bytes a token, key and layer). Use a smaller context.</source>
        <translation>内存不足以容纳 %1 个词元的上下文：其键和值需要 %2 GB（%3 层，每个词元、键和层 %4 字节）。请使用更小的上下文。</translation>
    </message>
    <message>
        <source>The repetition penalty is %1; it must be a number above 0, where 1 changes nothing.</source>
        <translation>重复惩罚为 %1；它必须大于 0，其中 1 表示不改变。</translation>
    </message>
    <message>
        <source>The model gave no finite score for any of its %1 tokens; its weights cannot be used in this precision. Choose float32.</source>
        <translation>模型没有给其 %1 个词元中的任何一个以有限的分值；其权重无法在此精度下使用。请选择 float32。</translation>
    </message>
    <message>
        <source>The temperature is %1; it must be a number that is 0 (greedy) or more.</source>
        <translation>温度为 %1；它必须是 0（贪心）或更大的数。</translation>
    </message>
    <message>
        <source>top-p is %1; it must be more than 0 and at most 1.</source>
        <translation>top-p 为 %1；它必须大于 0 且不超过 1。</translation>
    </message>
    <message>
        <source>There is not enough memory to decode this file; close other programs and try again.</source>
        <translation>内存不足，无法解码此文件；请关闭其他程序后重试。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is encoded as &quot;%2&quot;, for which the installed FFmpeg has no decoder.</source>
        <translation>“%1”的编码为“%2”，已安装的 FFmpeg 没有相应的解码器。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; cannot be decoded (%2: %3); convert it to another format first.</source>
        <translation>无法解码“%1”（%2：%3）；请先转换为其他格式。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; cannot be decoded (%2: %3); the file may be damaged.</source>
        <translation>无法解码“%1”（%2：%3）；文件可能已损坏。</translation>
    </message>
    <message>
        <source>The start and end of the range must not be negative (seconds).</source>
        <translation>范围的起点和终点不能为负（秒）。</translation>
    </message>
    <message>
        <source>The range starts at %1 s, but the video is only %2 s long; give an earlier start.</source>
        <translation>范围从 %1 秒开始，但视频只有 %2 秒；请指定更早的起点。</translation>
    </message>
    <message>
        <source>The number of frames is %1, but it must be a positive multiple of %2.</source>
        <translation>帧数为 %1，但它必须是 %2 的正倍数。</translation>
    </message>
    <message>
        <source>The video has no frames.</source>
        <translation>该视频没有帧。</translation>
    </message>
    <message>
        <source>The video&apos;s frame rate is unknown, so its frames cannot be sampled.</source>
        <translation>视频的帧率未知，因此无法采样。</translation>
    </message>
    <message>
        <source>No frames are given; give at least one frame number.</source>
        <translation>没有指定帧；请至少给出一个帧号。</translation>
    </message>
    <message>
        <source>Frame %1 is not in the video, whose frames are 0 to %2.</source>
        <translation>视频中没有第 %1 帧，其帧号为 0 到 %2。</translation>
    </message>
    <message>
        <source>Frame %1 comes after frame %2, but frame numbers must be given in ascending order.</source>
        <translation>第 %1 帧排在第 %2 帧之后，但帧号必须按升序给出。</translation>
    </message>
    <message>
        <source>None of the video&apos;s %1 frames can be decoded; the file is damaged.</source>
        <translation>视频的 %1 帧都无法解码；文件已损坏。</translation>
    </message>
    <message>
        <source>The video is damaged: %1 of %2 frames could not be decoded, and the nearest readable ones are used instead.</source>
        <translation>视频已损坏：%2 帧中有 %1 帧无法解码，已改用最近的可读帧。</translation>
    </message>
    <message>
        <source>The video is damaged in places: some of the frames may show errors.</source>
        <translation>视频有部分损坏：某些帧可能显示错误。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; does not exist; check the name.</source>
        <translation>“%1”不存在；请检查名称。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; cannot be reached: %2.</source>
        <translation>无法访问“%1”：%2。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is a folder; give a video file.</source>
        <translation>“%1”是文件夹；请选择视频文件。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a regular file; give a video file.</source>
        <translation>“%1”不是普通文件；请选择视频文件。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is empty (0 bytes); give a video file.</source>
        <translation>“%1”是空文件（0 字节）；请选择视频文件。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; cannot be read: permission denied.</source>
        <translation>无法读取“%1”：权限不足。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; cannot be read: %2.</source>
        <translation>无法读取“%1”：%2。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a video: no known format was recognised in it.</source>
        <translation>“%1”不是视频：未识别出已知格式。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a video but &quot;%2&quot;; give the video file itself.</source>
        <translation>“%1”不是视频，而是“%2”；请选择视频文件本身。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; %2; it is damaged.</source>
        <translation>“%1”%2；它已损坏。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is a HEIF picture (&quot;%2&quot;), which the installed FFmpeg cannot read; convert it to another format first.</source>
        <translation>“%1”是 HEIF 图片（“%2”），已安装的 FFmpeg 无法读取；请先转换为其他格式。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; cannot be opened (%2: %3); it may be cut off or damaged.</source>
        <translation>无法打开“%1”（%2：%3）；文件可能不完整或已损坏。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; holds no readable streams (%2: %3).</source>
        <translation>“%1”中没有可读取的流（%2：%3）。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; changed while it was read; open it again.</source>
        <translation>“%1”在读取时发生了变化；请重新打开。</translation>
    </message>
    <message>
        <source>Dolby Vision of profile %1, whose colours only its own decoders restore; here they are wrong</source>
        <translation>Dolby Vision 配置 %1，其颜色只有专用解码器才能还原；此处的颜色是错误的</translation>
    </message>
    <message>
        <source>the installed FFmpeg has no %1 encoder</source>
        <translation>已安装的 FFmpeg 没有 %1 编码器</translation>
    </message>
    <message>
        <source>it has no pixels</source>
        <translation>它没有像素</translation>
    </message>
    <message>
        <source>A picture cannot be written: %1.</source>
        <translation>无法写入图片：%1。</translation>
    </message>
    <message>
        <source>The picture &quot;%1&quot; cannot be written: %2.</source>
        <translation>无法写入图片“%1”：%2。</translation>
    </message>
    <message>
        <source>Pictures of %1x%2 in &quot;%3&quot; cannot be converted to RGB.</source>
        <translation>无法将 %1x%2 的“%3”画面转换为 RGB。</translation>
    </message>
    <message>
        <source>Pictures of %1x%2 in &quot;an unknown format&quot; cannot be converted to RGB.</source>
        <translation>无法将 %1x%2 的未知格式画面转换为 RGB。</translation>
    </message>
    <message>
        <source>claims %1 entries in a table, more than its %2 bytes can hold</source>
        <translation>声称表中有 %1 项，超过其 %2 字节所能容纳的数量</translation>
    </message>
    <message>
        <source>claims %1 samples in its edits, more than its %2 bytes can hold</source>
        <translation>声称其剪辑中有 %1 个样本，超过其 %2 字节所能容纳的数量</translation>
    </message>
    <message>
        <source>claims %1 samples, more than its %2 bytes can hold</source>
        <translation>声称有 %1 个样本，超过其 %2 字节所能容纳的数量</translation>
    </message>
    <message>
        <source>HDR (%1, %2), shown as SDR</source>
        <translation>HDR（%1，%2），以 SDR 显示</translation>
    </message>
    <message>
        <source>wide gamut (%1), shown in BT.709</source>
        <translation>广色域（%1），以 BT.709 显示</translation>
    </message>
    <message>
        <source>%1 (unknown codec%2)</source>
        <translation>%1（未知编解码器%2）</translation>
    </message>
    <message>
        <source>%1 and %2</source>
        <translation>%1 和 %2</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>&quot;%1&quot; has no stream %2; its video streams: %3.</source>
        <translation>“%1”没有流 %2；其视频流：%3。</translation>
    </message>
    <message>
        <source>Stream %1 of &quot;%2&quot; holds no pictures but %3; its video streams: %4.</source>
        <translation>“%2”的流 %1 不含画面，而是 %3；其视频流：%4。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; holds only sound and a cover picture; give a file with moving pictures.</source>
        <translation>“%1”只有声音和封面图片；请选择有动态画面的文件。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; holds only sound; give a file with moving pictures.</source>
        <translation>“%1”只有声音；请选择有动态画面的文件。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; holds no video stream; give a file with moving pictures.</source>
        <translation>“%1”中没有视频流；请选择有动态画面的文件。</translation>
    </message>
    <message>
        <source>%1, which cannot be decoded</source>
        <translation>%1（无法解码）</translation>
    </message>
    <message>
        <source>%1, a single picture</source>
        <translation>%1（单张图片）</translation>
    </message>
    <message>
        <source>Of the video streams of &quot;%1&quot;, %2 is looked at and not %3.</source>
        <translation>在“%1”的视频流中，查看的是 %2，而不是 %3。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; claims pictures of %2x%3 pixels; at most %4 a side and %5 in all are supported, so make it smaller first.</source>
        <translation>“%1”声称画面为 %2x%3 像素；每边最多支持 %4、总共最多 %5，请先缩小它。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; has no picture that can be decoded; it is damaged.</source>
        <translation>“%1”没有可以解码的画面；它已损坏。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is an animated WebP that the installed FFmpeg cannot decode; convert it to another format first.</source>
        <translation>“%1”是已安装的 FFmpeg 无法解码的动态 WebP；请先转换为其他格式。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is in a form of &quot;%2&quot; that the installed FFmpeg cannot decode; convert it to another format first.</source>
        <translation>“%1”采用已安装的 FFmpeg 无法解码的“%2”形式；请先转换为其他格式。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is in a form of &quot;%2&quot; that the installed FFmpeg cannot decode (%3); convert it to another format first.</source>
        <translation>“%1”采用已安装的 FFmpeg 无法解码的“%2”形式（%3）；请先转换为其他格式。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is encrypted; give an unencrypted copy.</source>
        <translation>“%1”已加密；请选择未加密的副本。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; has a video stream without any pictures; it may be cut off or damaged.</source>
        <translation>“%1”的视频流中没有画面；文件可能不完整或已损坏。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is damaged in places; only its readable part is used.</source>
        <translation>“%1”有部分损坏；只使用可读的部分。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; changed after it was opened; open it again.</source>
        <translation>“%1”在打开后发生了变化；请重新打开。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is %2.</source>
        <translation>“%1”为 %2。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is interlaced; of each picture the field that is shown first is kept.</source>
        <translation>“%1”是隔行扫描的；每个画面只保留先显示的那一场。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is interlaced: two moments are woven together in each picture, and the model is shown them so.</source>
        <translation>“%1”是隔行扫描的：每个画面交织着两个时刻，并以此形式展示给模型。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; does not say that it is interlaced, so its pictures stay as they are.</source>
        <translation>“%1”没有标明是隔行扫描，因此其画面保持原样。</translation>
    </message>
    <message>
        <source>A video of %1 pixels cannot be written; give 1 to %2 a side.</source>
        <translation>无法写入 %1 像素的视频；每边请取 1 到 %2。</translation>
    </message>
    <message>
        <source>A video of %1 pixels cannot be written as H.264; give even numbers.</source>
        <translation>无法将 %1 像素的视频写为 H.264；请使用偶数。</translation>
    </message>
    <message>
        <source>A frame rate of %1/%2 cannot be written; both numbers are 1 to 1000000.</source>
        <translation>无法写入 %1/%2 的帧率；两个数都应为 1 到 1000000。</translation>
    </message>
    <message>
        <source>Times in %1/%2 s cannot be written; both numbers are 1 to 1000000.</source>
        <translation>无法写入以 %1/%2 秒为单位的时间；两个数都应为 1 到 1000000。</translation>
    </message>
    <message>
        <source>A constant rate factor of %1 cannot be used; give 0 to 51.</source>
        <translation>无法使用 %1 的恒定质量系数；请取 0 到 51。</translation>
    </message>
    <message>
        <source>A sound track can be written beside H.264 only.</source>
        <translation>音轨只能与 H.264 一起写入。</translation>
    </message>
    <message>
        <source>A video cannot be encoded by %1 threads; give 0 to 64.</source>
        <translation>无法用 %1 个线程编码视频；请取 0 到 64。</translation>
    </message>
    <message>
        <source>The video &quot;%1&quot; cannot be written: %2.</source>
        <translation>无法写入视频“%1”：%2。</translation>
    </message>
    <message>
        <source>The attention maps of this video were not kept; encode it again with them.</source>
        <translation>此视频的注意力图没有保留；请连同它们重新编码。</translation>
    </message>
    <message>
        <source>%1 lasts %2 s by its own account, too long to be written again; ask about a part of it.</source>
        <translation>%1 自称长 %2 秒，过长而无法重新写入；请只针对其中一部分提问。</translation>
    </message>
    <message>
        <source>%1 is the film itself; write the overlay to another file.</source>
        <translation>%1 就是影片本身；请将叠加图写入另一个文件。</translation>
    </message>
    <message>
        <source>No picture of %1 can be decoded; try to open it in a player.</source>
        <translation>%1 没有可以解码的画面；请尝试用播放器打开它。</translation>
    </message>
    <message>
        <source>%1 was changed or removed after it was analysed; analyse it again.</source>
        <translation>%1 在分析之后被更改或移除；请重新分析。</translation>
    </message>
    <message>
        <source>is not a SentencePiece model, or is damaged; copy or download it again.</source>
        <translation>不是 SentencePiece 模型，或已损坏；请重新复制或下载。</translation>
    </message>
    <message>
        <source>the token %1 has a score that is not a finite number.</source>
        <translation>词元 %1 的分值不是有限的数。</translation>
    </message>
    <message>
        <source>the token %1 is of the unknown type %2.</source>
        <translation>词元 %1 的类型 %2 未知。</translation>
    </message>
    <message>
        <source>the token %1 is empty, longer than %2 bytes or not UTF-8 text.</source>
        <translation>词元 %1 为空、超过 %2 字节，或不是 UTF-8 文本。</translation>
    </message>
    <message>
        <source>it puts spaces behind words instead of before them; only tokenizers as LLaMA&apos;s are supported.</source>
        <translation>它把空格放在词后而不是词前；只支持 LLaMA 那样的分词器。</translation>
    </message>
    <message>
        <source>it rewrites characters before it encodes them (a &quot;precompiled_charsmap&quot;); only tokenizers with the identity normaliser, as LLaMA&apos;s, are supported.</source>
        <translation>它在编码之前改写字符（“precompiled_charsmap”）；只支持 LLaMA 那样采用恒等规范化的分词器。</translation>
    </message>
    <message>
        <source>is not a usable SentencePiece model: the token &quot;%1&quot; is there twice.</source>
        <translation>不是可用的 SentencePiece 模型：词元“%1”出现了两次。</translation>
    </message>
    <message>
        <source>is not a usable SentencePiece model: it has %1 unknown tokens where one was expected.</source>
        <translation>不是可用的 SentencePiece 模型：它有 %1 个未知词元，应为一个。</translation>
    </message>
    <message>
        <source>is not a usable SentencePiece model: it has %1 byte tokens where 256 were expected.</source>
        <translation>不是可用的 SentencePiece 模型：它有 %1 个字节词元，应为 256 个。</translation>
    </message>
    <message>
        <source>is not a usable SentencePiece model: it has %1 byte tokens where none were expected.</source>
        <translation>不是可用的 SentencePiece 模型：它有 %1 个字节词元，而不应有。</translation>
    </message>
    <message>
        <source>has more than %1 tokens.</source>
        <translation>的词元超过 %1 个。</translation>
    </message>
    <message>
        <source>is not a SentencePiece model: it has fewer than three tokens.</source>
        <translation>不是 SentencePiece 模型：它的词元少于三个。</translation>
    </message>
    <message>
        <source>its algorithm is number %1; byte-pair encoding (2), as LLaMA&apos;s, was expected.</source>
        <translation>其算法编号为 %1；应为 LLaMA 所用的字节对编码（2）。</translation>
    </message>
    <message>
        <source>is missing; a checkpoint&apos;s folder holds its SentencePiece model under this name.</source>
        <translation>缺失；检查点的文件夹应以此名称包含其 SentencePiece 模型。</translation>
    </message>
    <message>
        <source>is larger than any SentencePiece model; copy or download it again.</source>
        <translation>比任何 SentencePiece 模型都大；请重新复制或下载。</translation>
    </message>
    <message>
        <source>the byte token %1, &quot;%2&quot;, is not spelled as &lt;0x00&gt; to &lt;0xFF&gt;.</source>
        <translation>字节词元 %1“%2”没有写作 &lt;0x00&gt; 到 &lt;0xFF&gt;。</translation>
    </message>
    <message>
        <source>token %1 is &quot;%2&quot;; the control token %3 was expected, as in LLaMA&apos;s tokenizer.</source>
        <translation>词元 %1 是“%2”；应为控制词元 %3，与 LLaMA 的分词器相同。</translation>
    </message>
    <message>
        <source>a ratio of whole numbers such as 1/24000 was expected</source>
        <translation>应为整数之比，例如 1/24000</translation>
    </message>
    <message>
        <source>end_token, length, stopped, interrupted or repetition was expected</source>
        <translation>应为 end_token、length、stopped、interrupted 或 repetition</translation>
    </message>
    <message>
        <source>the hash of a model was expected</source>
        <translation>应为模型的哈希值</translation>
    </message>
    <message>
        <source>no end token of an answer that did not end by itself was expected</source>
        <translation>未自行结束的回答不应有结束词元</translation>
    </message>
    <message>
        <source>has %1 entries; as many as token_ids, %2, were expected</source>
        <translation>有 %1 项；应与 token_ids 一样多，即 %2 项</translation>
    </message>
    <message>
        <source>a time such as 2026-11-23T20:30:28Z was expected</source>
        <translation>应为时间，例如 2026-11-23T20:30:28Z</translation>
    </message>
    <message>
        <source>&quot;videopanda-transcript&quot; was expected</source>
        <translation>应为“videopanda-transcript”</translation>
    </message>
    <message>
        <source>The transcript %1 cannot be used: %2 %3.</source>
        <translation>记录 %1 无法使用：%2 %3。</translation>
    </message>
    <message>
        <source>The transcript %1 cannot be used: there is no such file.</source>
        <translation>记录 %1 无法使用：没有这个文件。</translation>
    </message>
    <message>
        <source>%1 or %2</source>
        <translation>%1 或 %2</translation>
    </message>
    <message>
        <source>A transcript cannot be written to %1: the name has no ending; let the name end in %2.</source>
        <translation>无法将记录写入 %1：名称没有扩展名；请以 %2 结尾。</translation>
    </message>
    <message>
        <source>A transcript cannot be written to %1: its ending is %2; let the name end in %3.</source>
        <translation>无法将记录写入 %1：其扩展名为 %2；请以 %3 结尾。</translation>
    </message>
    <message>
        <source>The model is another form of the same checkpoint: %1.</source>
        <translation>模型是同一检查点的另一种形式：%1。</translation>
    </message>
    <message>
        <source>The model is another one: %1 with hash %2 instead of %3 with hash %4.</source>
        <translation>模型不同：现为哈希 %2 的 %1，而不是哈希 %4 的 %3。</translation>
    </message>
    <message>
        <source>Answer %1 was not asked again: it was given by %2 with hash %3 on %4 in %5; verify with that to check it.</source>
        <translation>回答 %1 没有重新提问：它由哈希 %3 的 %2 在 %4 上以 %5 给出；要检查它，请用该模型验证。</translation>
    </message>
    <message>
        <source>The video was not compared: the record has no hash of it.</source>
        <translation>没有比较视频：记录中没有它的哈希值。</translation>
    </message>
    <message>
        <source>The video is another one: %1 has the SHA-256 %2 instead of %3.</source>
        <translation>视频不同：%1 的 SHA-256 为 %2，而不是 %3。</translation>
    </message>
    <message>
        <source>The video begins %1 s after its file does instead of %2 s.</source>
        <translation>视频在其文件开始后 %1 秒开始，而不是 %2 秒。</translation>
    </message>
    <message>
        <source>The model saw %1 frames in %2 slots instead of %3 in %4.</source>
        <translation>模型在 %2 个位置看到 %1 帧，而不是在 %4 个位置看到 %3 帧。</translation>
    </message>
    <message>
        <source>Frame %1 begins at %2 s instead of %3 s.</source>
        <translation>第 %1 帧始于 %2 秒，而不是 %3 秒。</translation>
    </message>
    <message>
        <source>Frame %1 is shown for %2 s instead of %3 s.</source>
        <translation>第 %1 帧显示 %2 秒，而不是 %3 秒。</translation>
    </message>
    <message>
        <source>Frame %1 is number %2 at pts %3 instead of number %4 at pts %5.</source>
        <translation>第 %1 帧的编号为 %2、pts 为 %3，而不是编号 %4、pts %5。</translation>
    </message>
    <message>
        <source>The video has %1 pixels of width instead of %2.</source>
        <translation>视频宽 %1 像素，而不是 %2。</translation>
    </message>
    <message>
        <source>The video has %1 pixels of height instead of %2.</source>
        <translation>视频高 %1 像素，而不是 %2。</translation>
    </message>
    <message>
        <source>The video has %1 frames instead of %2.</source>
        <translation>视频有 %1 帧，而不是 %2 帧。</translation>
    </message>
    <message>
        <source>The video lasts %1 s instead of %2 s.</source>
        <translation>视频长 %1 秒，而不是 %2 秒。</translation>
    </message>
    <message>
        <source>The attention on the frames was not compared: it is that of %1.</source>
        <translation>没有比较对各帧的注意力：它来自 %1。</translation>
    </message>
    <message>
        <source>There are shares of attention of %1 frame slots instead of %2.</source>
        <translation>有 %1 个帧位置的注意力份额，而不是 %2 个。</translation>
    </message>
    <message>
        <source>The share of attention of frame slot %1 is %2 instead of %3.</source>
        <translation>帧位置 %1 的注意力份额为 %2，而不是 %3。</translation>
    </message>
    <message>
        <source>The prompt of question %1 has %2 tokens instead of %3.</source>
        <translation>问题 %1 的提示词有 %2 个词元，而不是 %3 个。</translation>
    </message>
    <message>
        <source>Answer %1 differs from token %2 on: %3 instead of %4; it now reads %5.</source>
        <translation>回答 %1 从词元 %2 起不同：%3 而不是 %4；现在为 %5。</translation>
    </message>
    <message>
        <source>Answer %1 has %2 tokens instead of %3; it now reads %4.</source>
        <translation>回答 %1 有 %2 个词元，而不是 %3 个；现在为 %4。</translation>
    </message>
    <message>
        <source>Answer %1 has the same tokens but the text %2 in the record and %3 now: the record was changed, or the tokenizer was.</source>
        <translation>回答 %1 的词元相同，但记录中的文本为 %2，现在为 %3：记录或分词器被更改过。</translation>
    </message>
    <message>
        <source>Answer %1 ended otherwise: %2 instead of %3.</source>
        <translation>回答 %1 的结束方式不同：%2 而不是 %3。</translation>
    </message>
    <message>
        <source>Answer %1 ended with the token %2 instead of %3.</source>
        <translation>回答 %1 以词元 %2 结束，而不是 %3。</translation>
    </message>
    <message>
        <source>Answer %1 was not asked again: no token of it is recorded.</source>
        <translation>回答 %1 没有重新提问：没有记录它的词元。</translation>
    </message>
    <message>
        <source>No answer in the record has tokens of this model, so that none of them can be checked.</source>
        <translation>记录中没有回答含有此模型的词元，因此都无法检查。</translation>
    </message>
    <message>
        <source>Log-probabilities were not compared: the record was computed on %1 in %2, this on %3 in %4.</source>
        <translation>没有比较对数概率：记录是在 %1 上以 %2 计算的，而此次是在 %3 上以 %4。</translation>
    </message>
    <message>
        <source>The log-probability of token %1 of Answer %2 is %3 instead of %4, more than %5 apart.</source>
        <translation>回答 %2 的词元 %1 的对数概率为 %3，而不是 %4，相差超过 %5。</translation>
    </message>
    <message>
        <source>The video of the transcript, %1, is not there, nor a file of its name beside the transcript; say where it is.</source>
        <translation>记录中的视频 %1 不在，记录旁边也没有同名文件；请指明它的位置。</translation>
    </message>
    <message>
        <source>No model is loaded. Choose a checkpoint folder before starting a batch.</source>
        <translation>没有加载模型。请先选择检查点文件夹，再开始批量提问。</translation>
    </message>
    <message>
        <source>Videos, windows and questions make more than %1 answers; use fewer here, or videopanda batch on the command line.</source>
        <translation>视频、时间窗和问题会产生超过 %1 个回答；请在此减少数量，或在命令行使用 videopanda batch。</translation>
    </message>
    <message>
        <source>The video is not analysed, and a transcript says how it was; have it analysed first, by asking a question.</source>
        <translation>视频尚未分析，而记录会说明分析方式；请先提一个问题以进行分析。</translation>
    </message>
    <message>
        <source>There is no answer to save yet.</source>
        <translation>还没有可保存的回答。</translation>
    </message>
    <message>
        <source>No model is loaded. Choose a checkpoint folder before asking.</source>
        <translation>没有加载模型。请先选择检查点文件夹，再提问。</translation>
    </message>
    <message>
        <source>There is not enough memory for this. Close other programs or use a smaller model.</source>
        <translation>内存不足。请关闭其他程序，或使用较小的模型。</translation>
    </message>
    <message>
        <source>The model could not go on: %1</source>
        <translation>模型无法继续：%1</translation>
    </message>
    <message>
        <source>The model could not go on.</source>
        <translation>模型无法继续。</translation>
    </message>
    <message>
        <source>The result cannot be written to %1; let the name end in .html, .md, .json or .csv.</source>
        <translation>结果无法写入 %1；文件名请以 .html、.md、.json 或 .csv 结尾。</translation>
    </message>
    <message>
        <source>version 1 or 2 was expected</source>
        <translation>应为版本 1 或 2</translation>
    </message>
    <message>
        <source>The model was trained with %1 frames a video and is shown %2; its answers may be less good.</source>
        <translation>该模型训练时每个视频用 %1 帧，现在要看 %2 帧；回答可能会差一些。</translation>
    </message>
    <message>
        <source>The part of the program that computes cannot be opened (%1); install the program anew, or raise the limit of memory where there is one.</source>
        <translation>无法打开程序的计算部分（%1）；请重新安装程序，若设有内存上限，也可提高该上限。</translation>
    </message>
    <message>
        <source>Scoring the options</source>
        <translation>对选项评分</translation>
    </message>
    <message>
        <source>This program was built without CUDA and computes on the CPU only. Use --device cpu, or build it for CUDA.</source>
        <translation>本程序编译时未启用 CUDA，只能在 CPU 上计算。请使用 --device cpu，或编译支持 CUDA 的版本。</translation>
    </message>
    <message>
        <source>No CUDA device can be used: this machine has none, or its driver does not answer. Use --device cpu.</source>
        <translation>没有可用的 CUDA 设备：本机没有，或其驱动程序没有响应。请使用 --device cpu。</translation>
    </message>
    <message>
        <source>With %1 bits a weight (videopanda prepare) it would need %2.</source>
        <translation>若每个权重用 %1 位（videopanda prepare），则需要 %2。</translation>
    </message>
    <message>
        <source>Close other programs on it, or use --device cpu.</source>
        <translation>请关闭其上的其他程序，或使用 --device cpu。</translation>
    </message>
    <message>
        <source>The model needs %1 of memory on %2 (weights %3, keys and values %4, workspace %5) and %6 are free. %7</source>
        <translation>模型在 %2 上需要 %1 内存（权重 %3，键和值 %4，工作区 %5），而可用 %6。%7</translation>
    </message>
    <message>
        <source>There is no device cuda:%1; the GPUs here are: %2.</source>
        <translation>没有设备 cuda:%1；这里的 GPU 有：%2。</translation>
    </message>
    <message>
        <source>The model is computed on the CPU: no GPU has room for it. %1</source>
        <translation>模型在 CPU 上计算：没有 GPU 容得下它。%1</translation>
    </message>
    <message>
        <source>The GPU failed while the answer was written, which ends here (%1).</source>
        <translation>写回答时 GPU 出现故障，回答到此为止（%1）。</translation>
    </message>
    <message>
        <source>No model is loaded. Choose a checkpoint folder before starting a benchmark.</source>
        <translation>没有加载模型。请先选择检查点文件夹，再开始基准测试。</translation>
    </message>
    <message>
        <source>The results file was begun with another model (%1); choose another file.</source>
        <translation>结果文件是用另一个模型开始的（%1）；请选择另一个文件。</translation>
    </message>
    <message>
        <source>%1 is not a folder; the folder of the benchmark was expected.</source>
        <translation>%1 不是文件夹；应为基准测试的文件夹。</translation>
    </message>
    <message>
        <source>%1 is a Parquet file, which cannot be read here; write its rows as a JSON list to %2, for example with pandas: read_parquet(…).to_json(…, orient=&quot;records&quot;).</source>
        <translation>%1 是 Parquet 文件，此处无法读取；请将其各行作为 JSON 列表写入 %2，例如使用 pandas：read_parquet(…).to_json(…, orient=&quot;records&quot;)。</translation>
    </message>
    <message>
        <source>There is no %1 in %2; %3 has these files: %4.</source>
        <translation>%2 中没有 %1；%3 包含这些文件：%4。</translation>
    </message>
    <message>
        <source>With %1 bits a weight (videopanda prepare) there would be room for a question about %2 frames.</source>
        <translation>若每个权重用 %1 位（videopanda prepare），则容得下一个关于 %2 帧的问题。</translation>
    </message>
    <message>
        <source>Of the memory on %1, %2 are free: beside the model there is room for a context of %3 tokens instead of %4, which is a question about %5 frames.</source>
        <translation>%1 的显存有 %2 空闲：除模型之外，可容纳 %3 个词元的上下文（而非 %4 个），即一个关于 %5 帧的问题。</translation>
    </message>
    <message>
        <source>The GPU failed (%1). Try again; where it does not answer any more, use --device cpu.</source>
        <translation>GPU 出错（%1）。请重试；如果它不再响应，请使用 --device cpu。</translation>
    </message>
    <message>
        <source>Timing the systems</source>
        <translation>测量各系统</translation>
    </message>
    <message>
        <source>&quot;gelu&quot; or &quot;quick_gelu&quot; was expected</source>
        <translation>应为“gelu”或“quick_gelu”</translation>
    </message>
    <message>
        <source>only 1e-5 is supported</source>
        <translation>仅支持 1e-5</translation>
    </message>
    <message>
        <source>a multiple of &quot;patch_size&quot; = %1 was expected</source>
        <translation>应为“patch_size” = %1 的倍数</translation>
    </message>
    <message>
        <source>a divisor of the width %1 was expected</source>
        <translation>应为宽度 %1 的约数</translation>
    </message>
    <message>
        <source>&quot;%1&quot; was expected</source>
        <translation>应为“%1”</translation>
    </message>
    <message>
        <source>the tower&apos;s %1 pixels were expected</source>
        <translation>应为视觉编码器的 %1 像素</translation>
    </message>
    <message>
        <source>the vision tower&apos;s width of %1 was expected</source>
        <translation>应为视觉编码器的宽度 %1</translation>
    </message>
    <message>
        <source>only LanguageBind/LanguageBind_Video_merge is supported</source>
        <translation>仅支持 LanguageBind/LanguageBind_Video_merge</translation>
    </message>
    <message>
        <source>&quot;vision_config&quot; is missing.</source>
        <translation>缺少“vision_config”。</translation>
    </message>
    <message>
        <source>only true is supported</source>
        <translation>仅支持 true</translation>
    </message>
    <message>
        <source>names the vision tower %1, which lies neither beside the checkpoint or above it nor in the model hub&apos;s cache; put its folder there, or name it with --encoder.</source>
        <translation>指定了视觉编码器 %1，但它既不在检查点旁边或上级文件夹中，也不在模型库的缓存中；请把它的文件夹放到那里，或用 --encoder 指定。</translation>
    </message>
    <message>
        <source>&quot;vision_config&quot; is missing; the folder of a CLIP was expected.</source>
        <translation>缺少“vision_config”；应为 CLIP 的文件夹。</translation>
    </message>
    <message>
        <source>&quot;text_config&quot; is missing.</source>
        <translation>缺少“text_config”。</translation>
    </message>
    <message>
        <source>names no vision tower; &quot;mm_video_tower&quot; (Video-LLaVA) or &quot;mm_vision_tower&quot; (Video-ChatGPT) was expected.</source>
        <translation>没有指定视觉编码器；应有“mm_video_tower”（Video-LLaVA）或“mm_vision_tower”（Video-ChatGPT）。</translation>
    </message>
    <message>
        <source>is Video-ChatGPT&apos;s decoder; its projector file %1 lies neither beside it or above it (in %2) nor in the model hub&apos;s cache; put it there, or name it with --projector.</source>
        <translation>是 Video-ChatGPT 的解码器；它的投影器文件 %1 既不在旁边或上级文件夹中（%2），也不在模型库的缓存中；请把它放到那里，或用 --projector 指定。</translation>
    </message>
    <message>
        <source>holds the tensor %1 a second time.</source>
        <translation>重复包含张量 %1。</translation>
    </message>
    <message>
        <source>Video-LLaVA, converted for Transformers (without attention over time)</source>
        <translation>Video-LLaVA，为 Transformers 转换的版本（没有时间注意力）</translation>
    </message>
    <message>
        <source>Video-ChatGPT can be shown %1 frames at most.</source>
        <translation>Video-ChatGPT 最多能看 %1 帧。</translation>
    </message>
    <message>
        <source>This model has no %1 that could be switched off.</source>
        <translation>此模型没有可以关闭的 %1。</translation>
    </message>
    <message>
        <source>The weights in %1 are no model, but what was added to LLaMA&apos;s (delta weights); add them to LLaMA-7B&apos;s weights, or use the sum, mmaaz60/LLaVA-7B-Lightening-v1-1.</source>
        <translation>%1 中的权重不是完整的模型，而是相对于 LLaMA 的增量（delta 权重）；请把它们加到 LLaMA-7B 的权重上，或使用相加后的 mmaaz60/LLaVA-7B-Lightening-v1-1。</translation>
    </message>
    <message>
        <source>This model has no FSRA and no GSTRA, whose maps are checked.</source>
        <translation>此模型没有 FSRA 和 GSTRA，无法检查它们的注意力图。</translation>
    </message>
    <message>
        <source>This model has no FSRA and no GSTRA, and so no maps of them.</source>
        <translation>此模型没有 FSRA 和 GSTRA，因此没有它们的注意力图。</translation>
    </message>
    <message>
        <source>The vision tower&apos;s maps have no head %1 of frame %2.</source>
        <translation>视觉编码器的注意力图中没有第 %2 帧的第 %1 个头。</translation>
    </message>
    <message>
        <source>%1 (beside %2); merge only what was made alike.</source>
        <translation>%1（与 %2 相比）；请只合并以相同方式生成的文件。</translation>
    </message>
    <message>
        <source>This system&apos;s OpenSSL does not compute the hash that the hub names.</source>
        <translation>此系统的 OpenSSL 无法计算模型库给出的哈希。</translation>
    </message>
    <message>
        <source>%1 answered with status %2</source>
        <translation>%1 返回状态 %2</translation>
    </message>
    <message>
        <source>%1 does not let this user have %2 (status %3); accept the model&apos;s conditions on its page, or set HF_TOKEN to a token that may read it.</source>
        <translation>%1 不允许此用户获取 %2（状态 %3）；请在模型页面接受其条款，或将 HF_TOKEN 设为有读取权限的令牌。</translation>
    </message>
    <message>
        <source>%1 has no %2; check the model&apos;s name, the revision and the folder.</source>
        <translation>%1 没有 %2；请检查模型名称、版本和文件夹。</translation>
    </message>
    <message>
        <source>%1 answered with status %2 when asked for %3.</source>
        <translation>请求 %3 时 %1 返回状态 %2。</translation>
    </message>
    <message>
        <source>there was no answer (%1)</source>
        <translation>没有收到应答（%1）</translation>
    </message>
    <message>
        <source>%1 could not be got: %2. What came is kept; try again later.</source>
        <translation>无法获取 %1：%2。已收到的部分会保留；请稍后再试。</translation>
    </message>
    <message>
        <source>%1 sends on to an address that cannot be used when asked for %2.</source>
        <translation>请求 %2 时 %1 转到了无法使用的地址。</translation>
    </message>
    <message>
        <source>Cannot write %1: %2.</source>
        <translation>无法写入 %1：%2。</translation>
    </message>
    <message>
        <source>%1 has another size there</source>
        <translation>%1 在那里的大小不同</translation>
    </message>
    <message>
        <source>the connection ended after %1 of %2 bytes</source>
        <translation>连接在 %1 / %2 字节处中断</translation>
    </message>
    <message>
        <source>%1 sends on from address to address when asked for %2.</source>
        <translation>请求 %2 时 %1 不断转向新的地址。</translation>
    </message>
    <message>
        <source>%1 has another content than the hub&apos;s hash says (%2 and not %3); nothing of it is kept. Try again, without a proxy or mirror that may have changed it.</source>
        <translation>%1 的内容与模型库给出的哈希不符（%2，而不是 %3）；未保留任何内容。请重试，并避开可能改动内容的代理或镜像。</translation>
    </message>
    <message>
        <source>%1 sends a list of files of more than %2 MiB.</source>
        <translation>%1 发来的文件列表超过 %2 MiB。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no name of a revision; give a branch, a tag or a commit.</source>
        <translation>“%1”不是版本名称；请给出分支、标签或提交。</translation>
    </message>
    <message>
        <source>%1 does not say which version of %2 it has; check HF_ENDPOINT.</source>
        <translation>%1 没有说明它的 %2 是哪个版本；请检查 HF_ENDPOINT。</translation>
    </message>
    <message>
        <source>%1 needs %2 MB more, but the disk of %3 has %4 MB free; make room, or set HF_HUB_CACHE to a folder on another disk.</source>
        <translation>%1 还需要 %2 MB，但 %3 所在磁盘只剩 %4 MB；请腾出空间，或将 HF_HUB_CACHE 设为其他磁盘上的文件夹。</translation>
    </message>
    <message>
        <source>%1 is not among the downloaded models (%2); get it with videopanda get %1.</source>
        <translation>已下载的模型（%2）中没有 %1；请用 videopanda get %1 获取。</translation>
    </message>
    <message>
        <source>has a path that leads out of the model</source>
        <translation>含有指向模型之外的路径</translation>
    </message>
    <message>
        <source>has no hash of its content</source>
        <translation>没有内容的哈希</translation>
    </message>
    <message>
        <source>The hub&apos;s list of files cannot be used: it %1.</source>
        <translation>模型库的文件列表无法使用：它%1。</translation>
    </message>
    <message>
        <source>The hub&apos;s list of files cannot be used: it names %1 twice.</source>
        <translation>模型库的文件列表无法使用：它两次列出 %1。</translation>
    </message>
    <message>
        <source>The model holds no checkpoint: no folder has a config.json and weights.</source>
        <translation>该模型不含检查点：没有文件夹同时含有 config.json 和权重。</translation>
    </message>
    <message>
        <source>The folder %1 of the model holds no checkpoint; name one that does with --folder: %2.</source>
        <translation>模型的文件夹 %1 中没有检查点；请用 --folder 指定一个有检查点的文件夹：%2。</translation>
    </message>
    <message>
        <source>There is no folder for downloaded models; set HOME, HF_HOME or HF_HUB_CACHE to a whole path.</source>
        <translation>没有存放已下载模型的文件夹；请将 HOME、HF_HOME 或 HF_HUB_CACHE 设为完整路径。</translation>
    </message>
    <message>
        <source>HF_ENDPOINT is &quot;%1&quot;, which is no address of http or https.</source>
        <translation>HF_ENDPOINT 为“%1”，不是 http 或 https 地址。</translation>
    </message>
    <message>
        <source>The hub&apos;s token holds what no token holds; look at HF_TOKEN or at the file of HF_TOKEN_PATH.</source>
        <translation>模型库的令牌含有令牌不可能有的字符；请检查 HF_TOKEN 或 HF_TOKEN_PATH 指定的文件。</translation>
    </message>
    <message>
        <source>There is no answer about a film here to look into.</source>
        <translation>这里没有可以分析的关于影片的回答。</translation>
    </message>
    <message>
        <source>Hiding frames</source>
        <translation>遮住帧</translation>
    </message>
    <message>
        <source>The answer has no such tokens.</source>
        <translation>回答中没有这样的词元。</translation>
    </message>
    <message>
        <source>The numbers of a frame are not as many as the answer&apos;s tokens.</source>
        <translation>某一帧的数值个数与回答的词元数不符。</translation>
    </message>
    <message>
        <source>The frames are not as many as those that were measured.</source>
        <translation>帧的数目与测量过的不符。</translation>
    </message>
    <message>
        <source>The decoder has the layers 0 to %1; %2 to %3 were asked for.</source>
        <translation>解码器有第 0 到 %1 层；要求的是第 %2 到 %3 层。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no range of layers; two numbers as in 4-11, early, middle, late or all were expected.</source>
        <translation>“%1”不是层的范围；应为两个数（如 4-11）、early、middle、late 或 all。</translation>
    </message>
    <message>
        <source>The arrays are too large for an .npz file.</source>
        <translation>数组太大，无法写入 .npz 文件。</translation>
    </message>
    <message>
        <source>The result cannot be written to %1; let the name end in .html, .md, .json, .csv or .npz.</source>
        <translation>结果无法写入 %1；文件名请以 .html、.md、.json、.csv 或 .npz 结尾。</translation>
    </message>
    <message>
        <source>has %1 entries; as many as log_probabilities, %2, were expected</source>
        <translation>有 %1 项；应与 log_probabilities 一样多，即 %2 项</translation>
    </message>
    <message>
        <source>What answer %1 needs was measured of other tokens or frames than it has now.</source>
        <translation>回答 %1 所需的内容是按与现在不同的词元或帧测量的。</translation>
    </message>
    <message>
        <source>The log-probabilities that answer %1 was measured with are up to %2 apart from those now.</source>
        <translation>测量回答 %1 时的对数概率与现在的相差最多 %2。</translation>
    </message>
    <message>
        <source>What answer %1 loses without frame %2 is another now: log-probabilities are up to %3 apart.</source>
        <translation>回答 %1 在没有第 %2 帧时的损失现在不同：对数概率相差最多 %3。</translation>
    </message>
    <message>
        <source>What answer %1 needs was measured in layers that this model does not have.</source>
        <translation>回答 %1 所需的内容是在此模型没有的层中测量的。</translation>
    </message>
    <message>
        <source>The GPU failed in the middle of an answer; ask again.</source>
        <translation>GPU 在回答中途出错；请再问一次。</translation>
    </message>
    <message>
        <source>The GPU failed in the middle of an answer, which is left out. Start again, and what has no answer yet is asked; where the GPU does not answer any more, use --device cpu.</source>
        <translation>GPU 在回答中途出错，该回答未被采用。请重新开始，尚无回答的问题会再次提出；如果 GPU 不再响应，请使用 --device cpu。</translation>
    </message>
    <message>
        <source>The GPU failed. The model was loaded again, and what had no answer yet is asked.</source>
        <translation>GPU 出错。模型已重新加载，尚无回答的问题会继续提出。</translation>
    </message>
</context>
<context>
    <name>vp::ui::AboutDialog</name>
    <message>
        <source>About Video-Panda Studio</source>
        <translation>关于 Video-Panda Studio</translation>
    </message>
    <message>
        <source>Video-Panda Studio %1</source>
        <translation>Video-Panda Studio %1</translation>
    </message>
    <message>
        <source>Asks questions about video files and shows where the model looked. Everything is computed on this machine.

Free software under the GNU General Public License, version 3 or later, without any warranty. The weights of a model have their own licence.

The model: Yi, Wasim, Luo, Naseer, Gall: Video-Panda, CVPR 2025.</source>
        <translation>就视频文件提问，并显示模型看了哪里。所有计算都在本机进行。

自由软件，按 GNU 通用公共许可证第 3 版或更新版本发布，不提供任何担保。模型权重另有其许可证。

模型：Yi、Wasim、Luo、Naseer、Gall：Video-Panda，CVPR 2025。</translation>
    </message>
    <message>
        <source>Versions and machine</source>
        <translation>版本与本机</translation>
    </message>
    <message>
        <source>C&amp;opy versions</source>
        <translation>复制版本信息(&amp;O)</translation>
    </message>
    <message>
        <source>Copy versions</source>
        <translation>复制版本信息</translation>
    </message>
    <message>
        <source>Copy this list, for a report</source>
        <translation>复制此列表，以便报告问题</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Looking at this machine…</source>
        <translation>正在查看本机…</translation>
    </message>
    <message>
        <source>Program: %1</source>
        <translation>程序：%1</translation>
    </message>
    <message>
        <source>Processor: %1 (%2)</source>
        <translation>处理器：%1（%2）</translation>
    </message>
    <message>
        <source>Threads: %1 of %2 cores</source>
        <translation>线程：%1（共 %2 个核心）</translation>
    </message>
    <message>
        <source>Devices: %1</source>
        <translation>设备：%1</translation>
    </message>
    <message>
        <source>Memory: %1, of which %2 is free</source>
        <translation>内存：%1，其中 %2 可用</translation>
    </message>
</context>
<context>
    <name>vp::ui::AlphaHistogram</name>
    <message>
        <source>Histogram of the fusion&apos;s α</source>
        <translation>融合系数 α 的直方图</translation>
    </message>
    <message>
        <source>Channels by α. 1: the frame&apos;s own FSRA context alone; 0: its chunk&apos;s GSTRA context alone.</source>
        <translation>按 α 统计的通道数。1：只用该帧自身的 FSRA 上下文；0：只用其分块的 GSTRA 上下文。</translation>
    </message>
    <message>
        <source>About the fusion&apos;s α</source>
        <translation>关于融合系数 α</translation>
    </message>
    <message>
        <source>Load a model to see how it mixes the frame&apos;s context with the chunk&apos;s.</source>
        <translation>加载模型后可查看它如何混合帧与分块的上下文。</translation>
    </message>
    <message>
        <source>α of %1 channels: mean %2; %3 take more from the frame (FSRA), %4 from the chunk (GSTRA). It belongs to the model: the same for every film and question.</source>
        <translation>%1 个通道的 α：平均 %2；%3 个更多取自帧（FSRA），%4 个更多取自分块（GSTRA）。它属于模型：对每个影片和每个问题都一样。</translation>
    </message>
</context>
<context>
    <name>vp::ui::AnswerColumn</name>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>How it was answered</source>
        <translation>回答情况</translation>
    </message>
    <message>
        <source>Its answer appears here</source>
        <translation>它的回答显示在这里</translation>
    </message>
    <message numerus="yes">
        <source>%n frame(s)</source>
        <translation>
            <numerusform>%n 帧</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n token(s)</source>
        <translation>
            <numerusform>%n 个词元</numerusform>
        </translation>
    </message>
    <message>
        <source>analysed in %1</source>
        <translation>分析用时 %1</translation>
    </message>
    <message>
        <source>first word after %1</source>
        <translation>%1后出现第一个词</translation>
    </message>
    <message>
        <source>%1&#xa0;tokens/s</source>
        <translation>%1&#xa0;词元/秒</translation>
    </message>
</context>
<context>
    <name>vp::ui::AnswerNeeds</name>
    <message>
        <source>needs</source>
        <translation>所需</translation>
    </message>
    <message>
        <source>What the answer loses without each frame (measured by hiding)</source>
        <translation>没有各帧时回答的损失（通过遮挡测得）</translation>
    </message>
    <message>
        <source>frame %1: %2</source>
        <translation>第 %1 帧：%2</translation>
    </message>
    <message>
        <source>W&amp;hat does the last answer need?</source>
        <translation>上一个回答需要什么(&amp;H)？</translation>
    </message>
    <message>
        <source>Measure how much the answer loses without each frame, or show it (Ctrl+Shift+N)</source>
        <translation>测量没有各帧时回答损失多少，或显示结果（Ctrl+Shift+N）</translation>
    </message>
    <message numerus="yes">
        <source>The answer is scored again with one frame hidden, %n time(s).</source>
        <translation>
            <numerusform>将遮住一帧重新为回答评分，共 %n 次。</numerusform>
        </translation>
    </message>
    <message>
        <source>The answer is scored again with one frame hidden, once for each.</source>
        <translation>将逐一遮住每一帧，各重新为回答评分一次。</translation>
    </message>
    <message>
        <source>This takes about %1.</source>
        <translation>大约需要 %1。</translation>
    </message>
    <message>
        <source>How long this takes was not measured yet.</source>
        <translation>尚未测过这需要多长时间。</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>测量</translation>
    </message>
</context>
<context>
    <name>vp::ui::AnswerPicker</name>
    <message>
        <source>Which answer</source>
        <translation>哪个回答</translation>
    </message>
    <message>
        <source>The question whose answer is shown</source>
        <translation>所显示回答对应的问题</translation>
    </message>
    <message>
        <source>Record answers</source>
        <translation>记录回答</translation>
    </message>
    <message>
        <source>Heads to record</source>
        <translation>要记录的头</translation>
    </message>
    <message>
        <source>Which heads of the decoder the next answers are averaged over; counted from 0</source>
        <translation>后续回答对解码器的哪些头取平均；从 0 起计数</translation>
    </message>
    <message>
        <source>About the words</source>
        <translation>关于这些词</translation>
    </message>
    <message>
        <source>All heads</source>
        <translation>所有头</translation>
    </message>
    <message>
        <source>Head %1</source>
        <translation>第 %1 头</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <translation>%1. %2</translation>
    </message>
    <message>
        <source>Whole answer</source>
        <translation>整个回答</translation>
    </message>
    <message>
        <source>%1 % of its attention lies on the frames</source>
        <translation>其注意力的 %1 % 落在各帧上</translation>
    </message>
    <message>
        <source>Ask a question: every word of the answer can then be picked here.</source>
        <translation>请提问：之后可在此选取回答中的每个词。</translation>
    </message>
    <message>
        <source>Switch recording on and ask: every word of the answer can then be picked here.</source>
        <translation>请打开记录并提问：之后可在此选取回答中的每个词。</translation>
    </message>
    <message>
        <source>This answer has no words.</source>
        <translation>此回答没有词。</translation>
    </message>
    <message>
        <source>This answer was not recorded. Switch recording on and ask again.</source>
        <translation>此回答未被记录。请打开记录并重新提问。</translation>
    </message>
    <message>
        <source>Record a&amp;nswers</source>
        <translation>记录回答(&amp;N)</translation>
    </message>
    <message>
        <source>Keep what each token of the next answers attends to in the frames. It slows the built-in model by about 2 %.</source>
        <translation>保留后续回答的每个词元在各帧中关注的内容。内置模型会因此慢约 2%。</translation>
    </message>
</context>
<context>
    <name>vp::ui::AnswerSettings</name>
    <message>
        <source>&amp;Temperature</source>
        <translation>温度(&amp;T)</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>温度</translation>
    </message>
    <message>
        <source>0 (greedy)</source>
        <translation>0（贪心）</translation>
    </message>
    <message>
        <source>0 takes the likeliest token every time; larger values vary the answer</source>
        <translation>0 表示每次取最可能的词元；数值越大，回答越多样</translation>
    </message>
    <message>
        <source>Top-p</source>
        <translation>Top-p</translation>
    </message>
    <message>
        <source>Only the likeliest tokens that together have this probability; 1: all of them</source>
        <translation>只在累计概率达到此值的最可能词元中选取；1：全部</translation>
    </message>
    <message>
        <source>Longest answer in tokens</source>
        <translation>回答的最大词元数</translation>
    </message>
    <message>
        <source>After so many tokens an answer ends, finished or not</source>
        <translation>达到此词元数后回答即结束，无论是否说完</translation>
    </message>
    <message>
        <source>S&amp;eed</source>
        <translation>随机种子(&amp;E)</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>The same seed and settings give the same answer; it is recorded in transcripts</source>
        <translation>相同的种子和设置得到相同的回答；种子会写入记录</translation>
    </message>
    <message>
        <source>&amp;Reset</source>
        <translation>重置(&amp;R)</translation>
    </message>
    <message>
        <source>Reset the settings of answers</source>
        <translation>重置回答设置</translation>
    </message>
    <message>
        <source>Back to greedy answers of the usual length</source>
        <translation>恢复为贪心方式和通常的长度</translation>
    </message>
    <message>
        <source>T&amp;op-p</source>
        <translation>Top-p(&amp;O)</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>个词元</translation>
    </message>
    <message>
        <source>Lo&amp;ngest answer</source>
        <translation>最大长度(&amp;N)</translation>
    </message>
    <message>
        <source>Repetition penalty</source>
        <translation>重复惩罚</translation>
    </message>
    <message>
        <source>Above 1, words of the question and of the answer so far become less likely</source>
        <translation>大于 1 时，问题和已生成回答中的词更不容易再出现</translation>
    </message>
    <message>
        <source>When the same words follow one another again and again, they are kept once</source>
        <translation>相同的词句一再重复时，只保留一遍</translation>
    </message>
    <message>
        <source>End an answer that repeats itself</source>
        <translation>回答重复自身时结束</translation>
    </message>
    <message>
        <source>seed %1</source>
        <translation>随机种子 %1</translation>
    </message>
    <message>
        <source>temperature %1</source>
        <translation>温度 %1</translation>
    </message>
    <message>
        <source>Leave out the oldest when full</source>
        <translation>已满时略去最早的</translation>
    </message>
    <message>
        <source>Where the context is full, the oldest questions stay there, but the model does not read them</source>
        <translation>上下文已满时，最早的问题仍留在对话中，但模型不读取</translation>
    </message>
</context>
<context>
    <name>vp::ui::AttentionCurve</name>
    <message>
        <source>frame %1: %2</source>
        <translation>第 %1 帧：%2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Attention of “%1” to each frame (this answer)</source>
        <translation>“%1”对各帧的注意力（此回答）</translation>
    </message>
    <message>
        <source>GSTRA&apos;s share of attention in its chunk (%1; the film only)</source>
        <translation>GSTRA 在其分块中的注意力份额（%1；仅影片）</translation>
    </message>
</context>
<context>
    <name>vp::ui::AttentionPanel</name>
    <message>
        <source>Which map is shown</source>
        <translation>所显示的图</translation>
    </message>
    <message>
        <source>frame %1 at %2, as the model saw it</source>
        <translation>第 %1 帧（%2），与模型所见一致</translation>
    </message>
    <message>
        <source>nearest sampled frame: %1 at %2</source>
        <translation>最近的采样帧：%1（%2）</translation>
    </message>
    <message>
        <source>Sampled frame %1 at %2</source>
        <translation>采样帧 %1（%2）</translation>
    </message>
    <message>
        <source>Nearest sampled frame: %1 at %2</source>
        <translation>最近的采样帧：%1（%2）</translation>
    </message>
    <message>
        <source>%1 · %2 · %3 · %4</source>
        <translation>%1 · %2 · %3 · %4</translation>
    </message>
    <message>
        <source>Value under the pointer</source>
        <translation>指针处的值</translation>
    </message>
    <message>
        <source>“%1”</source>
        <translation>“%1”</translation>
    </message>
    <message>
        <source>frame %1, row %2, column %3: %4</source>
        <translation>第 %1 帧，第 %2 行，第 %3 列：%4</translation>
    </message>
    <message>
        <source>layer %1, %2</source>
        <translation>第 %1 层，%2</translation>
    </message>
    <message>
        <source>head %1, %2</source>
        <translation>第 %1 头，%2</translation>
    </message>
    <message>
        <source>%1 · frame %2 · %3</source>
        <translation>%1 · 帧 %2 · %3</translation>
    </message>
    <message>
        <source>%1 · %2 s away</source>
        <translation>%1 · 相距 %2 秒</translation>
    </message>
    <message>
        <source>Frames that were shown to the model appear here.</source>
        <translation>模型看过的帧会显示在这里。</translation>
    </message>
    <message>
        <source>Analysing the video…</source>
        <translation>正在分析视频…</translation>
    </message>
    <message>
        <source>There are no frames: the video cannot be read.</source>
        <translation>没有帧：无法读取视频。</translation>
    </message>
    <message>
        <source>The analysis was stopped. Asking a question starts it again.</source>
        <translation>分析已停止。提问会重新开始分析。</translation>
    </message>
    <message>
        <source>The video could not be analysed.</source>
        <translation>无法分析视频。</translation>
    </message>
    <message>
        <source>There are no frames: the video is not where it was.</source>
        <translation>没有帧：视频不在原来的位置。</translation>
    </message>
    <message>
        <source>The answers are another model&apos;s: a question shows the maps of the one in use.</source>
        <translation>这些回答来自另一个模型：提问后会显示当前模型的图。</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
</context>
<context>
    <name>vp::ui::BatchDialog</name>
    <message numerus="yes">
        <source>%n answer(s) written</source>
        <translation>
            <numerusform>已写入 %n 个回答</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n there already</source>
        <translation>
            <numerusform>%n 个已有</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n 个失败</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n left out</source>
        <translation>
            <numerusform>%n 个已跳过</numerusform>
        </translation>
    </message>
    <message>
        <source>Finished: %1.</source>
        <translation>完成：%1。</translation>
    </message>
    <message>
        <source>Stopped. What is answered is in the file; Start goes on from there.</source>
        <translation>已停止。已回答的内容在文件中；点“开始”会从那里继续。</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>批量提问</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>Enter or a double click opens the video there</source>
        <translation>按回车或双击，在该处打开视频</translation>
    </message>
    <message>
        <source>Answers along the video</source>
        <translation>沿视频的回答</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>开始(&amp;S)</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Sto&amp;p</source>
        <translation>停止(&amp;P)</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stop the batch; what is answered stays in the results file</source>
        <translation>停止批量提问；已有的回答留在结果文件中</translation>
    </message>
    <message>
        <source>Leave o&amp;ut</source>
        <translation>跳过(&amp;U)</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>跳过</translation>
    </message>
    <message>
        <source>Do not ask the selected questions, and stop the one that is being asked</source>
        <translation>不问所选的问题，并停止正在问的那个</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>导出(&amp;E)…</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Write the answers as a CSV table or as JSON lines</source>
        <translation>将回答写成 CSV 表格或 JSON 行</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Hide this window; a running batch goes on</source>
        <translation>关闭此窗口；正在运行的批量提问会继续</translation>
    </message>
    <message>
        <source>That is the results file itself; choose another name.</source>
        <translation>这就是结果文件本身；请换一个名称。</translation>
    </message>
    <message>
        <source>Written: %1</source>
        <translation>已写入：%1</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>已停止。</translation>
    </message>
    <message>
        <source>Looking at the videos…</source>
        <translation>正在查看视频…</translation>
    </message>
    <message>
        <source>%1 of %2 done</source>
        <translation>已完成 %1/%2</translation>
    </message>
    <message>
        <source>Choose a checkpoint folder first.</source>
        <translation>请先选择检查点文件夹。</translation>
    </message>
    <message>
        <source>Ask every question about every video</source>
        <translation>就每个视频问每个问题</translation>
    </message>
    <message>
        <source>The results file is there already: Start goes on with it.</source>
        <translation>结果文件已存在：点“开始”会接着写。</translation>
    </message>
    <message>
        <source>Temperature, length and seed are those of the conversation.</source>
        <translation>温度、长度和种子与对话中的相同。</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>全选</translation>
    </message>
</context>
<context>
    <name>vp::ui::BatchGrid</name>
    <message>
        <source>Not asked yet</source>
        <translation>尚未提问</translation>
    </message>
    <message>
        <source>whole video</source>
        <translation>整个视频</translation>
    </message>
    <message>
        <source>Asking…</source>
        <translation>正在提问…</translation>
    </message>
    <message>
        <source>(an empty answer)</source>
        <translation>（空的回答）</translation>
    </message>
    <message>
        <source>Failed: %1</source>
        <translation>失败：%1</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>已跳过</translation>
    </message>
    <message>
        <source>Video</source>
        <translation>视频</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
</context>
<context>
    <name>vp::ui::BatchSetup</name>
    <message>
        <source>Videos</source>
        <translation>视频</translation>
    </message>
    <message>
        <source>Files, and folders whose videos are meant; more can be dropped here</source>
        <translation>文件，或其中的视频都算在内的文件夹；可将更多拖放到这里</translation>
    </message>
    <message>
        <source>Add &amp;files…</source>
        <translation>添加文件(&amp;F)…</translation>
    </message>
    <message>
        <source>Choose video files</source>
        <translation>选择视频文件</translation>
    </message>
    <message>
        <source>Add f&amp;older…</source>
        <translation>添加文件夹(&amp;O)…</translation>
    </message>
    <message>
        <source>Choose a folder; all videos in it and below it are meant</source>
        <translation>选择文件夹；其中及其下的所有视频都算在内</translation>
    </message>
    <message>
        <source>Re&amp;move</source>
        <translation>移除(&amp;M)</translation>
    </message>
    <message>
        <source>Take the selected videos off the list</source>
        <translation>将所选视频移出列表</translation>
    </message>
    <message>
        <source>Questions</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>One question a line</source>
        <translation>每行一个问题</translation>
    </message>
    <message>
        <source>Each question is asked as the first about its video</source>
        <translation>每个问题都作为该视频的第一个问题来问</translation>
    </message>
    <message>
        <source>&amp;Load…</source>
        <translation>载入(&amp;L)…</translation>
    </message>
    <message>
        <source>Read questions from a text file, one a line, or from a CSV table</source>
        <translation>从每行一个问题的文本文件或 CSV 表格读取问题</translation>
    </message>
    <message>
        <source>Ask &amp;about:</source>
        <translation>提问范围(&amp;A)：</translation>
    </message>
    <message>
        <source>the whole video</source>
        <translation>整个视频</translation>
    </message>
    <message>
        <source>windows along it</source>
        <translation>沿视频的时间窗</translation>
    </message>
    <message>
        <source>Windows show when in a long video an answer holds</source>
        <translation>时间窗可显示长视频中某个回答在何时成立</translation>
    </message>
    <message>
        <source>Len&amp;gth:</source>
        <translation>长度(&amp;G)：</translation>
    </message>
    <message>
        <source> s</source>
        <translation> 秒</translation>
    </message>
    <message>
        <source>Length of a window in seconds</source>
        <translation>时间窗的长度（秒）</translation>
    </message>
    <message>
        <source>E&amp;very:</source>
        <translation>间隔(&amp;V)：</translation>
    </message>
    <message>
        <source>Seconds from the start of a window to the start of the next one</source>
        <translation>从一个时间窗开始到下一个开始的秒数</translation>
    </message>
    <message>
        <source>Ask fa&amp;iled ones again</source>
        <translation>重新提问失败的(&amp;I)</translation>
    </message>
    <message>
        <source>Ask again what has an error in the results file</source>
        <translation>重新提问结果文件中出错的内容</translation>
    </message>
    <message>
        <source>&amp;Results file:</source>
        <translation>结果文件(&amp;R)：</translation>
    </message>
    <message>
        <source>A line for each answer; what is in the file already is not asked again</source>
        <translation>每个回答一行；文件中已有的不会再问</translation>
    </message>
    <message>
        <source>&amp;Browse…</source>
        <translation>浏览(&amp;B)…</translation>
    </message>
    <message>
        <source>Choose the results file</source>
        <translation>选择结果文件</translation>
    </message>
    <message>
        <source>Ask about</source>
        <translation>提问范围</translation>
    </message>
    <message>
        <source>Results file</source>
        <translation>结果文件</translation>
    </message>
    <message>
        <source>Add the videos that are to be asked about.</source>
        <translation>请添加要提问的视频。</translation>
    </message>
    <message>
        <source>Write the questions, one a line.</source>
        <translation>请写下问题，每行一个。</translation>
    </message>
    <message>
        <source>Name the file that the answers go into.</source>
        <translation>请指定回答写入的文件。</translation>
    </message>
</context>
<context>
    <name>vp::ui::BenchmarkDialog</name>
    <message>
        <source>Finished.</source>
        <translation>已完成。</translation>
    </message>
    <message>
        <source>Stopped. What is answered is in the file; Start goes on from there.</source>
        <translation>已停止。已有的回答在文件中；点击“开始”会从那里继续。</translation>
    </message>
    <message>
        <source>Benchmark</source>
        <translation>基准测试</translation>
    </message>
    <message>
        <source>&amp;Benchmark:</source>
        <translation>基准测试(&amp;B)：</translation>
    </message>
    <message>
        <source>&amp;Folder:</source>
        <translation>文件夹(&amp;F)：</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>The benchmark&apos;s folder, with its annotations and films as its authors publish them</source>
        <translation>基准测试的文件夹，包含作者发布的标注和影片</translation>
    </message>
    <message>
        <source>&amp;Results:</source>
        <translation>结果(&amp;R)：</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>A file that grows a line an answer; what it holds already is not asked again</source>
        <translation>每个回答增加一行的文件；其中已有的内容不会再次提问</translation>
    </message>
    <message>
        <source>&amp;Choose…</source>
        <translation>选择(&amp;C)…</translation>
    </message>
    <message>
        <source>Choose the folder</source>
        <translation>选择文件夹</translation>
    </message>
    <message>
        <source>C&amp;hoose…</source>
        <translation>选择(&amp;H)…</translation>
    </message>
    <message>
        <source>Choose the results file</source>
        <translation>选择结果文件</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>找到的内容</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>得分</translation>
    </message>
    <message>
        <source>&amp;Wrong answers only</source>
        <translation>只显示错误的回答(&amp;W)</translation>
    </message>
    <message>
        <source>Questions</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Enter or a double click opens the video there</source>
        <translation>按回车键或双击可在该处打开视频</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>全选</translation>
    </message>
    <message>
        <source>Question and answer</source>
        <translation>问题与回答</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>开始(&amp;S)</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Sto&amp;p</source>
        <translation>停止(&amp;P)</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stop asking; what is answered stays in the results file</source>
        <translation>停止提问；已有的回答保留在结果文件中</translation>
    </message>
    <message>
        <source>C&amp;lose</source>
        <translation>关闭(&amp;L)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Hide this window; asking goes on</source>
        <translation>隐藏此窗口；提问会继续</translation>
    </message>
    <message numerus="yes">
        <source>%n question(s)</source>
        <translation>
            <numerusform>%n 个问题</numerusform>
        </translation>
    </message>
    <message>
        <source>(published: %1)</source>
        <translation>（已公布：%1）</translation>
    </message>
    <message numerus="yes">
        <source>%n film(s) missing</source>
        <translation>
            <numerusform>缺少 %n 部影片</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n id(s) twice</source>
        <translation>
            <numerusform>%n 个编号重复</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n entry(ies) unreadable</source>
        <translation>
            <numerusform>%n 个条目无法读取</numerusform>
        </translation>
    </message>
    <message>
        <source>not the split that published figures are about</source>
        <translation>不是已公布数字所针对的划分</translation>
    </message>
    <message>
        <source>No answers yet</source>
        <translation>还没有回答</translation>
    </message>
    <message>
        <source>%1 of %2 right: %3 % (95 %: %4 to %5), by chance %6 %</source>
        <translation>%2 个中答对 %1 个：%3 %（95 %：%4 至 %5），随机为 %6 %</translation>
    </message>
    <message>
        <source>likeliest option %1 %</source>
        <translation>最可能的选项 %1 %</translation>
    </message>
    <message numerus="yes">
        <source>%n name no option</source>
        <translation>
            <numerusform>%n 个没有指出选项</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2 equal: %3 % (95 %: %4 to %5)</source>
        <translation>%2 个中一致 %1 个：%3 %（95 %：%4 至 %5）</translation>
    </message>
    <message>
        <source>The film of this question is missing.</source>
        <translation>缺少这个问题的影片。</translation>
    </message>
    <message>
        <source>Choose a checkpoint folder first.</source>
        <translation>请先选择检查点文件夹。</translation>
    </message>
    <message>
        <source>Choose the benchmark&apos;s folder.</source>
        <translation>请选择基准测试的文件夹。</translation>
    </message>
    <message>
        <source>There are no questions to ask.</source>
        <translation>没有可提的问题。</translation>
    </message>
    <message>
        <source>Choose a file for the results.</source>
        <translation>请选择结果文件。</translation>
    </message>
    <message>
        <source>Ask every question</source>
        <translation>提出所有问题</translation>
    </message>
</context>
<context>
    <name>vp::ui::BenchmarkTable</name>
    <message>
        <source>Expected: %1</source>
        <translation>预期：%1</translation>
    </message>
    <message>
        <source>Answer: %1</source>
        <translation>回答：%1</translation>
    </message>
    <message>
        <source>Failed: %1</source>
        <translation>失败：%1</translation>
    </message>
    <message>
        <source>right</source>
        <translation>正确</translation>
    </message>
    <message>
        <source>wrong</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>判定</translation>
    </message>
    <message>
        <source>Video</source>
        <translation>视频</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Expected</source>
        <translation>预期</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
</context>
<context>
    <name>vp::ui::CheckView</name>
    <message>
        <source>&amp;Map:</source>
        <translation>图(&amp;M)：</translation>
    </message>
    <message>
        <source>Map to check</source>
        <translation>要检查的图</translation>
    </message>
    <message>
        <source>The map that says which patches are attended most (mean of its heads)</source>
        <translation>用以判断哪些图块最受关注的图（各头平均）</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Check the map</source>
        <translation>检查注意力图</translation>
    </message>
    <message>
        <source>Hide 5, 10, 20 and 40 % of the patches: the most attended, and five times as many random ones.
Each is encoded and read again; a large model needs minutes.</source>
        <translation>遮住 5、10、20 和 40 % 的图块：最受关注的，以及五次同样数量的随机图块。
每次都重新编码并读取；大模型需要数分钟。</translation>
    </message>
    <message>
        <source>Change of the answer&apos;s log-probability</source>
        <translation>回答对数概率的变化</translation>
    </message>
    <message>
        <source>Hidden</source>
        <translation>遮住</translation>
    </message>
    <message>
        <source>Patches</source>
        <translation>图块</translation>
    </message>
    <message>
        <source>Most attended</source>
        <translation>最受关注</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>全选</translation>
    </message>
    <message>
        <source>%1 · “%2”, log-probability %3</source>
        <translation>%1 · “%2”，对数概率 %3</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>%1 hidden: most attended %2, random %3</source>
        <translation>遮住 %1：最受关注 %2，随机 %3</translation>
    </message>
    <message>
        <source>Random</source>
        <translation>随机</translation>
    </message>
    <message>
        <source>Mean of the random choices ± their standard deviation</source>
        <translation>多次随机选取的平均值 ± 标准差</translation>
    </message>
    <message>
        <source>%1 ± %2</source>
        <translation>%1 ± %2</translation>
    </message>
    <message>
        <source>What the check says</source>
        <translation>检验结论</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Export the check</source>
        <translation>导出检验结果</translation>
    </message>
    <message>
        <source>Write the result as a page, Markdown, JSON or CSV</source>
        <translation>将结果写为网页、Markdown、JSON 或 CSV</translation>
    </message>
    <message>
        <source>The picture shows what was hidden of it for the chosen share</source>
        <translation>画面上显示所选比例下被遮住的部分</translation>
    </message>
</context>
<context>
    <name>vp::ui::CheckpointList</name>
    <message>
        <source>Checkpoint</source>
        <translation>检查点</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>精度</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Checkpoints</source>
        <translation>检查点</translation>
    </message>
    <message>
        <source>About the chosen checkpoint</source>
        <translation>所选检查点的信息</translation>
    </message>
    <message>
        <source>&amp;Add folder…</source>
        <translation>添加文件夹(&amp;A)…</translation>
    </message>
    <message>
        <source>Add checkpoint folder</source>
        <translation>添加检查点文件夹</translation>
    </message>
    <message>
        <source>Add a folder with config.json, tokenizer and weights to the list</source>
        <translation>把含有 config.json、分词器和权重的文件夹加入列表</translation>
    </message>
    <message>
        <source>&amp;Remove from list</source>
        <translation>从列表移除(&amp;R)</translation>
    </message>
    <message>
        <source>Remove checkpoint from list</source>
        <translation>从列表移除检查点</translation>
    </message>
    <message>
        <source>Forget this folder; nothing on the disk is touched</source>
        <translation>忘记此文件夹；磁盘上的文件不受影响</translation>
    </message>
    <message>
        <source>Built-in model</source>
        <translation>内置模型</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>正在检查…</translation>
    </message>
    <message>
        <source>Cannot be used</source>
        <translation>无法使用</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>使用中</translation>
    </message>
    <message>
        <source>Complete</source>
        <translation>完整</translation>
    </message>
    <message>
        <source>Choose a checkpoint, or add a folder.</source>
        <translation>请选择检查点，或添加文件夹。</translation>
    </message>
    <message>
        <source>%1 million parameters in use</source>
        <translation>使用的参数：%1 百万</translation>
    </message>
    <message numerus="yes">
        <source>… and %n more problem(s)</source>
        <translation>
            <numerusform>……还有 %n 个问题</numerusform>
        </translation>
    </message>
    <message>
        <source>Pr&amp;epare…</source>
        <translation>准备(&amp;E)…</translation>
    </message>
    <message>
        <source>Prepare checkpoint</source>
        <translation>准备检查点</translation>
    </message>
    <message>
        <source>Write a copy that loads at once and needs less memory</source>
        <translation>写出一份可立即加载且占用内存更少的副本</translation>
    </message>
    <message>
        <source>Takes %1 of memory; prepared in 4 bits it would take %2</source>
        <translation>占用 %1 内存；以 4 位准备后占用 %2</translation>
    </message>
</context>
<context>
    <name>vp::ui::ColourBar</name>
    <message>
        <source>Scale of the colours</source>
        <translation>颜色刻度</translation>
    </message>
    <message>
        <source>from 0 to %1</source>
        <translation>从 0 到 %1</translation>
    </message>
    <message>
        <source>The colours stand for values from 0 to %1</source>
        <translation>颜色表示从 0 到 %1 的值</translation>
    </message>
    <message>
        <source>Every map has a scale of its own: from 0 to its largest value. Point at one to see it.</source>
        <translation>每张图都有自己的标度：从 0 到其最大值。指向一张图即可查看。</translation>
    </message>
    <message>
        <source>own largest</source>
        <comment>value of a map</comment>
        <translation>各自最大值</translation>
    </message>
</context>
<context>
    <name>vp::ui::ComparePanel</name>
    <message>
        <source>Question to look into</source>
        <translation>要考察的问题</translation>
    </message>
    <message>
        <source>A question about the video</source>
        <translation>关于视频的问题</translation>
    </message>
    <message>
        <source>A question of the conversation is looked into where it stands there, with the answer it got;
any other question is asked by itself.</source>
        <translation>对话中的问题按其所在位置和得到的回答来考察；
其他问题则单独提出。</translation>
    </message>
    <message>
        <source>&amp;Question:</source>
        <translation>问题(&amp;Q)：</translation>
    </message>
    <message>
        <source>Compare or check</source>
        <translation>比较或检查</translation>
    </message>
    <message>
        <source>Interventions</source>
        <translation>干预</translation>
    </message>
    <message>
        <source>Occlusion check</source>
        <translation>遮挡检查</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stop comparing</source>
        <translation>停止比较</translation>
    </message>
    <message>
        <source>Stop what is running (Esc)</source>
        <translation>停止正在进行的操作（Esc）</translation>
    </message>
    <message>
        <source>&amp;Compare interventions</source>
        <translation>比较干预(&amp;C)</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Compare interventions</source>
        <translation>比较干预</translation>
    </message>
    <message>
        <source>Encode and ask again under each that is checked</source>
        <translation>对每个勾选的干预重新编码并提问</translation>
    </message>
    <message>
        <source>Interventions while the model answers: what does it lean on? They are not the paper&apos;s ablation, for which a model is trained again without a part.</source>
        <translation>在模型回答时进行干预：它依赖什么？这不是论文中的消融实验，后者要去掉某部分后重新训练模型。</translation>
    </message>
    <message>
        <source>What this is</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>FSRA off</source>
        <translation>关闭 FSRA</translation>
    </message>
    <message>
        <source>The context token holds GSTRA&apos;s result only</source>
        <translation>上下文词元只含 GSTRA 的结果</translation>
    </message>
    <message>
        <source>GSTRA off</source>
        <translation>关闭 GSTRA</translation>
    </message>
    <message>
        <source>The context token holds FSRA&apos;s result only</source>
        <translation>上下文词元只含 FSRA 的结果</translation>
    </message>
    <message>
        <source>LSTE off</source>
        <translation>关闭 LSTE</translation>
    </message>
    <message>
        <source>Patches know nothing of their neighbours in space and time</source>
        <translation>图块不知道时空上的邻近图块</translation>
    </message>
    <message>
        <source>Row token off</source>
        <translation>关闭行词元</translation>
    </message>
    <message>
        <source>No token marks the end of a row</source>
        <translation>没有标记行尾的词元</translation>
    </message>
    <message>
        <source>LSD averaged</source>
        <translation>LSD 取平均</translation>
    </message>
    <message>
        <source>Each window becomes its mean</source>
        <translation>每个窗口取平均值</translation>
    </message>
    <message>
        <source>Frames reversed</source>
        <translation>帧序颠倒</translation>
    </message>
    <message>
        <source>The model gets the last frame first</source>
        <translation>模型最先得到最后一帧</translation>
    </message>
    <message>
        <source>Frames shuffled</source>
        <translation>帧序打乱</translation>
    </message>
    <message>
        <source>The model gets the frames in a random order</source>
        <translation>模型以随机顺序得到各帧</translation>
    </message>
    <message>
        <source>Comparing</source>
        <translation>正在比较</translation>
    </message>
    <message>
        <source>Checking</source>
        <translation>正在检查</translation>
    </message>
    <message>
        <source>%1…</source>
        <translation>%1…</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>已停止。</translation>
    </message>
    <message>
        <source>C&amp;heck the map</source>
        <translation>检查注意力图(&amp;H)</translation>
    </message>
    <message>
        <source>Ask the same with parts of the model switched off; opens the panel first</source>
        <translation>关闭模型的某些部分后再次提问；先打开面板</translation>
    </message>
    <message>
        <source>Hide the most attended patches, and as many random ones; opens the panel first</source>
        <translation>遮住最受注意的图块，以及同样多的随机图块；先打开面板</translation>
    </message>
    <message>
        <source>Written: %1</source>
        <translation>已写入：%1</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Export the comparison</source>
        <translation>导出比较结果</translation>
    </message>
    <message>
        <source>Write the result as a page, Markdown, JSON or CSV</source>
        <translation>将结果写为网页、Markdown、JSON 或 CSV</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>在文件夹中显示</translation>
    </message>
    <message>
        <source>Open the folder that the file was written into</source>
        <translation>打开写入该文件的文件夹</translation>
    </message>
    <message>
        <source>Interventions, not the paper&apos;s ablation</source>
        <translation>干预，而非论文中的消融实验</translation>
    </message>
</context>
<context>
    <name>vp::ui::ComparisonView</name>
    <message>
        <source>without FSRA</source>
        <translation>无 FSRA</translation>
    </message>
    <message>
        <source>without GSTRA</source>
        <translation>无 GSTRA</translation>
    </message>
    <message>
        <source>without LSTE</source>
        <translation>无 LSTE</translation>
    </message>
    <message>
        <source>without row tokens</source>
        <translation>无行词元</translation>
    </message>
    <message>
        <source>LSD averaged</source>
        <translation>LSD 取平均</translation>
    </message>
    <message>
        <source>frames reversed</source>
        <translation>帧序颠倒</translation>
    </message>
    <message>
        <source>frames shuffled</source>
        <translation>帧序打乱</translation>
    </message>
    <message>
        <source>The answer under each intervention</source>
        <translation>每种干预下的回答</translation>
    </message>
    <message>
        <source>Intervention</source>
        <translation>干预</translation>
    </message>
    <message>
        <source>Unchanged answer, token by token</source>
        <translation>未改动的回答，逐词元</translation>
    </message>
    <message>
        <source>Answer under the intervention</source>
        <translation>干预下的回答</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>列</translation>
    </message>
    <message>
        <source>unchanged</source>
        <translation>未改动</translation>
    </message>
    <message>
        <source>Log-probability of the answer: the natural logarithm, at temperature 1</source>
        <translation>回答的对数概率：自然对数，温度为 1</translation>
    </message>
    <message>
        <source>Change of the unchanged answer&apos;s log-probability, summed over its tokens</source>
        <translation>未改动回答的对数概率变化，按词元求和</translation>
    </message>
    <message>
        <source>Change of %1</source>
        <translation>%1 的变化</translation>
    </message>
    <message>
        <source>Tokens, %1</source>
        <translation>词元，%1</translation>
    </message>
    <message>
        <source>Answer, %1</source>
        <translation>回答，%1</translation>
    </message>
    <message>
        <source>The model ended its answer at once.</source>
        <translation>模型立即结束了回答。</translation>
    </message>
    <message>
        <source>Change of log-probability (nats)</source>
        <translation>对数概率变化（nat）</translation>
    </message>
    <message>
        <source>%1 (baseline)</source>
        <translation>%1（基准）</translation>
    </message>
</context>
<context>
    <name>vp::ui::ConversationPanel</name>
    <message>
        <source>Settings of answers</source>
        <translation>回答设置</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>提问</translation>
    </message>
    <message>
        <source>Ask this question (Enter)</source>
        <translation>提出这个问题（Enter）</translation>
    </message>
    <message>
        <source>What the question will cost</source>
        <translation>此问题的开销</translation>
    </message>
    <message>
        <source>Before asking: tokens of the prompt, memory for their keys and values, and the time to the first token, from what was measured with this model on this machine.</source>
        <translation>提问之前的估计：提示词的词元数、其键值所占内存，以及到第一个词元的时间；依据该模型在本机上的实测。</translation>
    </message>
    <message>
        <source>&amp;Write a question</source>
        <translation>输入问题(&amp;W)</translation>
    </message>
    <message>
        <source>Put the cursor into the field for questions (Ctrl+L)</source>
        <translation>把光标移到提问框（Ctrl+L）</translation>
    </message>
    <message>
        <source>Ask the last question a&amp;gain</source>
        <translation>重问上一个问题(&amp;G)</translation>
    </message>
    <message>
        <source>Replaces the last answer, with the present settings (Ctrl+R)</source>
        <translation>用当前设置替换上一个回答（Ctrl+R）</translation>
    </message>
    <message>
        <source>&amp;Edit the last question</source>
        <translation>编辑上一个问题(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Delete the last question</source>
        <translation>删除上一个问题(&amp;D)</translation>
    </message>
    <message>
        <source>Delete the last question and its answer (Ctrl+Shift+Del)</source>
        <translation>删除上一个问题及其回答（Ctrl+Shift+Del）</translation>
    </message>
    <message>
        <source>Temperature, top-p, length and seed (Ctrl+Shift+S)</source>
        <translation>温度、Top-p、长度和随机种子（Ctrl+Shift+S）</translation>
    </message>
    <message>
        <source>Ask about the video</source>
        <translation>就视频提问</translation>
    </message>
    <message>
        <source>Ask a follow-up</source>
        <translation>继续追问</translation>
    </message>
    <message numerus="yes">
        <source>Asking again deletes the %n later answer(s) too.</source>
        <translation>
            <numerusform>重新提问会同时删除其后的 %n 个回答。</numerusform>
        </translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>重新提问</translation>
    </message>
    <message numerus="yes">
        <source>Editing: asking replaces this answer and deletes the %n later one(s).</source>
        <translation>
            <numerusform>编辑中：提问会替换此回答，并删除其后的 %n 个回答。</numerusform>
        </translation>
    </message>
    <message>
        <source>Editing: asking replaces this answer.</source>
        <translation>编辑中：提问会替换此回答。</translation>
    </message>
    <message>
        <source>Editing: asking replaces this question.</source>
        <translation>编辑中：提问会替换此问题。</translation>
    </message>
    <message numerus="yes">
        <source>This deletes the question, its answer and the %n later one(s).</source>
        <translation>
            <numerusform>将删除此问题、其回答以及其后的 %n 个回答。</numerusform>
        </translation>
    </message>
    <message>
        <source>This deletes the question and its answer.</source>
        <translation>将删除此问题及其回答。</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>&amp;Settings of answers</source>
        <translation>回答设置(&amp;S)</translation>
    </message>
    <message>
        <source>Change the last question and ask it again (Ctrl+Shift+L)</source>
        <translation>修改上一个问题并重新提问（Ctrl+Shift+L）</translation>
    </message>
    <message>
        <source>Not asked: no model was loaded.</source>
        <translation>未提问：没有加载模型。</translation>
    </message>
    <message>
        <source>Stopped before the first word.</source>
        <translation>在第一个词之前已停止。</translation>
    </message>
    <message>
        <source>Not answered.</source>
        <translation>未回答。</translation>
    </message>
    <message>
        <source>These answers were computed in %1 on %2, which is not what is in use. A question goes on in a new session.</source>
        <translation>这些回答以 %1 在 %2 上计算得出，与当前使用的不同。提问会在新的会话中继续。</translation>
    </message>
    <message>
        <source>These answers were given by %1, which is not the model in use. A question goes on in a new session; until then there are no maps of the frames.</source>
        <translation>这些回答由 %1 给出，它不是当前使用的模型。继续提问会开始一个新会话；在此之前不显示各帧的图。</translation>
    </message>
    <message>
        <source>The answer before is still being written. Ask when it has ended, or stop it (Esc).</source>
        <translation>上一个回答还在生成。请等它结束后再问，或将其停止 (Esc)。</translation>
    </message>
    <message>
        <source>There is no model to ask: choose one first (Ctrl+Shift+O).</source>
        <translation>没有可提问的模型：请先选择一个 (Ctrl+Shift+O)。</translation>
    </message>
    <message>
        <source>There is no video to ask about: open one first (Ctrl+O).</source>
        <translation>没有可提问的视频：请先打开一个 (Ctrl+O)。</translation>
    </message>
    <message>
        <source>At temperature 0 the answer will be the same.</source>
        <translation>温度为 0 时回答会完全相同。</translation>
    </message>
    <message>
        <source>With the same seed the answer will be the same.</source>
        <translation>随机种子相同时回答会完全相同。</translation>
    </message>
    <message>
        <source>Ask with %1</source>
        <translation>用%1提问</translation>
    </message>
    <message>
        <source>All questions and answers were copied.</source>
        <translation>所有问题和回答都已复制。</translation>
    </message>
</context>
<context>
    <name>vp::ui::EmptyState</name>
    <message>
        <source>First steps</source>
        <translation>开始使用</translation>
    </message>
    <message>
        <source>Choose checkpoint folder…</source>
        <translation>选择检查点文件夹…</translation>
    </message>
    <message>
        <source>Choose the folder of a Video-Panda checkpoint (Ctrl+Shift+O)</source>
        <translation>选择 Video-Panda 检查点所在文件夹（Ctrl+Shift+O）</translation>
    </message>
    <message>
        <source>The built-in model knows drawn shapes only: it answers short questions in English about the colour, number, size, place and movement of shapes in drawn clips, and at times errs. It knows nothing of the real world; for real videos choose a released checkpoint.</source>
        <translation>内置模型只认识画出来的形状：它用英语回答关于绘制片段中形状的颜色、数量、大小、位置和运动的简短问题，有时也会出错。它对真实世界一无所知；真实视频请选择已发布的检查点。</translation>
    </message>
    <message>
        <source>This installation comes without a model of its own.</source>
        <translation>本安装不含自带的模型。</translation>
    </message>
    <message>
        <source>No model yet</source>
        <translation>尚无模型</translation>
    </message>
    <message>
        <source>The video can be watched without one. Answers and attention maps come from a Video-Panda checkpoint: choose the folder with its config.json, tokenizer and weights.</source>
        <translation>没有模型也可以观看视频。回答和注意力图来自 Video-Panda 检查点：请选择含有 config.json、分词器和权重的文件夹。</translation>
    </message>
    <message>
        <source>Loading %1</source>
        <translation>正在加载 %1</translation>
    </message>
    <message>
        <source>The video can be watched meanwhile; a question can be written and waits for the model.</source>
        <translation>在此期间可以观看视频；也可以先写好问题，等模型就绪后回答。</translation>
    </message>
    <message>
        <source>Ask about this video</source>
        <translation>就此视频提问</translation>
    </message>
    <message>
        <source>Write a question below and press Enter. Follow-up questions know what was said before.</source>
        <translation>在下方输入问题并按 Enter。追问会记得之前的内容。</translation>
    </message>
    <message>
        <source>What is happening in the video?</source>
        <translation>视频里发生了什么？</translation>
    </message>
    <message>
        <source>Who or what can be seen?</source>
        <translation>能看到谁或什么？</translation>
    </message>
    <message>
        <source>How does the scene change?</source>
        <translation>场景如何变化？</translation>
    </message>
    <message>
        <source>Put this question into the field</source>
        <translation>把这个问题放入提问框</translation>
    </message>
    <message>
        <source>Use the built-in model</source>
        <translation>使用内置模型</translation>
    </message>
    <message>
        <source>Go back to the model that comes with the program</source>
        <translation>改回随程序附带的模型</translation>
    </message>
    <message>
        <source>This film does not look drawn. The built-in model knows drawn shapes only: whatever it answers here is a guess. For real videos choose a released checkpoint.</source>
        <translation>这段视频看起来不是绘制的。内置模型只认识绘制的图形：它在这里的回答都是猜测。真实视频请选择已发布的检查点。</translation>
    </message>
</context>
<context>
    <name>vp::ui::EvidenceRow</name>
    <message>
        <source>Go to frame %1 at %2</source>
        <translation>转到第 %1 帧（%2）</translation>
    </message>
    <message>
        <source>Looked at for this answer:</source>
        <translation>为此回答看了：</translation>
    </message>
    <message>
        <source>%1 · %2&#xa0;%</source>
        <translation>%1 · %2%</translation>
    </message>
    <message>
        <source>Frame %1 at %2: %3 % of the attention of this answer. Click to go there.</source>
        <translation>第 %1 帧，%2：占此回答注意力的 %3%。点击可前往。</translation>
    </message>
    <message>
        <source>Measured by hiding: no frame alone is needed</source>
        <translation>通过遮挡测得：没有哪一帧单独是必需的</translation>
    </message>
    <message>
        <source>Needed, measured by hiding:</source>
        <translation>所需的帧（通过遮挡测得）：</translation>
    </message>
    <message>
        <source>What the answer&apos;s log-probability loses when question and answer may not look at a frame. Later frames, the summary of the frame&apos;s chunk and earlier turns may still hold what it showed: a frame that is not named was not necessarily of no use.</source>
        <translation>当问题和回答不能看某一帧时，回答的对数概率损失多少。后面的帧、该帧所在分块的汇总以及之前的问答可能仍含有它所显示的内容：未列出的帧不一定没有用。</translation>
    </message>
    <message>
        <source>Depends on this answer: the frames on which most of this answer&apos;s attention falls: of what its tokens attend to, the mean of the recorded layers and heads. The rest lies on other frames and on the text.</source>
        <translation>取决于此回答：此回答的注意力最集中的帧，即其各个词元所关注内容在已记录的层和头上的平均值。其余部分落在其他帧和文本上。</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Frame %1 at %2: without it the answer&apos;s log-probability changes by %3. Click to go there.</source>
        <translation>第 %1 帧，位于 %2：没有它，回答的对数概率变化 %3。点击跳到该处。</translation>
    </message>
</context>
<context>
    <name>vp::ui::ExportDialog</name>
    <message>
        <source>Markdown</source>
        <translation>Markdown</translation>
    </message>
    <message>
        <source>Text with headings and lists (.md)</source>
        <translation>带标题和列表的文本（.md）</translation>
    </message>
    <message>
        <source>HTML</source>
        <translation>HTML</translation>
    </message>
    <message>
        <source>One page with its pictures inside (.html)</source>
        <translation>内含图片的单个网页（.html）</translation>
    </message>
    <message>
        <source>PDF</source>
        <translation>PDF</translation>
    </message>
    <message>
        <source>Numbered pages on A4 (.pdf)</source>
        <translation>带页码的 A4 页面（.pdf）</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>The whole record; the form that can be verified later (.json)</source>
        <translation>完整记录；日后可验证的形式（.json）</translation>
    </message>
    <message>
        <source>CSV table</source>
        <translation>CSV 表格</translation>
    </message>
    <message>
        <source>One row for each answer (.csv)</source>
        <translation>每个回答一行（.csv）</translation>
    </message>
    <message>
        <source>BORIS events</source>
        <translation>BORIS 事件</translation>
    </message>
    <message>
        <source>Tab-separated events of BORIS (.tsv)</source>
        <translation>BORIS 的制表符分隔事件（.tsv）</translation>
    </message>
    <message>
        <source>SubRip subtitles</source>
        <translation>SubRip 字幕</translation>
    </message>
    <message>
        <source>The answers as subtitles (.srt)</source>
        <translation>把回答作为字幕（.srt）</translation>
    </message>
    <message>
        <source>WebVTT subtitles</source>
        <translation>WebVTT 字幕</translation>
    </message>
    <message>
        <source>The answers as subtitles for the web (.vtt)</source>
        <translation>把回答作为网页字幕（.vtt）</translation>
    </message>
    <message>
        <source>ELAN annotations</source>
        <translation>ELAN 标注</translation>
    </message>
    <message>
        <source>Tiers for ELAN (.eaf)</source>
        <translation>ELAN 的标注层（.eaf）</translation>
    </message>
    <message>
        <source>Small pictures of the &amp;maps in Markdown, HTML and PDF</source>
        <translation>在 Markdown、HTML 和 PDF 中附注意力图的小图(&amp;M)</translation>
    </message>
    <message>
        <source>Show each frame with its FSRA and GSTRA map in the transcript</source>
        <translation>在记录中显示每帧及其 FSRA 和 GSTRA 图</translation>
    </message>
    <message>
        <source>&amp;Pictures, a PNG for each frame and map</source>
        <translation>图片，每帧每图一个 PNG(&amp;P)</translation>
    </message>
    <message>
        <source>Write the maps over the frames in full size</source>
        <translation>以原始大小写出叠加在帧上的图</translation>
    </message>
    <message>
        <source>&amp;Film with the map over it and its sound (MP4)</source>
        <translation>叠加注意力图并带声音的影片（MP4）(&amp;F)</translation>
    </message>
    <message>
        <source>Write the film with the map of the nearest sampled frame over every picture</source>
        <translation>写出影片，每个画面上叠加最近采样帧的图</translation>
    </message>
    <message>
        <source>&amp;Arrays of tokens and maps (safetensors)</source>
        <translation>词元与图的数组（safetensors）(&amp;A)</translation>
    </message>
    <message>
        <source>Write the raw numbers for programs</source>
        <translation>写出供程序使用的原始数值</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Transcript</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>注意力</translation>
    </message>
    <message>
        <source>Destination</source>
        <translation>目标位置</translation>
    </message>
    <message>
        <source>Map over the film</source>
        <translation>影片上的图</translation>
    </message>
    <message>
        <source>Which map lies over the film</source>
        <translation>影片上叠加哪种图</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>The folder that the files are written into</source>
        <translation>写入文件的文件夹</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>The name of every file, before its ending</source>
        <translation>每个文件的名称（不含扩展名）</translation>
    </message>
    <message>
        <source>&amp;Browse…</source>
        <translation>浏览(&amp;B)…</translation>
    </message>
    <message>
        <source>Browse</source>
        <translation>浏览</translation>
    </message>
    <message>
        <source>Choose the folder</source>
        <translation>选择文件夹</translation>
    </message>
    <message>
        <source>F&amp;older:</source>
        <translation>文件夹(&amp;O)：</translation>
    </message>
    <message>
        <source>&amp;Name:</source>
        <translation>名称(&amp;N)：</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>&amp;Export</source>
        <translation>导出(&amp;E)</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stop writing; what is not whole is removed</source>
        <translation>停止写入；不完整的文件会被删除</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>There is no finished answer to export yet.</source>
        <translation>还没有可导出的完整回答。</translation>
    </message>
    <message>
        <source>Choose what is to be written.</source>
        <translation>请选择要写入的内容。</translation>
    </message>
    <message>
        <source>The folder does not exist.</source>
        <translation>文件夹不存在。</translation>
    </message>
    <message>
        <source>Give the files a name without a slash.</source>
        <translation>请给文件起一个不含斜杠的名称。</translation>
    </message>
    <message>
        <source>Will be replaced: %1</source>
        <translation>将被替换：%1</translation>
    </message>
    <message>
        <source>Write the chosen files</source>
        <translation>写入所选文件</translation>
    </message>
    <message>
        <source>Waiting for its turn…</source>
        <translation>正在等待…</translation>
    </message>
    <message>
        <source>Written: %1</source>
        <translation>已写入：%1</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>已停止。</translation>
    </message>
    <message>
        <source>%1 Written before that: %2</source>
        <translation>%1 在此之前已写入：%2</translation>
    </message>
    <message>
        <source>Show in &amp;folder</source>
        <translation>在文件夹中显示(&amp;F)</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>在文件夹中显示</translation>
    </message>
    <message>
        <source>Open the folder that the files were written into</source>
        <translation>打开写入文件的文件夹</translation>
    </message>
    <message>
        <source>These are there already. Replace them?</source>
        <translation>这些文件已经存在。要替换吗？</translation>
    </message>
    <message>
        <source>&amp;Replace</source>
        <translation>替换(&amp;R)</translation>
    </message>
</context>
<context>
    <name>vp::ui::Failure</name>
    <message>
        <source>The file could not be written.</source>
        <translation>无法写入文件。</translation>
    </message>
    <message>
        <source>This cannot be done as it was asked for.</source>
        <translation>无法按此要求执行。</translation>
    </message>
    <message>
        <source>The video cannot be used.</source>
        <translation>无法使用此视频。</translation>
    </message>
    <message>
        <source>The model&apos;s checkpoint cannot be used.</source>
        <translation>无法使用此模型检查点。</translation>
    </message>
    <message>
        <source>The device is missing, or there is not enough memory.</source>
        <translation>设备不存在，或内存不足。</translation>
    </message>
    <message>
        <source>It was stopped.</source>
        <translation>已停止。</translation>
    </message>
</context>
<context>
    <name>vp::ui::FileChooser</name>
    <message>
        <source>Open video</source>
        <translation>打开视频</translation>
    </message>
    <message>
        <source>Videos</source>
        <translation>视频</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>所有文件</translation>
    </message>
    <message>
        <source>Choose checkpoint folder</source>
        <translation>选择检查点文件夹</translation>
    </message>
    <message>
        <source>Save transcript</source>
        <translation>保存记录</translation>
    </message>
    <message>
        <source>Markdown</source>
        <translation>Markdown</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>Open transcript</source>
        <translation>打开记录</translation>
    </message>
    <message>
        <source>Choose folder</source>
        <translation>选择文件夹</translation>
    </message>
    <message>
        <source>Add videos</source>
        <translation>添加视频</translation>
    </message>
    <message>
        <source>Load questions</source>
        <translation>载入问题</translation>
    </message>
    <message>
        <source>Lists of questions</source>
        <translation>问题列表</translation>
    </message>
    <message>
        <source>Results file</source>
        <translation>结果文件</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Export results</source>
        <translation>导出结果</translation>
    </message>
    <message>
        <source>CSV table</source>
        <translation>CSV 表格</translation>
    </message>
    <message>
        <source>JSON lines</source>
        <translation>JSON 行</translation>
    </message>
    <message>
        <source>Export result</source>
        <translation>导出结果</translation>
    </message>
    <message>
        <source>Web page</source>
        <translation>网页</translation>
    </message>
</context>
<context>
    <name>vp::ui::FirstSteps</name>
    <message>
        <source>Open video…</source>
        <translation>打开视频…</translation>
    </message>
    <message>
        <source>Choose a video file (Ctrl+O)</source>
        <translation>选择视频文件（Ctrl+O）</translation>
    </message>
    <message>
        <source>Open the sample clip</source>
        <translation>打开示例片段</translation>
    </message>
    <message>
        <source>Nine seconds: a red ball rolls through a hall, a blue square appears</source>
        <translation>九秒：红球滚过大厅，随后出现蓝色方块</translation>
    </message>
</context>
<context>
    <name>vp::ui::Forecast</name>
    <message>
        <source>%1 video + %2 earlier + %3 question</source>
        <translation>视频 %1 + 先前 %2 + 问题 %3</translation>
    </message>
    <message>
        <source>%1 tokens (%2) do not fit into the model&apos;s context of %3</source>
        <translation>%1 个词元（%2）超出了模型的上下文长度 %3</translation>
    </message>
    <message>
        <source>time not measured yet</source>
        <translation>时间尚未测得</translation>
    </message>
    <message>
        <source>analysis and first token: about %1</source>
        <translation>分析并到第一个词元：约 %1</translation>
    </message>
    <message>
        <source>first token: about %1</source>
        <translation>到第一个词元：约 %1</translation>
    </message>
    <message>
        <source>%1 tokens (%2) · %3 of key/value memory · %4</source>
        <translation>%1 个词元（%2）· 键值内存 %3 · %4</translation>
    </message>
</context>
<context>
    <name>vp::ui::Format</name>
    <message>
        <source>today, %1</source>
        <translation>今天 %1</translation>
    </message>
    <message>
        <source>yesterday, %1</source>
        <translation>昨天 %1</translation>
    </message>
    <message>
        <source>from %1</source>
        <translation>从 %1 起</translation>
    </message>
    <message>
        <source>up to %1</source>
        <translation>到 %1 为止</translation>
    </message>
</context>
<context>
    <name>vp::ui::FrameThumbnail</name>
    <message>
        <source>#%1 · %2</source>
        <translation>#%1 · %2</translation>
    </message>
    <message>
        <source>Frame %1 at %2, shown to the model</source>
        <translation>第%1帧，%2，已展示给模型</translation>
    </message>
    <message>
        <source>Frame %1 at %2, to be shown to the model</source>
        <translation>第%1帧，%2，将展示给模型</translation>
    </message>
    <message>
        <source>Frame %1 at %2. Click to go there; drag it sideways (or Alt+Left, Alt+Right) to show the model another frame instead.</source>
        <translation>第 %1 帧（%2）。点击可转到该处；左右拖动（或按 Alt+左、Alt+右）可改为给模型看另一帧。</translation>
    </message>
</context>
<context>
    <name>vp::ui::GoToTime</name>
    <message>
        <source>Go to time</source>
        <translation>跳转到时间</translation>
    </message>
    <message>
        <source>Time as 83, 1:23.4 or 1:02:03, or a frame number as #125</source>
        <translation>时间如83、1:23.4或1:02:03，或帧号如#125</translation>
    </message>
    <message>
        <source>Time or frame number</source>
        <translation>时间或帧号</translation>
    </message>
    <message>
        <source>What is wrong with it</source>
        <translation>问题所在</translation>
    </message>
    <message>
        <source>Go</source>
        <translation>跳转</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>The video has times from 0 to %1 and frames from #0 to #%2.</source>
        <translation>视频的时间为0到%1，帧为#0到#%2。</translation>
    </message>
</context>
<context>
    <name>vp::ui::HelpMenu</name>
    <message>
        <source>&amp;What the maps show</source>
        <translation>图的含义(&amp;W)</translation>
    </message>
    <message>
        <source>What each map is, with pictures</source>
        <translation>每种图是什么，附图说明</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>键盘快捷键(&amp;K)</translation>
    </message>
    <message>
        <source>All keys of the window</source>
        <translation>窗口的所有按键</translation>
    </message>
    <message>
        <source>&amp;About Video-Panda Studio</source>
        <translation>关于 Video-Panda Studio(&amp;A)</translation>
    </message>
    <message>
        <source>Versions and licence</source>
        <translation>版本和许可证</translation>
    </message>
</context>
<context>
    <name>vp::ui::HiddenInPicture</name>
    <message>
        <source>Hidden: %1 % by %2 · frame %3 · %4</source>
        <translation>已遮住：%2 的 %1 % · 第 %3 帧 · %4</translation>
    </message>
    <message>
        <source>%1 · %2 s away</source>
        <translation>%1 · 相距 %2 秒</translation>
    </message>
</context>
<context>
    <name>vp::ui::LargeMap</name>
    <message>
        <source>Large map</source>
        <translation>大图</translation>
    </message>
</context>
<context>
    <name>vp::ui::LibraryPanel</name>
    <message>
        <source>Search the library</source>
        <translation>搜索媒体库</translation>
    </message>
    <message>
        <source>Words in questions, answers and file names (Ctrl+Shift+F)</source>
        <translation>问题、回答和文件名中的词（Ctrl+Shift+F）</translation>
    </message>
    <message>
        <source>Search questions and answers</source>
        <translation>搜索问题与回答</translation>
    </message>
    <message>
        <source>Clear the search</source>
        <translation>清除搜索</translation>
    </message>
    <message>
        <source>Videos and sessions</source>
        <translation>视频与会话</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Undo deleting the session</source>
        <translation>撤销删除会话</translation>
    </message>
    <message>
        <source>Take the deleted session back</source>
        <translation>恢复已删除的会话</translation>
    </message>
    <message>
        <source>&amp;Search the library</source>
        <translation>搜索媒体库(&amp;S)</translation>
    </message>
    <message>
        <source>Go to the search field (Ctrl+Shift+F)</source>
        <translation>转到搜索框（Ctrl+Shift+F）</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>打开(&amp;O)</translation>
    </message>
    <message>
        <source>Open the video or the session (Enter)</source>
        <translation>打开视频或会话（Enter）</translation>
    </message>
    <message>
        <source>&amp;Rename…</source>
        <translation>重命名(&amp;R)…</translation>
    </message>
    <message>
        <source>Give the session a name of its own (F2)</source>
        <translation>给会话取一个名称（F2）</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>删除(&amp;D)</translation>
    </message>
    <message>
        <source>Delete the session, or take the video off the list (Del)</source>
        <translation>删除会话，或把视频移出列表（Del）</translation>
    </message>
    <message>
        <source>&amp;Find the video…</source>
        <translation>查找视频(&amp;F)…</translation>
    </message>
    <message>
        <source>Choose a folder to look for the moved video in</source>
        <translation>选择文件夹以查找被移走的视频</translation>
    </message>
    <message>
        <source>Deleted: %1</source>
        <translation>已删除：%1</translation>
    </message>
    <message>
        <source>%1 is not there any more</source>
        <translation>%1 已不存在</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message numerus="yes">
        <source>%n question(s)</source>
        <translation>
            <numerusform>%n 个问题</numerusform>
        </translation>
    </message>
    <message>
        <source>%1
Answered by %2</source>
        <translation>%1
由 %2 回答</translation>
    </message>
    <message>
        <source>Videos that you open and questions that you ask are kept here.</source>
        <translation>您打开的视频和提出的问题会保存在这里。</translation>
    </message>
    <message>
        <source>Nothing here has these words.</source>
        <translation>没有包含这些词的内容。</translation>
    </message>
    <message>
        <source>Why nothing is stored</source>
        <translation>为何无法保存</translation>
    </message>
    <message>
        <source>Nothing that you ask now is kept.</source>
        <translation>现在的提问不会被保存。</translation>
    </message>
    <message>
        <source>not found where it was: %1</source>
        <translation>不在原来的位置：%1</translation>
    </message>
</context>
<context>
    <name>vp::ui::LostAnswers</name>
    <message>
        <source>Answers that are not kept</source>
        <translation>未保存的回答</translation>
    </message>
    <message>
        <source>Nothing can be stored, so the questions and answers on the screen are nowhere else. Save or export them first, or they are lost.</source>
        <translation>目前无法保存任何内容，屏幕上的问题和回答没有其他副本。请先保存或导出，否则将会丢失。</translation>
    </message>
    <message>
        <source>Lose them</source>
        <translation>丢弃</translation>
    </message>
</context>
<context>
    <name>vp::ui::MainWindow</name>
    <message>
        <source>Conversation</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>注意力</translation>
    </message>
    <message>
        <source>Show or hide this panel</source>
        <translation>显示或隐藏此面板</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Open video…</source>
        <translation>打开视频(&amp;O)…</translation>
    </message>
    <message>
        <source>Choose a video file</source>
        <translation>选择视频文件</translation>
    </message>
    <message>
        <source>Open the sample c&amp;lip</source>
        <translation>打开示例片段(&amp;L)</translation>
    </message>
    <message>
        <source>Open the short drawn clip that comes with the program</source>
        <translation>打开随程序附带的绘制短片</translation>
    </message>
    <message>
        <source>Choose &amp;checkpoint folder…</source>
        <translation>选择检查点文件夹(&amp;C)…</translation>
    </message>
    <message>
        <source>Choose the folder of a Video-Panda checkpoint</source>
        <translation>选择 Video-Panda 检查点所在文件夹</translation>
    </message>
    <message>
        <source>Use the &amp;built-in model</source>
        <translation>使用内置模型(&amp;B)</translation>
    </message>
    <message>
        <source>Go back to the model that comes with the program</source>
        <translation>改回随程序附带的模型</translation>
    </message>
    <message>
        <source>&amp;Save transcript…</source>
        <translation>保存记录(&amp;S)…</translation>
    </message>
    <message>
        <source>S&amp;ettings…</source>
        <translation>设置(&amp;E)…</translation>
    </message>
    <message>
        <source>Language, theme, colours, model, device and precision</source>
        <translation>语言、主题、颜色、模型、设备和精度</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>Close the window</source>
        <translation>关闭窗口</translation>
    </message>
    <message>
        <source>&amp;Playback</source>
        <translation>播放(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Attention</source>
        <translation>注意力(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Conversation</source>
        <translation>对话(&amp;C)</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>停止(&amp;T)</translation>
    </message>
    <message>
        <source>Stop what is running</source>
        <translation>停止正在进行的操作</translation>
    </message>
    <message>
        <source>&amp;Copy conversation</source>
        <translation>复制对话(&amp;C)</translation>
    </message>
    <message>
        <source>Copy all questions and answers as plain text</source>
        <translation>把全部问答复制为纯文本</translation>
    </message>
    <message>
        <source>Start a&amp;new</source>
        <translation>重新开始(&amp;N)</translation>
    </message>
    <message>
        <source>Forget all questions and answers about this video</source>
        <translation>清除关于此视频的全部问答</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Reset layout</source>
        <translation>重置布局(&amp;R)</translation>
    </message>
    <message>
        <source>Put all panels back in their places</source>
        <translation>把所有面板放回原位</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>The window closes as soon as the transcript is saved.</source>
        <translation>记录保存后窗口即关闭。</translation>
    </message>
    <message>
        <source>The transcript was saved as %1.</source>
        <translation>记录已保存为 %1。</translation>
    </message>
    <message>
        <source>An answer is being written. Save when it has ended, or stop it (Esc).</source>
        <translation>正在生成回答。请在结束后保存，或停止生成（Esc）。</translation>
    </message>
    <message>
        <source>Save the questions, the answers and all settings as Markdown or JSON</source>
        <translation>把问题、回答和全部设置保存为 Markdown 或 JSON</translation>
    </message>
    <message>
        <source>Video-Panda Studio</source>
        <translation>Video-Panda Studio</translation>
    </message>
    <message>
        <source>%1 – Video-Panda Studio</source>
        <translation>%1 – Video-Panda Studio</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>E&amp;xport…</source>
        <translation>导出(&amp;X)…</translation>
    </message>
    <message>
        <source>Write the conversation and its maps in other forms</source>
        <translation>以其他形式写出对话及其注意力图</translation>
    </message>
    <message>
        <source>&amp;Verify transcript…</source>
        <translation>验证记录(&amp;V)…</translation>
    </message>
    <message>
        <source>Ask everything in a saved transcript again and compare</source>
        <translation>重新提出已存记录中的所有问题并比较</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>媒体库</translation>
    </message>
    <message>
        <source>&amp;Library</source>
        <translation>媒体库(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Empty the cache of analysed videos</source>
        <translation>清空已分析视频的缓存(&amp;E)</translation>
    </message>
    <message>
        <source>Free disk space; videos are analysed again when they are opened</source>
        <translation>释放磁盘空间；打开视频时会重新分析</translation>
    </message>
    <message>
        <source>The cache of analysed videos was emptied (%1).</source>
        <translation>已清空已分析视频的缓存（%1）。</translation>
    </message>
    <message>
        <source>Ask the same questions about many videos, or along a long one</source>
        <translation>就多个视频或沿一个长视频提出同样的问题</translation>
    </message>
    <message>
        <source>B&amp;atch…</source>
        <translation>批量提问(&amp;A)…</translation>
    </message>
    <message>
        <source>Close v&amp;ideo</source>
        <translation>关闭视频(&amp;I)</translation>
    </message>
    <message>
        <source>Back to the window without a video; the conversation is in the library</source>
        <translation>回到没有视频的窗口；对话保存在媒体库中</translation>
    </message>
    <message>
        <source>Bench&amp;mark…</source>
        <translation>基准测试(&amp;M)…</translation>
    </message>
    <message>
        <source>Ask the questions of a benchmark and see the score</source>
        <translation>提出基准测试的问题并查看得分</translation>
    </message>
    <message>
        <source>Side b&amp;y side…</source>
        <translation>并排比较(&amp;Y)…</translation>
    </message>
    <message>
        <source>Ask two models the same question</source>
        <translation>向两个模型提出同一个问题</translation>
    </message>
</context>
<context>
    <name>vp::ui::MapSource</name>
    <message>
        <source>mean of %1 heads</source>
        <translation>%1 个头的平均</translation>
    </message>
    <message>
        <source>head %1 of %2 (from 0)</source>
        <translation>第 %1 头，共 %2 个（从 0 起）</translation>
    </message>
    <message>
        <source>mean of %1 of %2 heads</source>
        <translation>%2 个头中 %1 个的平均</translation>
    </message>
    <message>
        <source>decoder layer %1</source>
        <translation>解码器第 %1 层</translation>
    </message>
    <message>
        <source>mean of %1 decoder layers</source>
        <translation>%1 个解码器层的平均</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>%1 × %2 patches</source>
        <translation>%1 × %2 个图块</translation>
    </message>
    <message>
        <source>%1 × %2 tokens</source>
        <translation>%1 × %2 个词元</translation>
    </message>
    <message>
        <source>Fusion</source>
        <translation>融合</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>maximum of %1 heads</source>
        <translation>%1 个头的最大值</translation>
    </message>
    <message numerus="yes">
        <source>each of %n decoder layer(s)</source>
        <translation>
            <numerusform>%n 个解码器层各自</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>each of %n head(s)</source>
        <translation>
            <numerusform>%n 个头各自</numerusform>
        </translation>
    </message>
    <message>
        <source>this answer</source>
        <translation>此回答</translation>
    </message>
    <message>
        <source>the film only</source>
        <translation>仅影片</translation>
    </message>
</context>
<context>
    <name>vp::ui::MapVerdict</name>
    <message>
        <source>Hiding what %1 marks changes the answer&apos;s log-probability by %2 nats, hiding as many random patches by %3 (means of all shares)</source>
        <translation>遮住%1标出的图块使回答的对数概率变化%2 nat，遮住同样多的随机图块变化%3（各比例的平均）</translation>
    </message>
    <message>
        <source>%1: the answer rests on what the map marks.</source>
        <translation>%1：回答依据的正是该图标出的部分。</translation>
    </message>
    <message>
        <source>%1: the answer rests on other patches than the map marks.</source>
        <translation>%1：回答依据的是该图未标出的图块。</translation>
    </message>
    <message>
        <source>%1: the map does not explain this answer.</source>
        <translation>%1：该图不能解释这个回答。</translation>
    </message>
</context>
<context>
    <name>vp::ui::MapsPage</name>
    <message>
        <source>In short</source>
        <translation>概述</translation>
    </message>
    <message>
        <source>The model is shown some frames of the film, not all. A map belongs to one of these frames and says how much each place of it counted in one step of the computation. FSRA, GSTRA and LSD are computed before anything is asked: they are the same for every question. Only Answer belongs to what was answered. The drawings here explain; no model computed them.</source>
        <translation>模型看到的是视频中的若干帧，而不是全部。每张图属于其中一帧，说明该帧的各个位置在计算的某一步中所占的分量。FSRA、GSTRA 和 LSD 在提问之前就已算出：对每个问题都相同。只有“回答”一图属于所给出的回答。这里的插图只作说明，并非由模型算出。</translation>
    </message>
    <message>
        <source>FSRA: where in the frame</source>
        <translation>FSRA：帧内的位置</translation>
    </message>
    <message>
        <source>Frame-wise spatial relationship aggregation sums up each frame in one token. The map shows how much each token of the frame goes into it, a map for each head. The values of a frame add up to 1, so that every frame has its bright places: they do not say that this frame mattered more than another.</source>
        <translation>逐帧空间关系聚合把每一帧概括为一个词元。图中显示该帧的每个词元在其中占多少，每个头一张图。一帧的数值之和为 1，因此每一帧都有亮处：这并不表示这一帧比别的帧更重要。</translation>
    </message>
    <message>
        <source>GSTRA: where and when in four frames</source>
        <translation>GSTRA：四帧中的位置和时刻</translation>
    </message>
    <message>
        <source>Global spatio-temporal relationship aggregation sums up four frames, a chunk, in one token. The values of all patches of the four frames add up to 1, so that here one frame can have more than another: the curve over the film is each frame&apos;s share of its chunk. Shares of different chunks cannot be compared.</source>
        <translation>全局时空关系聚合把四帧（一个分块）概括为一个词元。四帧所有图块的数值之和为 1，所以这里某一帧可以多于另一帧：视频上方的曲线是每一帧在其分块中的份额。不同分块的份额不能相互比较。</translation>
    </message>
    <message>
        <source>LSD: which patches were kept</source>
        <translation>LSD：保留了哪些图块</translation>
    </message>
    <message>
        <source>Local spatial downsampling makes one token of each window of patches. The map shows the weight of each patch in its window; “Kept only” shows the heaviest of each. What has little weight is hardly there for all that follows.</source>
        <translation>局部空间下采样把每个图块窗口变成一个词元。图中显示每个图块在其窗口中的权重；“仅保留的”只显示每个窗口中权重最大的图块。权重小的内容对后面的计算几乎不存在。</translation>
    </message>
    <message>
        <source>Fusion: frame or chunk</source>
        <translation>融合：帧还是分块</translation>
    </message>
    <message>
        <source>What FSRA says of the frame and GSTRA of its chunk are mixed, channel by channel. The histogram shows how many channels take how much from the frame. It belongs to the model and is the same for every film.</source>
        <translation>FSRA 对帧的概括和 GSTRA 对其所在分块的概括按通道混合。直方图显示有多少通道从帧中取多少。它属于模型，对每个视频都相同。</translation>
    </message>
    <message>
        <source>Answer: what a word looked at</source>
        <translation>回答：一个词看了什么</translation>
    </message>
    <message>
        <source>When a word is written, the language model attends to everything before it: the frames, the question, the words so far. The map shows the part that lies on the frames, the mean of layers and heads. Click a word of an answer to see it; the frames below an answer are those on which most of it lies. “15 %” means of all its attention; the rest lies on other frames and on the text.</source>
        <translation>写出一个词时，语言模型会关注它之前的一切：各帧、问题和已写出的词。图中显示落在各帧上的部分，即各层和各头的平均值。点击回答中的一个词即可查看；回答下方列出的是注意力最集中的帧。“15%”指占全部注意力的比例；其余部分落在其他帧和文本上。</translation>
    </message>
    <message>
        <source>What a map does not say</source>
        <translation>图没有说明的事</translation>
    </message>
    <message>
        <source>Drawing: %1</source>
        <translation>示意图：%1</translation>
    </message>
    <message>
        <source>What the maps show</source>
        <translation>图的含义</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Attention is not yet a reason: much of it can lie where nothing is needed, and an answer can rest on what got little. What an answer needs is measured: the button “What does it need?” below an answer hides one frame after the other from question and answer, and shows how much of the answer&apos;s probability each one takes. Later frames, the chunk&apos;s summary and earlier turns may still hold what a hidden frame showed, so that a small loss does not say that it was of no use. Whether the model needed what it looked at is shown by Compare: Check hides the places that a map marks, and as many others, and measures how much each changes the answer&apos;s probability.</source>
        <translation>注意力还不是原因：很多注意力可能落在并不需要的地方，而回答可能依靠只得到很少注意力的内容。回答需要什么是测出来的：回答下方的按钮“它需要什么？”会对问题和回答逐一遮住各帧，并显示每一帧使回答的概率损失多少。后面的帧、分块的汇总以及之前的问答可能仍含有被遮住的帧所显示的内容，因此损失小并不说明它没有用。模型是否需要它所看的内容，可由“比较”说明：检查会遮住图所标出的位置，以及同样多的其他位置，并测量各自使回答的概率改变多少。</translation>
    </message>
</context>
<context>
    <name>vp::ui::MessageBar</name>
    <message>
        <source>Message</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Message text</source>
        <translation>消息内容</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Dismiss message</source>
        <translation>关闭消息</translation>
    </message>
</context>
<context>
    <name>vp::ui::ModelChoice</name>
    <message>
        <source>the built-in model</source>
        <translation>内置模型</translation>
    </message>
</context>
<context>
    <name>vp::ui::ModelNote</name>
    <message>
        <source>About the built-in model</source>
        <translation>关于内置模型</translation>
    </message>
    <message>
        <source>Toy model: knows only drawn shapes</source>
        <translation>玩具模型：只认识绘制的图形</translation>
    </message>
    <message>
        <source>The built-in model learned from clips that this program draws, and knows nothing of the real world.</source>
        <translation>内置模型只用本程序绘制的短片训练过，对真实世界一无所知。</translation>
    </message>
    <message>
        <source>Choose another…</source>
        <translation>选择其他…</translation>
    </message>
    <message>
        <source>Choose another model</source>
        <translation>选择其他模型</translation>
    </message>
    <message>
        <source>Choose the folder of a Video-Panda checkpoint (Ctrl+Shift+O)</source>
        <translation>选择 Video-Panda 检查点的文件夹 (Ctrl+Shift+O)</translation>
    </message>
    <message numerus="yes">
        <source>It learned conversations of %n question(s); further answers are less often right.</source>
        <translation>
            <numerusform>它学过的对话只有 %n 个问题；之后的回答更容易出错。</numerusform>
        </translation>
    </message>
    <message>
        <source>Start anew</source>
        <translation>重新开始</translation>
    </message>
    <message>
        <source>The answers stay in the library (Ctrl+N)</source>
        <translation>这些回答会留在媒体库中 (Ctrl+N)</translation>
    </message>
</context>
<context>
    <name>vp::ui::NeedsDialog</name>
    <message>
        <source>Written: %1</source>
        <translation>已写入：%1</translation>
    </message>
    <message>
        <source>What the answer needs</source>
        <translation>回答需要什么</translation>
    </message>
    <message>
        <source>What was measured</source>
        <translation>测量了什么</translation>
    </message>
    <message>
        <source>Change of the log-probability without each frame</source>
        <translation>没有各帧时对数概率的变化</translation>
    </message>
    <message>
        <source>What these numbers do not say</source>
        <translation>这些数值不能说明什么</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>&amp;Layers:</source>
        <translation>层(&amp;L)：</translation>
    </message>
    <message>
        <source>Layers in which frames are hidden</source>
        <translation>遮住帧的层</translation>
    </message>
    <message>
        <source>In which layers of the decoder question and answer may not look at a frame.
In the published analysis of video models, what frames show reaches the text in middle layers.</source>
        <translation>在解码器的哪些层中，问题和回答不能看某一帧。
已发表的视频模型分析表明，帧所显示的内容在中间层传到文本。</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Early third</source>
        <translation>前三分之一</translation>
    </message>
    <message>
        <source>Middle third</source>
        <translation>中间三分之一</translation>
    </message>
    <message>
        <source>Late third</source>
        <translation>后三分之一</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>测量</translation>
    </message>
    <message>
        <source>Measure in these layers</source>
        <translation>在这些层中测量</translation>
    </message>
    <message>
        <source>Score the answer again without each frame, in the chosen layers</source>
        <translation>在所选的层中，逐一去掉各帧重新为回答评分</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Export what was measured</source>
        <translation>导出测量结果</translation>
    </message>
    <message>
        <source>Write the result as a page, Markdown, JSON or CSV</source>
        <translation>将结果写成网页、Markdown、JSON 或 CSV</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Close this table (Esc)</source>
        <translation>关闭此表格（Esc）</translation>
    </message>
    <message>
        <source>Measured by hiding: how the log-probability of the answer, and of each word, changes when question and answer may not look at a frame (layers %1 of 0–%2). Below 0 the answer loses.</source>
        <translation>通过遮挡测得：当问题和回答不能看某一帧时，回答及各词的对数概率如何变化（第 %1 层，共 0–%2 层）。低于 0 表示回答有损失。</translation>
    </message>
    <message>
        <source>Later frames, the summary of the frame&apos;s chunk and earlier turns may still hold what the frame showed: a frame whose loss is small was not necessarily of no use.</source>
        <translation>后面的帧、该帧所在分块的汇总以及之前的问答可能仍含有该帧所显示的内容：损失小的帧不一定没有用。</translation>
    </message>
    <message>
        <source>Frame</source>
        <translation>帧</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
</context>
<context>
    <name>vp::ui::OcclusionPlot</name>
    <message>
        <source>Change of the answer&apos;s log-probability by the share of patches hidden</source>
        <translation>回答对数概率随遮住图块比例的变化</translation>
    </message>
    <message>
        <source>Filled: the deviation between the random choices. Where the answer rests on what the map shows,
hiding the most attended patches loses more than hiding random ones.</source>
        <translation>填充区：多次随机选取之间的离散程度。若回答确实依赖图中所示，
遮住最受关注的图块比遮住随机图块损失更大。</translation>
    </message>
    <message>
        <source>Patches hidden (%)</source>
        <translation>遮住的图块 (%)</translation>
    </message>
    <message>
        <source>random patches, mean</source>
        <translation>随机图块，平均</translation>
    </message>
    <message>
        <source>most attended patches</source>
        <translation>最受关注的图块</translation>
    </message>
    <message>
        <source>Change (nats)</source>
        <translation>变化（nat）</translation>
    </message>
</context>
<context>
    <name>vp::ui::OverlayControls</name>
    <message>
        <source>&amp;Smooth</source>
        <translation>平滑(&amp;S)</translation>
    </message>
    <message>
        <source>Map: %1</source>
        <translation>图：%1</translation>
    </message>
    <message>
        <source>&amp;Off</source>
        <translation>关闭(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;FSRA</source>
        <translation>FSRA(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;GSTRA</source>
        <translation>GSTRA(&amp;G)</translation>
    </message>
    <message>
        <source>Attention heads</source>
        <translation>注意力头</translation>
    </message>
    <message>
        <source>Which attention heads; they are counted from 0, as in exported maps</source>
        <translation>选择注意力头；从 0 起计数，与导出的图一致</translation>
    </message>
    <message>
        <source>Colour map</source>
        <translation>颜色映射</translation>
    </message>
    <message>
        <source>Opacity</source>
        <translation>不透明度</translation>
    </message>
    <message>
        <source>Opacity of the map over the picture</source>
        <translation>画面上注意力图的不透明度</translation>
    </message>
    <message>
        <source>Opacity in per cent</source>
        <translation>不透明度（百分比）</translation>
    </message>
    <message>
        <source>Mean of heads</source>
        <translation>各头平均</translation>
    </message>
    <message>
        <source>Maximum of heads</source>
        <translation>各头最大值</translation>
    </message>
    <message>
        <source>Head %1</source>
        <translation>第 %1 头</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Opac&amp;ity</source>
        <translation>不透明度(&amp;I)</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>No map over the picture</source>
        <translation>画面上不显示图</translation>
    </message>
    <message>
        <source>Frame-wise spatial attention: where the model looked in each frame</source>
        <translation>逐帧空间注意力：模型在每帧中看了哪里</translation>
    </message>
    <message>
        <source>Global spatio-temporal attention over the four frames of a chunk</source>
        <translation>跨一个分块四帧的全局时空注意力</translation>
    </message>
    <message>
        <source>&amp;LSD</source>
        <translation>LSD(&amp;L)</translation>
    </message>
    <message>
        <source>Local spatial downsampling: which patches of each window it kept</source>
        <translation>局部空间下采样：每个窗口保留了哪些图块</translation>
    </message>
    <message>
        <source>F&amp;usion</source>
        <translation>融合(&amp;U)</translation>
    </message>
    <message>
        <source>How a frame&apos;s own context and its chunk&apos;s are mixed, channel by channel</source>
        <translation>逐通道显示帧自身与其分块的上下文如何混合</translation>
    </message>
    <message>
        <source>&amp;Answer</source>
        <translation>回答(&amp;A)</translation>
    </message>
    <message>
        <source>What a word of the answer attended to, frame by frame</source>
        <translation>逐帧显示回答中的词关注了什么</translation>
    </message>
    <message>
        <source>Colours from 0 to the largest value</source>
        <translation>从 0 到最大值的颜色</translation>
    </message>
    <message>
        <source>Interpolate between the map&apos;s cells instead of showing them as they are</source>
        <translation>在图的格子之间插值，而不是原样显示</translation>
    </message>
    <message>
        <source>The last colour is the largest value of all frames, not of each frame</source>
        <translation>最后的颜色表示所有帧的最大值，而非每帧的最大值</translation>
    </message>
    <message>
        <source>&amp;Kept only</source>
        <translation>仅保留的(&amp;K)</translation>
    </message>
    <message>
        <source>Show only the patch of each window that has the largest weight</source>
        <translation>每个窗口只显示权重最大的图块</translation>
    </message>
    <message>
        <source>S&amp;trip</source>
        <translation>条带(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Multiples</source>
        <translation>多图(&amp;M)</translation>
    </message>
    <message>
        <source>A small map for each frame and head, or decoder layer</source>
        <translation>每帧、每个头（或解码器层）一张小图</translation>
    </message>
    <message>
        <source>One large map, of the frame on the screen</source>
        <translation>当前画面所在帧的一张大图</translation>
    </message>
    <message>
        <source>Layout of the maps</source>
        <translation>图的排列</translation>
    </message>
    <message>
        <source>How the maps are laid out (Ctrl+Alt+1, 2, 3)</source>
        <translation>各图的排列方式（Ctrl+Alt+1、2、3）</translation>
    </message>
    <message>
        <source>Decoder layers</source>
        <translation>解码器层</translation>
    </message>
    <message>
        <source>Which decoder layer&apos;s attention; layers are counted from 0</source>
        <translation>哪个解码器层的注意力；层从 0 起计数</translation>
    </message>
    <message>
        <source>Mean of layers</source>
        <translation>各层平均</translation>
    </message>
    <message>
        <source>Layer %1</source>
        <translation>第 %1 层</translation>
    </message>
    <message>
        <source>Same scal&amp;e</source>
        <translation>相同刻度(&amp;E)</translation>
    </message>
    <message>
        <source>La&amp;rge</source>
        <translation>大图(&amp;R)</translation>
    </message>
    <message>
        <source>The maps on the frames of the timeline</source>
        <translation>在时间轴的各帧上显示注意力图</translation>
    </message>
</context>
<context>
    <name>vp::ui::PendingBar</name>
    <message>
        <source>Before something is lost</source>
        <translation>内容丢失前的确认</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Leave the conversation as it is (Esc)</source>
        <translation>保持对话不变（Esc）</translation>
    </message>
</context>
<context>
    <name>vp::ui::PickedWords</name>
    <message>
        <source>Click a word to see what it looked at (← →)</source>
        <translation>点击一个词，查看它看了什么 (← →)</translation>
    </message>
    <message>
        <source>Left and Right go from word to word and show what each looked at.</source>
        <translation>左右方向键逐词移动，并显示每个词看了什么。</translation>
    </message>
    <message>
        <source>Word %1 of %2: %3</source>
        <translation>第 %1 个词，共 %2 个：%3</translation>
    </message>
</context>
<context>
    <name>vp::ui::PlanControls</name>
    <message>
        <source>Chosen by hand</source>
        <translation>手动选择</translation>
    </message>
    <message>
        <source>Whole video</source>
        <translation>整个视频</translation>
    </message>
    <message>
        <source>%1 – %2</source>
        <translation>%1 – %2</translation>
    </message>
    <message>
        <source>%1 of %2 frames</source>
        <translation>%2帧中的%1帧</translation>
    </message>
    <message>
        <source>of %1</source>
        <translation>共%1帧</translation>
    </message>
    <message>
        <source>%1, one every %2</source>
        <translation>%1，每%2一帧</translation>
    </message>
    <message>
        <source>%1; the last at %2 of %3</source>
        <translation>%1；最后一帧在%2，全长%3</translation>
    </message>
    <message>
        <source>Number of frames for the model</source>
        <translation>给模型的帧数</translation>
    </message>
    <message numerus="yes">
        <source>%n frame(s)</source>
        <translation>
            <numerusform>%n 帧</numerusform>
        </translation>
    </message>
    <message>
        <source>Part of the video that is asked about</source>
        <translation>提问所针对的视频片段</translation>
    </message>
    <message>
        <source>How many frames of the video the model is shown</source>
        <translation>给模型看视频中的多少帧</translation>
    </message>
    <message>
        <source>%1, every %2</source>
        <translation>%1，每%2一帧</translation>
    </message>
</context>
<context>
    <name>vp::ui::PlanQuestion</name>
    <message>
        <source>Other frames are chosen than this conversation is about. Showing them to the model starts a new conversation; the one on the screen stays in the library.</source>
        <translation>所选的帧与此对话所涉及的不同。将它们展示给模型会开始新的对话；当前的对话保留在媒体库中。</translation>
    </message>
    <message>
        <source>Start anew with these frames</source>
        <translation>用这些帧重新开始</translation>
    </message>
    <message>
        <source>Keep the conversation</source>
        <translation>保留对话</translation>
    </message>
</context>
<context>
    <name>vp::ui::PlaybackActions</name>
    <message>
        <source>Sp&amp;eed</source>
        <translation>速度(&amp;E)</translation>
    </message>
    <message>
        <source>%1 ×</source>
        <translation>%1 ×</translation>
    </message>
    <message>
        <source>Play at %1 times the speed, the sound at its own pitch</source>
        <translation>以 %1 倍速播放，声音保持原音高</translation>
    </message>
    <message>
        <source>&amp;Play</source>
        <translation>播放(&amp;P)</translation>
    </message>
    <message>
        <source>Play (Space)</source>
        <translation>播放（空格）</translation>
    </message>
    <message>
        <source>Step one frame &amp;back</source>
        <translation>后退一帧(&amp;B)</translation>
    </message>
    <message>
        <source>One frame back (comma or Left)</source>
        <translation>后退一帧（逗号或左箭头）</translation>
    </message>
    <message>
        <source>Step one frame &amp;forward</source>
        <translation>前进一帧(&amp;F)</translation>
    </message>
    <message>
        <source>One frame forward (full stop or Right)</source>
        <translation>前进一帧（句点或右箭头）</translation>
    </message>
    <message>
        <source>5 seconds back</source>
        <translation>后退 5 秒</translation>
    </message>
    <message>
        <source>5 seconds back (Shift+Left)</source>
        <translation>后退 5 秒（Shift+左箭头）</translation>
    </message>
    <message>
        <source>5 seconds forward</source>
        <translation>前进 5 秒</translation>
    </message>
    <message>
        <source>5 seconds forward (Shift+Right)</source>
        <translation>前进 5 秒（Shift+右箭头）</translation>
    </message>
    <message>
        <source>1 minute back</source>
        <translation>后退 1 分钟</translation>
    </message>
    <message>
        <source>1 minute back (Ctrl+Left)</source>
        <translation>后退 1 分钟（Ctrl+左箭头）</translation>
    </message>
    <message>
        <source>1 minute forward</source>
        <translation>前进 1 分钟</translation>
    </message>
    <message>
        <source>1 minute forward (Ctrl+Right)</source>
        <translation>前进 1 分钟（Ctrl+右箭头）</translation>
    </message>
    <message>
        <source>F&amp;irst frame</source>
        <translation>第一帧(&amp;I)</translation>
    </message>
    <message>
        <source>First frame (Home)</source>
        <translation>第一帧（Home）</translation>
    </message>
    <message>
        <source>&amp;Last frame</source>
        <translation>最后一帧(&amp;L)</translation>
    </message>
    <message>
        <source>Last frame (End)</source>
        <translation>最后一帧（End）</translation>
    </message>
    <message>
        <source>Previous frame for the model</source>
        <translation>上一个给模型的帧</translation>
    </message>
    <message>
        <source>The frame before that the model is shown (P)</source>
        <translation>给模型看的上一帧（P）</translation>
    </message>
    <message>
        <source>Next frame for the model</source>
        <translation>下一个给模型的帧</translation>
    </message>
    <message>
        <source>The next frame that the model is shown (N)</source>
        <translation>给模型看的下一帧（N）</translation>
    </message>
    <message>
        <source>L&amp;oop</source>
        <translation>循环(&amp;O)</translation>
    </message>
    <message>
        <source>Play again and again from A to B, else the range, else all of it (L)</source>
        <translation>反复播放 A 到 B；否则播放所选范围，再否则播放全部（L）</translation>
    </message>
    <message>
        <source>Loop from here (&amp;A)</source>
        <translation>从此处循环 (&amp;A)</translation>
    </message>
    <message>
        <source>The loop starts here (A)</source>
        <translation>循环从此处开始（A）</translation>
    </message>
    <message>
        <source>Loop to here (B)</source>
        <translation>循环到此处 (B)</translation>
    </message>
    <message>
        <source>The loop ends here (B)</source>
        <translation>循环到此处结束（B）</translation>
    </message>
    <message>
        <source>Forget A and B</source>
        <translation>清除 A 和 B</translation>
    </message>
    <message>
        <source>The loop has no borders of its own (Shift+L)</source>
        <translation>循环不再有自己的边界（Shift+L）</translation>
    </message>
    <message>
        <source>&amp;Slower</source>
        <translation>减慢(&amp;S)</translation>
    </message>
    <message>
        <source>The next slower speed ([)</source>
        <translation>下一档较慢的速度（[）</translation>
    </message>
    <message>
        <source>Fas&amp;ter</source>
        <translation>加快(&amp;T)</translation>
    </message>
    <message>
        <source>The next faster speed (])</source>
        <translation>下一档较快的速度（]）</translation>
    </message>
    <message>
        <source>Ask from here on</source>
        <translation>从此处起提问</translation>
    </message>
    <message>
        <source>What the model is asked about starts in this second (I)</source>
        <translation>提问范围从这一秒开始（I）</translation>
    </message>
    <message>
        <source>Ask up to here</source>
        <translation>到此处为止提问</translation>
    </message>
    <message>
        <source>What the model is asked about ends in this second (O)</source>
        <translation>提问范围到这一秒结束（O）</translation>
    </message>
    <message>
        <source>Ask about the whole video</source>
        <translation>就整个视频提问</translation>
    </message>
    <message>
        <source>Forget where the range starts and ends (Shift+I)</source>
        <translation>清除范围的起点和终点（Shift+I）</translation>
    </message>
    <message>
        <source>&amp;Move the nearest frame for the model here</source>
        <translation>把最近的给模型的帧移到此处(&amp;M)</translation>
    </message>
    <message>
        <source>Show the model this frame instead of the nearest of its frames (K)</source>
        <translation>给模型看这一帧，代替其最近的帧（K）</translation>
    </message>
    <message>
        <source>&amp;Regular frames for the model</source>
        <translation>给模型均匀的帧(&amp;R)</translation>
    </message>
    <message>
        <source>Take the frames by the model&apos;s rule again, instead of those moved by hand (R)</source>
        <translation>重新按模型的规则取帧，而不用手动移动的帧（R）</translation>
    </message>
    <message>
        <source>Sound on or off (Ctrl+M)</source>
        <translation>打开或关闭声音（Ctrl+M）</translation>
    </message>
    <message>
        <source>The player alone on the whole screen (F11)</source>
        <translation>播放器独占整个屏幕（F11）</translation>
    </message>
    <message>
        <source>Leave full screen</source>
        <translation>退出全屏</translation>
    </message>
    <message>
        <source>Back to the window (Esc)</source>
        <translation>回到窗口（Esc）</translation>
    </message>
    <message>
        <source>M&amp;ute</source>
        <translation>静音(&amp;U)</translation>
    </message>
    <message>
        <source>Full &amp;screen</source>
        <translation>全屏(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Deinterlace</source>
        <translation>去隔行(&amp;D)</translation>
    </message>
    <message>
        <source>Of a picture that shows two moments woven together, show one; the video is opened again</source>
        <translation>画面由两个时刻交织而成时，只显示其中一个；视频会重新打开</translation>
    </message>
    <message>
        <source>&amp;Video stream</source>
        <translation>视频流(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Go to time…</source>
        <translation>跳转到时间(&amp;G)…</translation>
    </message>
    <message>
        <source>Go to a time or a frame number (Ctrl+G)</source>
        <translation>跳转到某个时间或帧号（Ctrl+G）</translation>
    </message>
    <message>
        <source>Timeline: zoom &amp;in</source>
        <translation>时间轴：放大(&amp;I)</translation>
    </message>
    <message>
        <source>Show less of the video on the timeline (Ctrl++, or Ctrl and the wheel)</source>
        <translation>在时间轴上显示更短的一段（Ctrl++，或Ctrl加滚轮）</translation>
    </message>
    <message>
        <source>Timeline: zoom &amp;out</source>
        <translation>时间轴：缩小(&amp;O)</translation>
    </message>
    <message>
        <source>Show more of the video on the timeline (Ctrl+-)</source>
        <translation>在时间轴上显示更长的一段（Ctrl+-）</translation>
    </message>
    <message>
        <source>Timeline: &amp;whole video</source>
        <translation>时间轴：整个视频(&amp;W)</translation>
    </message>
    <message>
        <source>Show the whole video on the timeline (Ctrl+0)</source>
        <translation>在时间轴上显示整个视频（Ctrl+0）</translation>
    </message>
    <message>
        <source>Timeline: zoom to the ran&amp;ge</source>
        <translation>时间轴：缩放到范围(&amp;G)</translation>
    </message>
    <message>
        <source>Show what is asked about over the whole timeline (Z, or a double-click below it on the timeline)</source>
        <translation>在整条时间轴上显示提问范围（Z，或在时间轴的该范围下方双击）</translation>
    </message>
</context>
<context>
    <name>vp::ui::PlayerPanel</name>
    <message>
        <source>%1 cannot be played</source>
        <translation>无法播放 %1</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>暂停(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Play</source>
        <translation>播放(&amp;P)</translation>
    </message>
    <message>
        <source>Pause (Space)</source>
        <translation>暂停（空格）</translation>
    </message>
    <message>
        <source>Play (Space)</source>
        <translation>播放（空格）</translation>
    </message>
    <message>
        <source>Opening %1…</source>
        <translation>正在打开 %1…</translation>
    </message>
    <message>
        <source>No video is open</source>
        <translation>未打开视频</translation>
    </message>
    <message>
        <source>Opening %1… %2 %</source>
        <translation>正在打开 %1… %2 %</translation>
    </message>
    <message>
        <source>Drop another file here, or choose one.</source>
        <translation>将其他文件拖到这里，或选择一个。</translation>
    </message>
    <message>
        <source>Drop a file here, or choose one. Any file that FFmpeg reads will do.</source>
        <translation>将文件拖到这里，或选择一个。FFmpeg能读取的任何文件都可以。</translation>
    </message>
</context>
<context>
    <name>vp::ui::Preferences</name>
    <message>
        <source>The checkpoint was prepared; choose %1 in the settings to use it.</source>
        <translation>检查点已准备好；在设置中选择 %1 即可使用。</translation>
    </message>
    <message>
        <source>A checkpoint is being prepared</source>
        <translation>正在准备检查点</translation>
    </message>
    <message>
        <source>Preparing stops when the window closes, and has to begin anew then. The original checkpoint stays as it is.</source>
        <translation>关闭窗口会中止准备，之后须从头开始。原始检查点保持不变。</translation>
    </message>
    <message>
        <source>Stop preparing</source>
        <translation>中止准备</translation>
    </message>
</context>
<context>
    <name>vp::ui::PrepareDialog</name>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 分钟</translation>
    </message>
    <message>
        <source>Prepare checkpoint</source>
        <translation>准备检查点</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>形式</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>Weights, and what is remembered of a film and a conversation</source>
        <translation>权重，以及为影片和对话所记住的内容</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>磁盘</translation>
    </message>
    <message>
        <source>What is written; the original stays as it is</source>
        <translation>要写入的大小；原件保持不变</translation>
    </message>
    <message>
        <source>&amp;New folder:</source>
        <translation>新文件夹(&amp;N)：</translation>
    </message>
    <message>
        <source>New folder</source>
        <translation>新文件夹</translation>
    </message>
    <message>
        <source>The folder that is written; it is not there before</source>
        <translation>要写入的文件夹；此前不存在</translation>
    </message>
    <message>
        <source>&amp;Browse…</source>
        <translation>浏览(&amp;B)…</translation>
    </message>
    <message>
        <source>Browse</source>
        <translation>浏览</translation>
    </message>
    <message>
        <source>Choose where the new folder is to be</source>
        <translation>选择新文件夹的位置</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>停止(&amp;S)</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stop preparing; nothing is left of it</source>
        <translation>停止准备；不留下任何内容</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Close this window; what is being prepared goes on</source>
        <translation>关闭此窗口；准备会继续进行</translation>
    </message>
    <message>
        <source>As it is, %1 takes %2 of memory; this machine has %3. A prepared copy loads at once and can take less. In which form is it to be used?</source>
        <translation>%1 按原样占用 %2 内存；本机有 %3。准备好的副本可立即加载，占用也可以更少。要以哪种形式使用？</translation>
    </message>
    <message>
        <source>&amp;As it is</source>
        <translation>按原样(&amp;A)</translation>
    </message>
    <message>
        <source>In 1&amp;6 bits</source>
        <translation>16 位(&amp;6)</translation>
    </message>
    <message>
        <source>In &amp;8 bits</source>
        <translation>8 位(&amp;8)</translation>
    </message>
    <message>
        <source>In &amp;4 bits</source>
        <translation>4 位(&amp;4)</translation>
    </message>
    <message>
        <source>Nothing is written</source>
        <translation>不写入任何内容</translation>
    </message>
    <message>
        <source>Loads at once</source>
        <translation>立即加载</translation>
    </message>
    <message>
        <source>Nearly the same answers</source>
        <translation>回答几乎相同</translation>
    </message>
    <message>
        <source>The smallest; some answers change</source>
        <translation>最小；有些回答会改变</translation>
    </message>
    <message>
        <source>%1 (recommended)</source>
        <translation>%1（推荐）</translation>
    </message>
    <message>
        <source>More than this machine can spare</source>
        <translation>超出本机所能提供的内存</translation>
    </message>
    <message>
        <source>%1 of memory. %2</source>
        <translation>%1 内存。%2</translation>
    </message>
    <message>
        <source>Give the new folder a name.</source>
        <translation>请为新文件夹命名。</translation>
    </message>
    <message>
        <source>This folder is there already; give the name of a new one.</source>
        <translation>该文件夹已存在；请给出新文件夹的名称。</translation>
    </message>
    <message>
        <source>&amp;Prepare</source>
        <translation>准备(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Use as it is</source>
        <translation>按原样使用(&amp;U)</translation>
    </message>
    <message>
        <source>Prepare</source>
        <translation>准备</translation>
    </message>
    <message>
        <source>Use as it is</source>
        <translation>按原样使用</translation>
    </message>
    <message>
        <source>Write the prepared checkpoint</source>
        <translation>写出准备好的检查点</translation>
    </message>
    <message>
        <source>Use the folder without writing anything</source>
        <translation>直接使用该文件夹，不写入任何内容</translation>
    </message>
    <message>
        <source>Stopped; nothing was left behind.</source>
        <translation>已停止；没有留下任何内容。</translation>
    </message>
    <message>
        <source>Looking at the checkpoint…</source>
        <translation>正在查看检查点…</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>%1, about %2 left</source>
        <translation>%1，约剩 %2</translation>
    </message>
    <message>
        <source>Preparing %1: %2 %</source>
        <translation>正在准备 %1：%2 %</translation>
    </message>
</context>
<context>
    <name>vp::ui::Progress</name>
    <message>
        <source>Decoding frames: %1 of %2</source>
        <translation>解码帧：%1 / %2</translation>
    </message>
    <message>
        <source>Decoding frames</source>
        <translation>解码帧</translation>
    </message>
    <message>
        <source>Encoding frames: %1 of %2</source>
        <translation>编码帧：%1 / %2</translation>
    </message>
    <message>
        <source>Encoding frames</source>
        <translation>编码帧</translation>
    </message>
    <message>
        <source>Reading the prompt: %1 of %2 tokens</source>
        <translation>读取提示词：%1 / %2 个词元</translation>
    </message>
    <message>
        <source>Reading the prompt</source>
        <translation>读取提示词</translation>
    </message>
    <message>
        <source>Loading the model: %1 of %2</source>
        <translation>加载模型：%1 / %2</translation>
    </message>
    <message>
        <source>Loading the model</source>
        <translation>加载模型</translation>
    </message>
    <message>
        <source>Indexing the video</source>
        <translation>建立视频索引</translation>
    </message>
    <message>
        <source>Answering: token %1</source>
        <translation>回答：第 %1 个词元</translation>
    </message>
    <message>
        <source>%1 at %2 tokens/s</source>
        <translation>%1，每秒 %2 个词元</translation>
    </message>
    <message>
        <source>Writing pictures: %1 of %2</source>
        <translation>写入图片：%1 / %2</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>写入</translation>
    </message>
    <message>
        <source>Hiding frames: pass %1 of %2</source>
        <translation>遮住帧：第 %1 次，共 %2 次</translation>
    </message>
    <message>
        <source>Hiding frames</source>
        <translation>正在遮住帧</translation>
    </message>
</context>
<context>
    <name>vp::ui::ProgressRow</name>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stop what is running (Esc)</source>
        <translation>停止正在进行的操作（Esc）</translation>
    </message>
</context>
<context>
    <name>vp::ui::QuestionField</name>
    <message>
        <source>Question</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Enter asks, Shift+Enter starts a new line</source>
        <translation>Enter 提问，Shift+Enter 换行</translation>
    </message>
</context>
<context>
    <name>vp::ui::RecentFiles</name>
    <message>
        <source>Open &amp;recent</source>
        <translation>最近打开(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Clear this list</source>
        <translation>清空此列表(&amp;C)</translation>
    </message>
</context>
<context>
    <name>vp::ui::SessionDelegate</name>
    <message>
        <source>Name of the session</source>
        <translation>会话名称</translation>
    </message>
</context>
<context>
    <name>vp::ui::SessionOpener</name>
    <message>
        <source>This session is open in another window, and was not deleted.</source>
        <translation>此会话已在另一个窗口中打开，未被删除。</translation>
    </message>
    <message>
        <source>%1 has changed since these questions were asked about it.</source>
        <translation>自提出这些问题以来，%1 已改变。</translation>
    </message>
    <message>
        <source>This session is open in another window. This is a copy: what you ask or delete here begins a session of its own.</source>
        <translation>此会话已在另一个窗口中打开。这里是副本：在此提问或删除会开始一个独立的会话。</translation>
    </message>
    <message>
        <source>%1 was not found in %2 and the folders below it.</source>
        <translation>在 %2 及其子文件夹中未找到 %1。</translation>
    </message>
    <message>
        <source>%1 is not where it was, so that its answers can only be read. “Find the video…” in the menu Library looks for it in a folder that you choose.</source>
        <translation>%1 不在原来的位置，因此只能阅读其回答。媒体库菜单中的“查找视频…”可在您选择的文件夹中查找它。</translation>
    </message>
</context>
<context>
    <name>vp::ui::SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>&amp;General</source>
        <translation>常规(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Model</source>
        <translation>模型(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>语言(&amp;L)</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Language of the window; questions may be asked in any that the model knows</source>
        <translation>窗口的语言；提问可用模型掌握的任何语言</translation>
    </message>
    <message>
        <source>As the desktop</source>
        <translation>跟随桌面</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>主题(&amp;T)</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation>浅色或深色</translation>
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
        <source>C&amp;olour map</source>
        <translation>颜色映射(&amp;O)</translation>
    </message>
    <message>
        <source>Colour map of the attention maps</source>
        <translation>注意力图的颜色映射</translation>
    </message>
    <message>
        <source>Colours of the attention maps, from the smallest to the largest value</source>
        <translation>注意力图从最小值到最大值的颜色</translation>
    </message>
    <message>
        <source>&amp;Device</source>
        <translation>设备(&amp;D)</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Where the model is computed</source>
        <translation>模型在何处计算</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Processor (CPU)</source>
        <translation>处理器（CPU）</translation>
    </message>
    <message>
        <source>Graphics card (CUDA)</source>
        <translation>显卡（CUDA）</translation>
    </message>
    <message>
        <source>&amp;Precision</source>
        <translation>精度(&amp;P)</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>精度</translation>
    </message>
    <message>
        <source>In which type of number weights are kept: float32 is exact, the others take half</source>
        <translation>权重用哪种数值类型存放：float32 精确，其余只占一半</translation>
    </message>
    <message>
        <source>T&amp;hreads</source>
        <translation>线程(&amp;H)</translation>
    </message>
    <message>
        <source>Threads of the model</source>
        <translation>模型的线程数</translation>
    </message>
    <message>
        <source>How many processor cores the model may use at a time</source>
        <translation>模型同时可使用的处理器核心数</translation>
    </message>
    <message>
        <source>One for each core</source>
        <translation>每个核心一个</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>应用</translation>
    </message>
    <message>
        <source>Put what is chosen into effect</source>
        <translation>使所选设置生效</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Applying loads the model and starts a new conversation.</source>
        <translation>应用后将加载模型并开始新的对话。</translation>
    </message>
    <message>
        <source>Appl&amp;y</source>
        <translation>应用(&amp;Y)</translation>
    </message>
    <message>
        <source>C&amp;ache</source>
        <translation>缓存(&amp;A)</translation>
    </message>
    <message>
        <source>Most megabytes of analysed videos on the disk</source>
        <translation>磁盘上已分析视频的最大兆字节数</translation>
    </message>
    <message>
        <source>Analysed videos are kept so that they open at once the next time; those not used for the longest time make room</source>
        <translation>已分析的视频会被保留，下次可立即使用；最久未使用的会让出空间</translation>
    </message>
    <message>
        <source>Nothing is kept</source>
        <translation>不保留</translation>
    </message>
    <message>
        <source> MB</source>
        <translation> MB</translation>
    </message>
    <message>
        <source>Close the settings (Esc)</source>
        <translation>关闭设置（Esc）</translation>
    </message>
    <message>
        <source>The chosen checkpoint cannot be used.</source>
        <translation>所选检查点无法使用。</translation>
    </message>
    <message>
        <source>The checkpoint is being checked…</source>
        <translation>正在检查检查点…</translation>
    </message>
    <message>
        <source>Some changes are not applied yet.</source>
        <translation>有些更改尚未应用。</translation>
    </message>
    <message>
        <source>&amp;Apply</source>
        <translation>应用(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Discard</source>
        <translation>放弃(&amp;D)</translation>
    </message>
    <message>
        <source>Nothing is lost. In float32 a long conversation takes twice the memory of 16 bits.</source>
        <translation>没有损失。float32 下长对话占用的内存是 16 位的两倍。</translation>
    </message>
    <message>
        <source>Half the memory of float32; the numbers behind an answer change in the third digit.</source>
        <translation>内存是 float32 的一半；回答背后的数值在第三位上有变化。</translation>
    </message>
    <message>
        <source>Half the memory of 16 bits; now and then an answer has another word. On the processor only.</source>
        <translation>内存是 16 位的一半；回答中偶尔会换一个词。仅限处理器。</translation>
    </message>
    <message>
        <source>In 16 bits where the precision is automatic and the weights have no more; else as computed.</source>
        <translation>在精度为自动且权重不超过 16 位时用 16 位；否则与计算时相同。</translation>
    </message>
    <message>
        <source>&amp;Keys and values</source>
        <translation>键和值(&amp;K)</translation>
    </message>
    <message>
        <source>How keys and values are kept</source>
        <translation>键和值的保存方式</translation>
    </message>
    <message>
        <source>How the model keeps what it has read of a film and a conversation</source>
        <translation>模型如何保存它读过的影片和对话</translation>
    </message>
    <message>
        <source>As computed</source>
        <translation>与计算时相同</translation>
    </message>
    <message>
        <source>16 bits</source>
        <translation>16 位</translation>
    </message>
    <message>
        <source>8 bits</source>
        <translation>8 位</translation>
    </message>
    <message>
        <source>%1: %2, %3 free</source>
        <translation>%1：%2，可用 %3</translation>
    </message>
</context>
<context>
    <name>vp::ui::ShortcutsPage</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>What</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Where the focus is</source>
        <translation>焦点所在之处</translation>
    </message>
    <message>
        <source>Ask the question that is written</source>
        <translation>提出已写好的问题</translation>
    </message>
    <message>
        <source>A new line in a question</source>
        <translation>在问题中换行</translation>
    </message>
    <message>
        <source>Words of an answer, and what each looked at</source>
        <translation>回答中的各个词，以及每个词看了什么</translation>
    </message>
    <message>
        <source>Frames of a strip</source>
        <translation>条带中的各帧</translation>
    </message>
    <message>
        <source>From panel to panel</source>
        <translation>在面板之间移动</translation>
    </message>
</context>
<context>
    <name>vp::ui::SideBySideDialog</name>
    <message>
        <source>Loading the second model…</source>
        <translation>正在加载第二个模型…</translation>
    </message>
    <message>
        <source>%1 answers…</source>
        <translation>%1 正在回答…</translation>
    </message>
    <message>
        <source>Both models do not fit into memory together. The first one makes room, and is loaded again with the next question.</source>
        <translation>两个模型无法同时放入内存。第一个模型会让出空间，并在下一个问题时重新加载。</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>已停止。</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>并排比较</translation>
    </message>
    <message>
        <source>Second &amp;model:</source>
        <translation>第二个模型(&amp;M)：</translation>
    </message>
    <message>
        <source>Second model</source>
        <translation>第二个模型</translation>
    </message>
    <message>
        <source>The checkpoint&apos;s folder; Video-LLaVA and Video-ChatGPT can be compared with, too</source>
        <translation>检查点所在的文件夹；也可以与 Video-LLaVA 和 Video-ChatGPT 比较</translation>
    </message>
    <message>
        <source>&amp;Choose…</source>
        <translation>选择(&amp;C)…</translation>
    </message>
    <message>
        <source>Choose the second model</source>
        <translation>选择第二个模型</translation>
    </message>
    <message>
        <source>&amp;Question:</source>
        <translation>问题(&amp;Q)：</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Both are asked by themselves, without the conversation before</source>
        <translation>两个模型各自单独回答，不带之前的对话</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>&amp;Ask both</source>
        <translation>同时提问(&amp;A)</translation>
    </message>
    <message>
        <source>Ask both</source>
        <translation>同时提问</translation>
    </message>
    <message>
        <source>Sto&amp;p</source>
        <translation>停止(&amp;P)</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>C&amp;lose</source>
        <translation>关闭(&amp;L)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Hide this window and let the second model go</source>
        <translation>隐藏此窗口并释放第二个模型</translation>
    </message>
    <message>
        <source>Open a video first; both models are asked about it.</source>
        <translation>请先打开一个视频；两个模型都会就它回答。</translation>
    </message>
    <message>
        <source>Built-in model</source>
        <translation>内置模型</translation>
    </message>
</context>
<context>
    <name>vp::ui::SmallMultiples</name>
    <message>
        <source>Small maps of every frame and head</source>
        <translation>每帧每个头的小图</translation>
    </message>
    <message>
        <source>Head %1</source>
        <translation>第 %1 头</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>平均</translation>
    </message>
    <message>
        <source>Layer %1</source>
        <translation>第 %1 层</translation>
    </message>
</context>
<context>
    <name>vp::ui::StatusLine</name>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Device and precision</source>
        <translation>设备与精度</translation>
    </message>
    <message>
        <source>Memory in use</source>
        <translation>已用内存</translation>
    </message>
    <message>
        <source>Speed of the last answer</source>
        <translation>上一个回答的速度</translation>
    </message>
    <message>
        <source>%1 · %2 parameters</source>
        <translation>%1 · %2 参数</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>%1&#xa0;tokens/s</source>
        <translation>%1&#xa0;词元/秒</translation>
    </message>
    <message>
        <source>%1 in memory</source>
        <translation>内存 %1</translation>
    </message>
    <message>
        <source>No model</source>
        <translation>无模型</translation>
    </message>
    <message>
        <source>Loading %1…</source>
        <translation>正在加载 %1…</translation>
    </message>
    <message>
        <source>Built-in model</source>
        <translation>内置模型</translation>
    </message>
    <message>
        <source>Read before a question</source>
        <translation>提问前已读取</translation>
    </message>
    <message>
        <source>The model reads the film before you ask; a question waits for the rest alone</source>
        <translation>模型在您提问之前先读取影片；提问时只需等待剩余部分</translation>
    </message>
    <message>
        <source>Reading ahead: %1 %</source>
        <translation>正在预读：%1 %</translation>
    </message>
    <message>
        <source>In the background</source>
        <translation>后台</translation>
    </message>
</context>
<context>
    <name>vp::ui::Timeline</name>
    <message>
        <source>Timeline</source>
        <translation>时间轴</translation>
    </message>
    <message>
        <source>%1, frame %2</source>
        <translation>%1，第 %2 帧</translation>
    </message>
    <message>
        <source>Shown to the model in chunk %1</source>
        <translation>在第 %1 个分块中给模型看过</translation>
    </message>
    <message>
        <source>Drag: what the model is asked about starts here (I; whole seconds)</source>
        <translation>拖动：提问范围从此处开始（I；整秒）</translation>
    </message>
    <message>
        <source>Drag: what the model is asked about ends here (O; whole seconds)</source>
        <translation>拖动：提问范围到此处结束（O；整秒）</translation>
    </message>
    <message>
        <source>To be shown to the model in chunk %1</source>
        <translation>将在第 %1 个分块中给模型看</translation>
    </message>
    <message>
        <source>Which part of the video the timeline shows</source>
        <translation>时间轴显示视频的哪一部分</translation>
    </message>
</context>
<context>
    <name>vp::ui::TokenColours</name>
    <message>
        <source>(end)</source>
        <translation>（结束）</translation>
    </message>
    <message>
        <source>log-probability %1</source>
        <translation>对数概率 %1</translation>
    </message>
    <message>
        <source>change %1: from %2 to %3</source>
        <translation>变化 %1：从 %2 到 %3</translation>
    </message>
    <message>
        <source>“%1”, %2</source>
        <translation>“%1”，%2</translation>
    </message>
</context>
<context>
    <name>vp::ui::TransportBar</name>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Frame number</source>
        <translation>帧号</translation>
    </message>
    <message>
        <source>Frames are counted from 0, as in transcripts.</source>
        <translation>帧从 0 起计数，与记录一致。</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>音量</translation>
    </message>
    <message>
        <source>%1 · %2 × %3 · %4</source>
        <translation>%1 · %2 × %3 · %4</translation>
    </message>
    <message>
        <source>Frame %1 / %2</source>
        <translation>帧 %1 / %2</translation>
    </message>
    <message>
        <source>Speed ([ slower, ] faster, = normal)</source>
        <translation>速度（[ 减慢，] 加快，= 正常）</translation>
    </message>
    <message>
        <source>%1 ×</source>
        <translation>%1 ×</translation>
    </message>
    <message>
        <source>Speed: %1 times</source>
        <translation>速度：%1 倍</translation>
    </message>
</context>
<context>
    <name>vp::ui::TurnList</name>
    <message>
        <source>Questions and answers</source>
        <translation>问题与回答</translation>
    </message>
</context>
<context>
    <name>vp::ui::TurnView</name>
    <message>
        <source>temperature %1</source>
        <translation>温度 %1</translation>
    </message>
    <message>
        <source>top-p %1</source>
        <translation>Top-p %1</translation>
    </message>
    <message>
        <source>seed %1</source>
        <translation>种子 %1</translation>
    </message>
    <message numerus="yes">
        <source>at most %n token(s)</source>
        <translation>
            <numerusform>最多 %n 个词元</numerusform>
        </translation>
    </message>
    <message>
        <source>Question and answer</source>
        <translation>问题与回答</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>About this answer</source>
        <translation>关于此回答</translation>
    </message>
    <message>
        <source>Copy answer</source>
        <translation>复制回答</translation>
    </message>
    <message>
        <source>Copy this answer</source>
        <translation>复制此回答</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>重新提问</translation>
    </message>
    <message>
        <source>Ask this question again, with the present settings</source>
        <translation>用当前设置重新提出此问题</translation>
    </message>
    <message>
        <source>Edit question</source>
        <translation>编辑问题</translation>
    </message>
    <message>
        <source>Change this question and ask it again</source>
        <translation>修改此问题并重新提问</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Delete this question and what follows it</source>
        <translation>删除此问题及其后的内容</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>Length limit reached</source>
        <translation>已达长度上限</translation>
    </message>
    <message numerus="yes">
        <source>%n token(s)</source>
        <translation>
            <numerusform>%n 个词元</numerusform>
        </translation>
    </message>
    <message>
        <source>first after %1</source>
        <translation>首个用时 %1</translation>
    </message>
    <message>
        <source>%1&#xa0;tokens/s</source>
        <translation>%1&#xa0;词元/秒</translation>
    </message>
    <message>
        <source>%1 of %2 prompt tokens reused</source>
        <translation>重用提示词词元 %1 / %2</translation>
    </message>
    <message>
        <source>The model ended its answer at once.</source>
        <translation>模型立即结束了回答。</translation>
    </message>
    <message>
        <source>Answered by %1 in %2 on %3</source>
        <translation>由 %1 以 %2 在 %3 上回答</translation>
    </message>
    <message>
        <source>Interrupted: the program ended while this was written</source>
        <translation>已中断：写到这里时程序结束了</translation>
    </message>
    <message>
        <source>Only the text is known, not which model gave it</source>
        <translation>只知道文本，不知道由哪个模型给出</translation>
    </message>
    <message>
        <source>repetition penalty %1</source>
        <translation>重复惩罚 %1</translation>
    </message>
    <message>
        <source>Ended since it went on repeating itself, of which one time is kept</source>
        <translation>因不断重复而结束，重复内容保留一遍</translation>
    </message>
    <message>
        <source>How this answer ended</source>
        <translation>此回答如何结束</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>asked %1</source>
        <translation>提问时间：%1</translation>
    </message>
    <message numerus="yes">
        <source>without %n earlier question(s)</source>
        <translation>
            <numerusform>不含最早的 %n 个问题</numerusform>
        </translation>
    </message>
    <message>
        <source>What does it need?</source>
        <translation>它需要什么？</translation>
    </message>
    <message>
        <source>What does it need? Measures how much the answer loses without each frame</source>
        <translation>它需要什么？测量没有各帧时回答损失多少</translation>
    </message>
</context>
<context>
    <name>vp::ui::VerifyDialog</name>
    <message>
        <source>Verify transcript</source>
        <translation>验证记录</translation>
    </message>
    <message>
        <source>Transcript</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Differences and notes</source>
        <translation>差异与说明</translation>
    </message>
    <message>
        <source>What differs, and what could not be compared</source>
        <translation>不同之处，以及无法比较之处</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>C&amp;hoose transcript…</source>
        <translation>选择记录(&amp;H)…</translation>
    </message>
    <message>
        <source>Choose transcript</source>
        <translation>选择记录</translation>
    </message>
    <message>
        <source>Choose a transcript in JSON and ask everything in it again</source>
        <translation>选择 JSON 记录，并重新提出其中的所有问题</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stop the comparison</source>
        <translation>停止比较</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Waiting for its turn…</source>
        <translation>正在等待…</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>已停止。</translation>
    </message>
    <message>
        <source>The transcript could not be verified.</source>
        <translation>无法验证记录。</translation>
    </message>
    <message numerus="yes">
        <source>%n question(s) asked again</source>
        <translation>
            <numerusform>重问了 %n 个问题</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n token(s) compared</source>
        <translation>
            <numerusform>比较了 %n 个词元</numerusform>
        </translation>
    </message>
    <message>
        <source>The same</source>
        <translation>相同</translation>
    </message>
    <message numerus="yes">
        <source>Different in %n point(s)</source>
        <translation>
            <numerusform>有 %n 处不同</numerusform>
        </translation>
    </message>
    <message>
        <source>Note: %1</source>
        <translation>说明：%1</translation>
    </message>
    <message>
        <source>%1: %2, %3.</source>
        <translation>%1：%2，%3。</translation>
    </message>
</context>
<context>
    <name>vp::ui::VideoView</name>
    <message>
        <source>Picture</source>
        <translation>画面</translation>
    </message>
</context>
<context>
    <name>vp::ui::WordChips</name>
    <message>
        <source>Words of the answer</source>
        <translation>回答中的词</translation>
    </message>
    <message>
        <source>No words</source>
        <translation>没有词</translation>
    </message>
    <message>
        <source>%1, word %2 of %3. %4</source>
        <translation>%1，第 %2 个词，共 %3 个。%4</translation>
    </message>
</context>
</TS>
