"""What a person sees when something goes wrong: one message, an exit code, no traceback."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import fogline
from fogline.cli.main import run
from fogline.ground.errors import (
    CaseError,
    Fault,
    FitError,
    FoglineError,
    InputError,
    LedgerError,
    NotEnoughEvidence,
    UnknownName,
)

Story = Callable[..., Any]


def raising(error: BaseException) -> Callable[..., Any]:
    def verb(*_: Any, **__: Any) -> Any:
        raise error

    return verb


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (InputError("article.txt is empty - give a file with text"), 2),
        (UnknownName("observable", "nk.casualty", ["nk.casualties", "nk.killed"]), 2),
        (NotEnoughEvidence("no claim has a number - read a longer report"), 3),
        (FitError("the density is not finite anywhere - check the priors"), 4),
        (LedgerError("fogline.sqlite is locked - close the other program"), 5),
    ],
)
def test_an_error_becomes_one_line_on_stderr_and_its_exit_code(
    error: FoglineError, code: int, story: Story, capsys: pytest.CaptureFixture[str]
) -> None:
    story(ask=raising(error))
    assert run(["ask", "kursk", "nk.casualty"]) == code
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err == f"fogline: {error}\n"


def test_all_faults_of_a_case_are_shown_with_file_and_line(
    story: Story, capsys: pytest.CaptureFixture[str]
) -> None:
    faults = [
        Fault("case.toml", 7, "no such side: 'xx'", "name one of ru, ua"),
        Fault("claims.csv", 12, "not a number: 'many'"),
    ]
    story(check=raising(CaseError("my-case", faults)))
    assert run(["check", "my-case"]) == 2
    shown = capsys.readouterr().err
    assert shown.startswith("fogline: the case in my-case has 2 faults:")
    assert "case.toml:7: no such side: 'xx' - name one of ru, ua" in shown
    assert "claims.csv:12: not a number: 'many'" in shown


def test_words_of_a_report_cannot_steer_the_terminal(
    story: Story, capsys: pytest.CaptureFixture[str]
) -> None:
    story(read_each=raising(InputError("odd words: \x1b[2J\x07\x9b31m \u202egnp.exe")))
    assert run(["read", "article.txt"]) == 2
    shown = capsys.readouterr().err
    assert not set(shown) & set("\x1b\x07\x9b\u202e")
    assert "odd words" in shown


def test_control_c_says_that_nothing_was_left_half_written(
    story: Story, capsys: pytest.CaptureFixture[str]
) -> None:
    story(assess=raising(KeyboardInterrupt()))
    assert run(["assess"]) == 130
    assert capsys.readouterr().err == "fogline: stopped; nothing half-written was left\n"


def test_an_unforeseen_error_leaves_its_details_in_a_file_and_one_line_here(
    story: Story, capsys: pytest.CaptureFixture[str], own_cache: Path
) -> None:
    story(check=raising(ZeroDivisionError("division by zero\nand more")))
    assert run(["check", "kursk"]) == 70
    shown = capsys.readouterr()
    assert shown.out == ""
    assert len(shown.err.splitlines()) == 1
    assert "ZeroDivisionError: division by zero" in shown.err
    (details,) = (own_cache / "fogline" / "faults").iterdir()
    assert str(details) in shown.err
    text = details.read_text(encoding="utf-8")
    assert "Traceback" in text and "['check', 'kursk']" in text and fogline.__version__ in text


def test_a_panic_below_python_is_no_traceback_either(
    story: Story, capsys: pytest.CaptureFixture[str], own_cache: Path
) -> None:
    class PanicException(BaseException):
        """What a compiled library raises when it gives up."""

    story(check=raising(PanicException("index out of bounds")))
    assert run(["check", "kursk"]) == 70
    assert "PanicException: index out of bounds" in capsys.readouterr().err


def test_an_unforeseen_error_is_told_also_when_the_details_cannot_be_written(
    story: Story, capsys: pytest.CaptureFixture[str], own_cache: Path
) -> None:
    own_cache.write_text("a file where the folder should be")
    story(check=raising(RuntimeError("odd")))
    assert run(["check", "kursk"]) == 70
    assert "the details could not be written" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["forecas"], "no such command 'forecas'. Did you mean 'forecast'?"),
        (["read"], "missing argument 'REPORT' - see fogline read --help"),
        (["read", "x", "--published", "31/01/2025"], "not a date: '31/01/2025'"),
        (["draft", "x"], "missing option '--out'"),
        (["ask", "kursk", "nk.killed", "--seed", "-1"], "'--seed'"),
        (["check", "kursk", "--nonsense"], "no such option: --nonsense"),
        (["report", "kursk", "--format", "docx"], "'--format'"),
    ],
)
def test_wrong_usage_is_one_line_with_exit_code_2(
    arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith("fogline: ") and words in shown.err
    assert len(shown.err.splitlines()) == 1


def test_no_arguments_show_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([]) == 0
    assert "Commands:" in capsys.readouterr().out


def test_the_version_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--version"]) == 0
    assert capsys.readouterr().out == f"fogline {fogline.__version__}\n"


SLOW_STORY = """
import sys, time, types, fogline
flow = types.ModuleType("fogline.flow")
def check(case, **_):
    print("ready", file=sys.stderr, flush=True)
    time.sleep(60)
flow.check = check
sys.modules["fogline.flow"] = fogline.flow = flow
from fogline.cli.main import main
sys.argv = ["fogline", "check", "kursk"]
main()
"""


def test_the_signal_of_control_c_ends_the_program_with_130() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", SLOW_STORY], stderr=subprocess.PIPE, text=True
    ) as program:
        assert program.stderr is not None
        assert program.stderr.readline() == "ready\n"
        program.send_signal(signal.SIGINT)
        rest = program.stderr.read()
        assert program.wait(timeout=10) == 130
    assert rest == "fogline: stopped; nothing half-written was left\n"


@pytest.mark.parametrize("moment", ["typer", "fogline.cli.commands.score"])
def test_control_c_while_the_program_is_still_loading_leaves_no_traceback(moment: str) -> None:
    with subprocess.Popen(
        [sys.executable, "-X", "importtime", "-m", "fogline.cli", "laws"],
        stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as program:  # fmt: skip
        assert program.stderr is not None and program.stdout is not None
        for line in program.stderr:
            if line.split("|")[-1].strip() == moment:
                break
        program.send_signal(signal.SIGINT)
        said = [line for line in program.stderr if not line.startswith("import time:")]
        assert program.wait(timeout=10) == 130 and program.stdout.read() == ""
    assert said == ["fogline: stopped; nothing half-written was left\n"]


def test_control_c_that_came_out_of_an_exec_still_ends_with_130(tmp_path: Path) -> None:
    story = SLOW_STORY.replace("time.sleep(60)", "exec('raise KeyboardInterrupt')")
    (tmp_path / "loading.py").write_text(
        "import fogline.page.text  # has an exec of its own" + story
    )
    done = subprocess.run(
        [sys.executable, "-m", "loading"], cwd=tmp_path, capture_output=True, text=True,
        timeout=60, check=False,
    )  # fmt: skip
    assert done.stderr == "ready\nfogline: stopped; nothing half-written was left\n"
    assert done.returncode == 130


IMPATIENT_STORY = """
import os, signal, sys, types, fogline
import fogline.page.text
def check(case, **_):
    raise KeyboardInterrupt
hide = fogline.page.text.hide_controls
def hide_controls(words):
    os.kill(os.getpid(), signal.SIGINT)
    return hide(words)
fogline.page.text.hide_controls = hide_controls
flow = types.ModuleType("fogline.flow")
flow.check = check
sys.modules["fogline.flow"] = fogline.flow = flow
from fogline.cli.main import main
sys.argv = ["fogline", "check", "kursk"]
main()
"""


def test_a_second_control_c_does_not_cut_the_words_short() -> None:
    done = subprocess.run(
        [sys.executable, "-c", IMPATIENT_STORY],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stderr == "fogline: stopped; nothing half-written was left\n"
    assert done.returncode == 130


LONG_STORY = """
import sys, types, fogline
flow = types.ModuleType("fogline.flow")
flow.forecast = lambda case, **_: [{"day": day} for day in range(200_000)]
sys.modules["fogline.flow"] = fogline.flow = flow
from fogline.cli.main import main
sys.argv = ["fogline", "forecast", "kursk", "--until", "2025-05-01", "--json"]
main()
"""


def test_a_reader_who_goes_away_is_no_error_worth_a_word() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", LONG_STORY], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as program:
        assert program.stdout is not None and program.stderr is not None
        assert os.read(program.stdout.fileno(), 1) == b"["
        program.stdout.close()
        assert program.stderr.read() == b""
        assert program.wait(timeout=20) == 1


def test_progress_is_silent_for_quick_steps_and_one_line_a_stage_for_slow_ones(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from fogline.cli import progress as room

    with room.StderrProgress() as progress:
        progress("reading", 0.1)
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(room, "PATIENCE_SECONDS", 0.05)
    with room.StderrProgress() as progress:
        progress("fitting", 0.2)
        time.sleep(0.3)  # nothing more is said, yet the stage must appear
        progress("fitting", 0.4)
        progress("answering \x1b[2J", 0.9)
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.splitlines()[0] == "fogline: fitting"
    assert len(shown.err.splitlines()) == 2 and "\x1b" not in shown.err
    monkeypatch.setattr(room, "LOG_SECONDS", 0.0)
    with room.StderrProgress() as progress:
        progress("drawing", 0.4)
        time.sleep(0.3)
        progress("drawing", 0.6)
    assert capsys.readouterr().err.splitlines()[-1] == "fogline: drawing, 60 % of all done"


def test_a_case_among_reports_is_refused_with_both_ways_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = tmp_path / "article.txt"
    report.write_text("Spain said on 3 March 1994 that 900 men had been killed.", encoding="utf-8")
    out = tmp_path / "report.html"
    assert run(["assess", "kursk", str(report), "-o", str(out)]) == 2
    said = capsys.readouterr().err
    assert "kursk is a case" in said and "fogline serve kursk" in said and "draft a new" in said
    assert not out.exists()
