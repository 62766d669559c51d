"""The Python reference, written from signatures and docstrings without importing anything.

One page a room: what the room offers (its ``__all__``) with signature and docstring, then every
module with its first sentence.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

__all__ = ["Offered", "docstring_markdown", "offered", "python_pages"]

SOURCE = Path(__file__).resolve().parents[1] / "src" / "fogline"
ROOMS = (
    "notebook", "teach", "flow", "report", "claims", "case", "ledger", "tasks", "answer", "model",
    "fit", "ask", "page", "app", "ground",
)  # fmt: skip
"""In the order of docs/rooms.md, the doors for Python first; the commands have their own page."""

INTRODUCTION = """\
# Python

`fogline.open("kursk")` opens a case in Python or a notebook; `fogline.Campaign` builds a campaign
by hand. [fogline.flow](flow.md) tells the whole story as functions. The rooms below it are for
people who [add things](../../how-to/index.md); what they offer may change until 1.0.
These pages are written from the docstrings whenever the site is built.

"""

Definition = ast.FunctionDef | ast.ClassDef


@dataclass(frozen=True, slots=True)
class Offered:
    """One public name: where it is defined, and the definition (None for a plain value)."""

    name: str
    module: str
    node: Definition | None
    words: str


@cache
def python_pages() -> dict[str, str]:
    """File name to Markdown, the index first."""
    pages = {f"{room}.md": _room_page(room) for room in ROOMS}
    rows = "\n".join(
        f"| [fogline.{room}]({room}.md) | {_first(_doc(_tree(_file(room))))} |" for room in ROOMS
    )
    head = _members(_tree(SOURCE / "__init__.py"), "fogline", {"open"})
    index = f"{INTRODUCTION}| module | what it is for |\n| --- | --- |\n{rows}\n\n{head}"
    return {"index.md": index, **pages}


def offered(room: str) -> list[Offered]:
    """What a room lists in ``__all__``, found where it is defined, in alphabetical order."""
    tree = _tree(_file(room))
    names = sorted(_listed(tree), key=lambda name: (not name[0].isupper(), name))
    return [_find(name, f"fogline.{room}") for name in names]


def _file(room: str) -> Path:
    folder = SOURCE.joinpath(*room.split("."))
    return folder / "__init__.py" if folder.is_dir() else folder.with_suffix(".py")


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _doc(node: ast.Module | Definition) -> str:
    return ast.get_docstring(node) or ""


def _first(text: str) -> str:
    return _inline(" ".join(text.split("\n\n", maxsplit=1)[0].split()))


def _listed(tree: ast.Module) -> list[str]:
    for node in tree.body:
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "__all__":
            return [str(name) for name in ast.literal_eval(node.value)]
    return []


def _find(name: str, module: str) -> Offered:
    """A name of a module, followed through imports to its definition."""
    tree = _tree(_file(module.removeprefix("fogline.")))
    lazy = [node for each in tree.body if isinstance(each, ast.If) for node in each.body]
    nodes = [*tree.body, *lazy]  # what is loaded when asked for is imported for its types alone
    for at, node in enumerate(nodes):
        if isinstance(node, Definition) and node.name == name:
            return Offered(name, module, node, _doc(node))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("fogline"):
            for alias in node.names:
                if (alias.asname or alias.name) == name:
                    return _find(alias.name, str(node.module))
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        if any(getattr(target, "id", "") == name for target in targets):
            after = nodes[at + 1] if at + 1 < len(nodes) else None
            said = after.value if isinstance(after, ast.Expr) else None
            words = said.value if isinstance(said, ast.Constant) else ""
            return Offered(name, module, None, str(words))
    raise LookupError(f"{module} lists {name} in __all__ and does not define it")


def _room_page(room: str) -> str:
    tree = _tree(_file(room))
    parts = [f"# fogline.{room}\n", docstring_markdown(_doc(tree))]
    parts += [_entry(each) for each in offered(room)]
    modules = sorted((SOURCE / room).rglob("*.py")) if (SOURCE / room).is_dir() else []
    rows = [
        f"| `{'.'.join(('fogline', *_dotted(path)))}` | {_first(_doc(_tree(path)))} |"
        for path in modules
        if path.name != "__init__.py" or path.parent != SOURCE / room
    ]
    if rows:
        head = "## Its modules\n\n| module | what it is for |\n| --- | --- |"
        parts.append("\n".join([head, *rows]))
    return "\n\n".join(part.strip("\n") for part in parts if part) + "\n"


def _dotted(path: Path) -> tuple[str, ...]:
    parts = path.relative_to(SOURCE).with_suffix("").parts
    return parts[:-1] if parts[-1] == "__init__" else parts


def _entry(each: Offered) -> str:
    text = f"## {each.name}\n\n"
    if each.node is None:
        return f"{text}A value of `{each.module}`.\n\n{docstring_markdown(each.words)}"
    code = f"```python\n{_signature(each.node)}\n```\n\n"
    where = f"Defined in `{each.module}`.\n\n"
    text += code + docstring_markdown(each.words) + "\n\n" + where
    if isinstance(each.node, ast.ClassDef):
        public = {
            node.name
            for node in each.node.body
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
        }
        text += _members(each.node, each.name, public)
    return text


def _members(node: ast.Module | ast.ClassDef, owner: str, names: set[str]) -> str:
    """Functions of a class or module, each under a heading of its own."""
    parts = [
        f"### {owner}.{each.name}\n\n```python\n{_signature(each)}\n```\n\n"
        f"{docstring_markdown(_doc(each))}\n"
        for each in node.body
        if isinstance(each, ast.FunctionDef) and each.name in names
    ]
    return "\n".join(parts)


def _signature(node: Definition) -> str:
    """A definition without its body; a class with its annotated fields."""
    head = "".join(
        f"@{ast.unparse(each)}\n"
        for each in node.decorator_list
        if ast.unparse(each) in ("property", "classmethod", "staticmethod", "contextmanager")
    )
    if isinstance(node, ast.ClassDef):
        bases = ", ".join(map(ast.unparse, node.bases))
        lines = [f"class {node.name}{f'({bases})' if bases else ''}:"]
        lines += [
            f"    {ast.unparse(each)}"
            for each in node.body
            if isinstance(each, ast.AnnAssign) and not ast.unparse(each.target).startswith("_")
        ]
        return "\n".join(lines) if len(lines) > 1 else lines[0].rstrip(":")
    arguments, gives = ast.unparse(node.args), ""
    if node.returns is not None:
        gives = f" -> {ast.unparse(node.returns)}"
    line = f"{node.name}({arguments}){gives}"
    if len(line) > 96:
        parts = _arguments(node.args)
        line = f"{node.name}(\n" + "".join(f"    {part},\n" for part in parts) + f"){gives}"
    return head + line


def _arguments(given: ast.arguments) -> list[str]:
    """Each argument as written, the markers / and * among them."""

    def written(argument: ast.arg, default: ast.expr | None) -> str:
        return ast.unparse(argument) + (f" = {ast.unparse(default)}" if default else "")

    plain = [*given.posonlyargs, *given.args]
    defaults = [None] * (len(plain) - len(given.defaults)) + list(given.defaults)
    parts = [written(*pair) for pair in zip(plain, defaults, strict=True)]
    if given.posonlyargs:
        parts.insert(len(given.posonlyargs), "/")
    if given.vararg:
        parts.append(f"*{ast.unparse(given.vararg)}")
    elif given.kwonlyargs:
        parts.append("*")
    parts += [written(*pair) for pair in zip(given.kwonlyargs, given.kw_defaults, strict=True)]
    if given.kwarg:
        parts.append(f"**{ast.unparse(given.kwarg)}")
    return parts


def docstring_markdown(text: str) -> str:
    """A docstring of this house as Markdown.

    Lines such as ``own, enemy  persons on the line`` become a list, an underlined word a bold one,
    what is indented stays as it is.
    """
    parts = []
    for paragraph in re.split(r"\n\s*\n", text.strip("\n")):
        lines = paragraph.split("\n")
        if len(lines) > 1 and re.fullmatch(r"\s*-{3,}\s*", lines[1]):
            parts.append(f"**{lines[0].strip()}**")
            lines = lines[2:]
        if not lines:
            continue
        if all(line.startswith(("    ", ">>>")) for line in lines):
            parts.append(
                "```text\n" + "\n".join(line.removeprefix("    ") for line in lines) + "\n```"
            )
            continue
        parts.append(_paragraph(lines))
    return "\n\n".join(parts)


TERM = re.compile(r"(?P<term>[\w\"*.][\w\",.*/ \[\]-]{0,40}?)\s{2,}(?P<words>\S.*)")


def _paragraph(lines: list[str]) -> str:
    """Words, then a list of the terms they end in."""
    words: list[str] = []
    terms: list[list[str]] = []
    for line in lines:
        match = TERM.fullmatch(line) if not line.startswith(" ") else None
        if match:
            terms.append([f"`{match['term']}`: {_inline(match['words'])}"])
        elif terms and line.startswith("  "):
            terms[-1].append(_inline(line.strip()))
        elif terms:
            terms.append([_inline(line.strip())])
        else:
            words.append(_inline(line.strip()))
    listed = "\n".join("- " + " ".join(term) for term in terms)
    return "\n\n".join(part for part in (" ".join(words), listed) if part)


def _inline(text: str) -> str:
    """Code stays code; all other signs stand for themselves."""
    text = re.sub(r":\w+:`~?([^`]+)`", r"`\1`", text).replace("``", "`")
    pieces = text.split("`")
    for at in range(0, len(pieces), 2):
        pieces[at] = re.sub(r"([*_<\[\]|])", r"\\\1", pieces[at])
    return "`".join(pieces)
