"""Why a file is not read, in words: one function for each reason.

In: the file's name and particulars. Out: an `UnreadableError` to raise. Guarantee: each code has one meaning, which
`docs/diagnostics.md` explains; each message is one line in each language and begins with the file's name.
"""

from __future__ import annotations

from policies.errors import UnreadableError


def empty(name: str) -> UnreadableError:
    """There is no text in it."""
    return UnreadableError("S001", f"{name}：文件里没有文字。", f"{name}: no text in this file.")


def not_read(name: str, kind_zh: str, kind_en: str) -> UnreadableError:
    """A known format that nobody reads here."""
    return UnreadableError(
        "S007",
        f"{name}：这是{kind_zh}，不能读取；请另存为 .docx、PDF 或纯文本。",
        f"{name}: this is {kind_en}, which is not read; save it as .docx, PDF or plain text.",
    )


def damaged(name: str, format_zh: str, format_en: str) -> UnreadableError:
    """Not what its format prescribes."""
    return UnreadableError(
        "S031", f"{name}：{format_zh}已损坏或不完整。", f"{name}: this {format_en} is damaged or incomplete."
    )


def encrypted(name: str) -> UnreadableError:
    """A password is asked for."""
    return UnreadableError(
        "S032",
        f"{name}：文件有密码，请先解除密码再读。",
        f"{name}: protected by a password; remove it first.",
    )


def excessive(name: str, what_zh: str, what_en: str) -> UnreadableError:
    """More inside than a document holds."""
    return UnreadableError("S033", f"{name}：{what_zh}，未读取。", f"{name}: {what_en}, not read.")


def slow(name: str) -> UnreadableError:
    """Its parser did not end."""
    return UnreadableError("S034", f"{name}：读取时间过长，已放弃。", f"{name}: takes too long to read, given up.")


def crashed(name: str) -> UnreadableError:
    """Its parser ended without an answer, or wanted more memory than it may have."""
    return UnreadableError(
        "S035",
        f"{name}：解析时出错或内存不足，未能读取；文件可能已损坏。",
        f"{name}: its parser failed or ran out of memory; the file may be damaged.",
    )


def no_recognition(name: str) -> UnreadableError:
    """Pictures of text, and nobody to recognise them."""
    return UnreadableError(
        "S036",
        f"{name}：没有文字层（扫描件或图片），需要文字识别：请安装 zhize[ocr]（pip install 'zhize[ocr]'）。",
        f"{name}: no text layer (a scan or a picture); install zhize[ocr] to recognise it (pip install 'zhize[ocr]').",
    )


def no_office(name: str, format_zh: str, format_en: str) -> UnreadableError:
    """LibreOffice would be needed."""
    return UnreadableError(
        "S037",
        f"{name}：{format_zh}需要 LibreOffice 转换，本机没有安装；请安装，或另存为 .docx。",
        f"{name}: reading this {format_en} needs LibreOffice, which is not installed; or save it as .docx.",
    )


def unconverted(name: str, format_zh: str, format_en: str) -> UnreadableError:
    """LibreOffice made nothing of it."""
    return UnreadableError(
        "S038",
        f"{name}：LibreOffice 未能转换这个{format_zh}；请另存为 .docx。",
        f"{name}: LibreOffice could not convert this {format_en}; save it as .docx.",
    )
