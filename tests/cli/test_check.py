"""`check`, `inventory`, `explain`: exit codes, streams, options, and what is said about what was not examined."""

import io
import json
import os
import sys

import pytest

from consentlint.__main__ import main

GUILTY = '<script src="https://apps.mypurecloud.com/x.js"></script>\n'
EU = '<script src="https://apps.mypurecloud.de/x.js"></script>\n'
GATED = '<script src="https://apps.mypurecloud.de/x.js#gated"></script>\n'


def write(site, **files: str) -> None:
    for name, text in files.items():
        (site / f"{name}.html").write_text(text, encoding="utf-8")


# --- exit codes and the number of files ------------------------------------------------------------------------------


def test_a_clean_file_is_silent_on_stdout(site, run):
    write(site, a=GATED, b="<p>")
    result = run("check")
    assert (result.code, result.out) == (0, "")
    assert result.err.endswith("\n2 files scanned, no findings\n")


def test_init_is_named_where_nothing_has_begun(site, run, monkeypatch):
    write(site, a=GATED)
    said = "`consentlint init` begins both"
    assert run("check").err.count(said) == 1
    for quiet in (["-q"], ["a.html"], ["--isolated"], ["--output-format", "concise"]):
        assert said not in run("check", *quiet).err
    monkeypatch.setenv("PRE_COMMIT", "1")
    assert said not in run("check").err
    monkeypatch.delenv("PRE_COMMIT")
    (site / "consentlint.toml").write_text("")
    assert said not in run("check").err


def test_init_is_not_named_where_no_third_party_is(site, run):
    write(site, b="<p>")
    assert run("check").err == "1 file scanned, no findings\n"


def test_an_empty_folder_is_clean_and_says_so(site, run):
    result = run("check", ".")
    assert (result.code, result.err) == (0, "0 files scanned, no findings\n")


def test_findings_are_exit_1(site, run):
    write(site, a=GUILTY)
    result = run("check")
    assert result.code == 1
    assert "a.html:1:14: error:" in result.out
    assert result.err.endswith("\n1 file scanned, 2 findings (2 errors)\n")


def test_exit_zero(site, run):
    write(site, a=GUILTY)
    assert run("check", "--exit-zero").code == 0


def test_notes_alone_are_exit_0(site, run):
    write(site, a=EU)
    (site / "consentlint.toml").write_text("severity = { ungated-embed = 'note' }\n")
    result = run("check", "a.html")
    assert (result.code, result.err) == (0, "1 file scanned, 1 finding (1 note)\n")


@pytest.mark.parametrize("color", ["never", "always"])
@pytest.mark.parametrize("name", ["full", "concise", "json", "sarif", "github"])
def test_the_exit_code_does_not_depend_on_the_format(site, run, name, color):
    write(site, a=GUILTY)
    assert run("check", "--output-format", name, "--color", color).code == 1


def test_an_inventory_is_no_failure(site, run):
    write(site, a=GUILTY, b=GATED)
    result = run("inventory")
    assert (result.code, result.err) == (0, "2 files scanned, 2 embeds (1 gated)\n")


# --- wrong usage and wrong settings ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(["check", "nowhere"], "consentlint: nowhere: there is no such file or folder", id="missing path"),
        pytest.param(["chek"], "there is no command 'chek' (did you mean 'check'?)", id="unknown command"),
        pytest.param(["."], "to check it, run `consentlint check .`", id="a path for a command"),
        pytest.param(["--select", "x"], "write `consentlint check --select`", id="an option for a command"),
        pytest.param(["check", "--frobnicate"], "unrecognized arguments: --frobnicate", id="unknown option"),
        pytest.param(["check", "--select", "ungated-embd"], "(did you mean 'ungated-embed'?)", id="unknown check"),
        pytest.param(["check", "--policy", "strikt"], "(did you mean 'strict'?)", id="unknown policy"),
        pytest.param(["check", "--output", "sarif"], "'sarif' is not FORMAT=FILE", id="no file"),
        pytest.param(
            ["check", "--output", "table=x"],
            "`consentlint check` has no such format; it has checkstyle",
            id="no such format",
        ),
        pytest.param(["check", "--output", "json=no/x"], "cannot be written", id="no such folder"),
        pytest.param(["check", "--config", "no.toml"], "no.toml: cannot be read", id="no settings"),
        pytest.param(["check", "-", "a.html"], "name either - or paths, not both", id="standard input and paths"),
        pytest.param([], "usage: consentlint COMMAND", id="nothing"),
    ],
)
def test_exit_2(site, run, monkeypatch, arguments, message):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))
    result = run(*arguments)
    assert (result.code, result.out) == (2, "")
    assert message in result.err
    assert "Traceback" not in result.err


def test_all_faults_of_the_settings_are_said_at_once(site, run):
    (site / "consentlint.toml").write_text("polcy = 1\nselect = 1\n")
    result = run("check")
    assert result.code == 2
    assert result.err.count("consentlint: consentlint.toml: ") == 2


def test_a_broken_pack_of_the_user_is_exit_2_with_a_sentence(site, run):
    (site / "consentlint.toml").write_text("extend-packs = ['packs']\n")
    (site / "packs/vendors").mkdir(parents=True)
    (site / "packs/vendors/acme.yaml").write_text("id: [")
    result = run("check")
    assert result.code == 2
    assert "acme.yaml" in result.err
    assert "Traceback" not in result.err


# --- what was not examined -------------------------------------------------------------------------------------------


def test_nothing_is_dropped_in_silence(site, run):
    write(site, a=GUILTY, part=EU + "#part", big=EU + "x" * 3000)
    (site / "binary.html").write_bytes(b"\0mypurecloud")
    (site / "loop.html").symlink_to("loop.html")
    (site / "x.min.js").write_text("1")
    (site / "consentlint.toml").write_text("max-file-size = 2000\n")
    result = run("check", "-q")
    assert result.err == ""
    result = run("check")
    assert result.err.splitlines() == [
        "not examined: big.html: larger than max-file-size (2,000 bytes) and names a vendor",
        "not examined: binary.html: binary (it holds a NUL byte)",
        "not examined: loop.html: a symbolic link that leads to itself",
        "examined only in part: part.html: the script is broken from line 3 on",
        "passed over: 1 minified or bundled files",
        "2 files scanned, 3 findings (3 errors)",
    ]


def test_many_files_with_one_reason_take_one_line(site, run):
    for number in range(7):
        (site / f"{number}.html").write_bytes(b"\0")
    assert run("check").err.splitlines()[0] == (
        "not examined: 0.html, 1.html, 2.html, 3.html, 4.html and 2 more: binary (it holds a NUL byte)"
    )


def test_a_large_file_that_names_no_vendor_needs_no_mention(site, run):
    write(site, big="x" * 3000)
    (site / "consentlint.toml").write_text("max-file-size = 2000\n")
    assert run("check").err == "1 file scanned, no findings\n"


@pytest.mark.parametrize("copies", [1, 20], ids=["one process", "several processes"])
def test_an_internal_error_names_the_file_and_the_others_go_on(site, run, copies):
    write(site, bad="mypurecloud.com #crash", **{f"a{number:02}": EU for number in range(copies)})
    result = run("check", "--jobs", "2")
    assert result.code == 2
    assert result.out.count("[ungated-embed]") == copies
    assert (
        "consentlint: internal error in bad.html: RecursionError: too deep; this is a fault of consentlint"
        in result.err
    )
    assert f"{copies} error" in result.err.splitlines()[-1]


def test_a_file_that_kills_its_process_is_named(site, run):
    write(site, bad="mypurecloud.com #exit", **{f"a{number:02}": EU for number in range(18)})
    result = run("check", "--jobs", "2")
    assert result.code == 2
    assert result.out.count("[ungated-embed]") == 18
    assert "internal error in bad.html: it ended the process that examined it" in result.err


def test_the_order_of_results_does_not_depend_on_the_number_of_processes(site, run):
    write(site, **{f"a{number:02}": GUILTY * (1 + number % 3) for number in range(24)})
    one, two = (run("check", "--jobs", jobs, "--output-format", "json") for jobs in ("1", "2"))
    assert one.out == two.out
    assert one.out.count('"rule"') == 96


# --- selection, policy, settings -------------------------------------------------------------------------------------


def checks(result) -> set[str]:
    return {finding["rule"] for finding in json.loads(result.out)["findings"]}


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ([], {"ungated-embed", "non-eu-region"}),
        (["--select", "ungated-embed"], {"ungated-embed"}),
        (["--ignore", "ungated-embed"], {"non-eu-region"}),
        (
            ["--select", "ungated-embed,non-eu-region", "--ignore", "ungated-embed", "--ignore", "dead-gate"],
            {"non-eu-region"},
        ),
    ],
)
def test_select_and_ignore(site, run, options, expected):
    write(site, a=GUILTY)
    assert checks(run("check", "--output-format", "json", *options)) == expected


def test_the_policy_either_is_content_with_an_eu_host(site, run):
    write(site, a=EU)
    assert run("check").code == 1
    assert run("check", "--policy", "either").code == 0
    (site / "consentlint.toml").write_text("policy = 'either'\n")
    assert run("check").code == 0
    assert run("check", "--isolated").code == 1


def test_jurisdictions_and_per_file_ignores_of_the_settings(site, run):
    write(site, a=GUILTY)
    (site / "consentlint.toml").write_text("jurisdictions = ['eea', 'us']\n")
    assert checks(run("check", "--output-format", "json")) == {"ungated-embed"}
    (site / "consentlint.toml").write_text("per-file-ignores = {'a.*' = ['ungated-embed', 'non-eu-region']}\n")
    assert run("check").code == 0


def test_excludes_of_the_command_line_and_of_the_settings_add_up(site, run):
    write(site, a=GUILTY, b=GUILTY)
    (site / "consentlint.toml").write_text("exclude = ['a.html']\n")
    result = run("check", "--exclude", "b.html")
    assert (result.code, result.err.splitlines()[0]) == (0, "passed over: 2 files excluded by the settings")


def test_suppressions(site, run):
    write(site, a=f"<!-- consentlint: allow[ungated-embed,non-eu-region] agreed with the DPO -->\n{GUILTY}")
    assert run("check").code == 0
    write(site, a="<!-- consentlint: allow[ungated-embed] agreed with the DPO -->\n<p>\n")
    result = run("check", "--output-format", "concise")
    assert result.code == 1
    said = "a.html:1:1: warning: line 2 has nothing to allow for ungated-embed; remove it [unused-suppression]\n"
    assert result.out == said
    write(site, a="<p> <!-- consentlint: allow[ungated-embed] agreed with the DPO -->\n")
    assert "remove it, or give it a line of its own" in run("check", "--output-format", "concise").out


# --- streams and formats ---------------------------------------------------------------------------------------------


@pytest.fixture
def piped(monkeypatch):
    def pipe(text: str) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))

    return pipe


def test_standard_input_goes_by_its_name(site, run, piped):
    (site / "sub").mkdir()
    (site / "sub/consentlint.toml").write_text("ignore = ['non-eu-region']\nexclude = ['old.html']\n")
    piped(GUILTY)
    result = run("check", "-", "--stdin-filename", "sub/new.html", "--output-format", "concise")
    assert (result.code, result.out.split(":")[0]) == (1, "sub/new.html")
    assert result.out.count("\n") == 1
    piped(GUILTY)
    result = run("check", "-", "--stdin-filename", "sub/old.html", "--force-exclude")
    assert (result.code, result.err.splitlines()[-1]) == (0, "0 files scanned, no findings")


def test_standard_input_without_a_name(site, run, piped):
    piped(GUILTY)
    assert run("check", "-", "--output-format", "concise").out.startswith("stdin.html:1:14: error: ")


def test_several_formats_in_one_run(site, run):
    write(site, a=GUILTY)
    result = run("check", "--output-format", "concise", "--output", "json=out.json", "--output", "sarif=out.sarif")
    assert result.out.count("\n") == 2
    assert len(json.loads((site / "out.json").read_text())["findings"]) == 2
    assert len(json.loads((site / "out.sarif").read_text())["runs"][0]["results"]) == 2


def test_statistics(site, run):
    write(site, a=GUILTY, b=EU)
    assert run("check", "--statistics").err.splitlines()[:2] == ["     2 ungated-embed", "     1 non-eu-region"]


@pytest.mark.parametrize(
    ("flag", "environment", "colored"),
    [
        ("auto", {}, False),
        ("always", {"NO_COLOR": "1"}, True),
        ("never", {"FORCE_COLOR": "1"}, False),
        ("auto", {"FORCE_COLOR": "1"}, True),
        ("auto", {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ("auto", {"FORCE_COLOR": "1", "NO_COLOR": ""}, True),
        ("auto", {"FORCE_COLOR": ""}, False),
    ],
)
def test_color(site, run, monkeypatch, flag, environment, colored):
    write(site, a=GUILTY)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert ("\x1b[" in run("check", "--color", flag).out) is colored


def test_a_name_that_is_no_text_breaks_nothing(site, run):
    with open(os.fsencode(site) + b"/\xff\n.html", "w") as file:
        file.write(GUILTY)
    for name in ("full", "concise", "json", "sarif", "github"):
        result = run("check", "--output-format", name, "--output", f"{name}=out")
        assert result.code == 1
        assert "Traceback" not in result.err
    json.loads((site / "out").read_text()) if name == "json" else None


# --- the other commands ----------------------------------------------------------------------------------------------


def test_explain_prints_the_page(site, run):
    result = run("explain", "ungated-embed")
    assert result.code == 0
    assert result.out.startswith("# ungated-embed\n")
    assert run("explain", "unused-suppression").out.startswith("# suppressions\n")
    assert run("explain", "genesys").code == 0


def test_explain_names_the_nearest(site, run):
    result = run("explain", "ungated-embd")
    assert (result.code, result.out) == (2, "")
    assert "nothing is called 'ungated-embd' (did you mean 'ungated-embed'?)" in result.err


def test_explain_without_a_name_lists_all(site, run):
    assert [line.split(":")[0] for line in run("explain").out.splitlines()] == ["checks", "cmps", "vendors", "policies"]


def test_every_check_has_a_page(site, run):
    from consentlint.known import known_checks

    assert {check: run("explain", check).code for check in known_checks()} == dict.fromkeys(known_checks(), 0)


def test_help(run):
    assert run("--help").out.startswith("Finds third-party embeds")
    assert "--stdin-filename NAME" in run("check", "--help").out


def test_version(run):
    from consentlint import __version__

    assert run("--version").out == f"consentlint {__version__}\n"


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="only Linux has a device that is always full")
def test_a_full_disk_is_said(site, monkeypatch, capsys):
    write(site, a=GUILTY)
    with open("/dev/full", "w") as full, monkeypatch.context() as patched:
        patched.setattr(sys, "stdout", full)
        assert main(["check", "--isolated", "--jobs", "1"]) == 2
    assert "the output cannot be written" in capsys.readouterr().err
