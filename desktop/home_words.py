"""What `wording` says about the folder in which Carrel keeps everything, and its moving."""

from __future__ import annotations

from desktop.domain import ProblemCode

HOME_SENTENCES: dict[ProblemCode, tuple[str, str]] = {
    "home_away": (
        "The folder {path}, in which Carrel keeps everything, is not there. Connect its disk and"
        " start again.",
        "找不到 Carrel 的数据文件夹 {path}。请连接它所在的磁盘，然后重新启动。",
    ),
    "move_inside": (
        "{path} is the folder in use, or one inside or around it. Choose another one.",
        "{path} 就是正在使用的文件夹，或位于其内部、包含它。请选择其他文件夹。",
    ),
    "move_not_empty": (
        "{path} is not empty. Choose an empty folder, or make one there.",
        "{path} 不是空文件夹。请选择一个空文件夹，或在那里新建一个。",
    ),
    "move_no_room": (
        "There is not enough room for {detail} in {path}. Make room there or choose another disk.",
        "{path} 的空间不足以存放 {detail}。请清理空间或选择其他磁盘。",
    ),
}
