"""Settings: found by walking up, read into one value, refused all at once."""

from pathlib import Path

import pytest

from consentlint.config import Config, ConfigErrors, load_config, read_config
from consentlint.model import Severity
from consentlint.worlds import ON_CONSENT


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def faults(text: str) -> list[str]:
    import tomllib

    with pytest.raises(ConfigErrors) as caught:
        read_config("consentlint.toml", tomllib.loads(text))
    return str(caught.value).splitlines()


def values(text: str) -> Config:
    import tomllib

    return read_config("consentlint.toml", tomllib.loads(text))


# --- finding ---------------------------------------------------------------------------------------------------------


def test_no_file_is_no_settings(tmp_path):
    (tmp_path / ".git").mkdir()
    assert load_config(str(tmp_path)).file == ""


def test_a_pyproject_without_our_table_is_passed_by(tmp_path):
    write(tmp_path / "sub/pyproject.toml", "[project]\nname = 'consentlint-user'\n")
    found = write(tmp_path / "consentlint.toml", "policy = 'strict'\n")
    assert load_config(str(tmp_path / "sub")).file == str(found)


def test_the_search_ends_at_the_repository(tmp_path):
    write(tmp_path / "consentlint.toml", "policy = 'strict'\n")
    (tmp_path / "repo/.git").mkdir(parents=True)
    assert load_config(str(tmp_path / "repo")) == Config(root=str(Path.cwd()))


def test_isolated_looks_for_nothing(tmp_path):
    write(tmp_path / "consentlint.toml", "policy = 'strict'\n")
    assert load_config(str(tmp_path), isolated=True).policy == "default"


def test_the_settings_of_the_first_path_count_and_their_folder_is_the_root(tmp_path):
    write(tmp_path / "pyproject.toml", "[tool.consentlint]\npolicy = 'strict'\n")
    page = write(tmp_path / "a/b/page.html", "")
    found = load_config(str(page))
    assert (found.policy, found.root) == ("strict", str(tmp_path))


def test_our_own_file_comes_before_pyproject(tmp_path):
    write(tmp_path / "pyproject.toml", "[tool.consentlint]\npolicy = 'strict'\n")
    write(tmp_path / "consentlint.toml", "policy = 'either'\n")
    assert load_config(str(tmp_path)).policy == "either"


def test_a_named_file_is_the_only_one_read(tmp_path):
    write(tmp_path / "consentlint.toml", "policy = 'strict'\n")
    other = write(tmp_path / "other.toml", "policy = 'either'\n")
    assert load_config(str(tmp_path), given=str(other)).policy == "either"


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        pytest.param("x.toml", None, "cannot be read (No such file or directory)", id="missing"),
        pytest.param("x.toml", "policy = ", "is not valid TOML", id="no TOML"),
        pytest.param("pyproject.toml", "[project]\n", "has no table [tool.consentlint]", id="no table"),
    ],
)
def test_a_named_file_must_be_readable(tmp_path, name, text, message):
    if text is not None:
        write(tmp_path / name, text)
    with pytest.raises(ConfigErrors) as caught:
        load_config(".", given=str(tmp_path / name))
    assert message in str(caught.value)


# --- reading ---------------------------------------------------------------------------------------------------------


def test_every_key_is_read():
    found = values(
        """
        policy = "strict"
        select = ["ungated-embed"]
        ignore = ["dead-gate"]
        severity = { non-eu-region = "warning" }
        jurisdictions = ["eea", "ch"]
        exclude = ["legacy/**"]
        include = ["*.tmpl2"]
        extend-packs = ["packs"]
        per-file-ignores = { "docs/**" = ["ungated-embed"] }
        max-file-size = 10
        click-to-load = "reported"
        """
    )
    assert found._replace(file="", root="") == Config(
        file="",
        root="",
        policy="strict",
        select=("ungated-embed",),
        ignore=("dead-gate",),
        severity={"non-eu-region": Severity.WARNING},
        jurisdictions=("eea", "ch"),
        exclude=("legacy/**",),
        include=("*.tmpl2",),
        extend_packs=("packs",),
        per_file_ignores=(("docs/**", ("ungated-embed",)),),
        max_file_size=10,
        click_to_load="reported",
    )


def test_all_faults_come_at_once_each_with_its_path_and_the_way_out():
    assert faults(
        """
        polcy = "strict"
        select = "ungated-embed"
        max-file-size = true
        click-to-load = "acepted"
        jurisdictions = ["eea", "europe"]
        severity = { dead-gate = "fatal" }
        """
    ) == [
        "consentlint.toml: polcy: unknown key 'polcy' (did you mean 'policy'?); accepted are policy, select, ignore, "
        "severity, jurisdictions, exclude, include, extend-packs, per-file-ignores, max-file-size, "
        "click-to-load, consent, own-domains, services, template-folders, dialects, paths, register, baseline",
        'consentlint.toml: select: expected a list of texts such as ["a", "b"], found text',
        "consentlint.toml: max-file-size: expected a number of bytes above 0, found True",
        "consentlint.toml: click-to-load: expected one of accepted, reported (did you mean 'accepted'?); "
        "found 'acepted'",
        "consentlint.toml: jurisdictions[1]: expected one of eea, uk, ch, adequacy, us, other, unknown; found 'europe'",
        "consentlint.toml: severity.dead-gate: expected one of off, note, warning, error; found 'fatal'",
    ]


def test_no_jurisdiction_at_all_is_a_fault():
    (fault,) = faults("jurisdictions = []")
    assert fault.startswith("consentlint.toml: jurisdictions: names none")
    assert values('jurisdictions = ["eea"]').jurisdictions == ("eea",)


def test_a_folder_by_the_name_of_the_settings_is_said_to_be_unreadable(tmp_path):
    (tmp_path / ".git").mkdir()
    (tmp_path / "consentlint.toml").mkdir()
    with pytest.raises(ConfigErrors, match=r"consentlint\.toml: cannot be read \(Is a directory\)"):
        load_config(str(tmp_path))


# --- the project's own consent ---------------------------------------------------------------------------------------


def test_declared_consent_becomes_a_platform_of_the_project():
    cmp = values(
        """
        [consent]
        conditions = [
          { expr = "shop.ready()", values = "no/no/yes", note = "ours" },
          { expr = "shop.choice", undecided = {any = "absent"}, refused = "no", granted = ["yes", "all"] },
        ]
        callbacks = [{ event = "shop:consent", runs = "no/yes/yes" }]
        components = [{ name = "Consent", prop = "purpose" }]
        storage = [{ name = "shop-consent", refused = "0", granted = "1" }]
        accept-controls = ["#yes"]
        refuse-controls = ["#no"]
        purposes = ["chat"]
        """
    ).consent
    assert cmp is not None
    assert cmp.id == "project"
    assert [condition.values["granted"] for condition in cmp.conditions] == [True, ["yes", "all"]]
    assert cmp.conditions[0].values == {"undecided": False, "refused": False, "granted": True}
    assert (cmp.callbacks[0].event, str(cmp.callbacks[0].runs)) == ("shop:consent", "no/yes/yes")
    assert (cmp.components[0].name, cmp.components[0].prop, cmp.components[0].worlds) == (
        "Consent",
        "purpose",
        ON_CONSENT,
    )
    assert cmp.stored[0].values == {"undecided": {"any": "absent"}, "refused": "0", "granted": "1"}
    assert (cmp.controls.accept, cmp.controls.refuse, cmp.purposes) == (("#yes",), ("#no",), ("chat",))


def test_faults_of_declared_consent_name_the_entry():
    assert faults(
        """
        [consent]
        condition = []
        conditions = [
          { expr = "shop.", values = "no/no/yes" },
          { expr = "a", values = "yes" },
          { expr = "b", granted = true },
          { expr = "c", values = "no/no/yes", granted = true },
          "d",
        ]
        callbacks = [{ runs = "no/no/yes" }, { event = "x", call = "y(<fn>)", runs = "no/no/yes" }]
        storage = [{ granted = "1" }]
        accept-controls = ["#"]
        """
    ) == [
        "consentlint.toml: consent.condition: unknown key 'condition' (did you mean 'conditions'?); accepted are "
        "conditions, callbacks, components, storage, accept-controls, refuse-controls, purposes",
        "consentlint.toml: consent.conditions[0].expr: 'shop.' is no JavaScript expression",
        "consentlint.toml: consent.conditions[1].values: 'yes' is not three answers such as 'no/no/yes' "
        "(undecided/refused/granted)",
        "consentlint.toml: consent.conditions[2]: says nothing about undecided, refused; give the value there, or "
        'values = "no/no/yes"',
        "consentlint.toml: consent.conditions[3]: give either values or granted, not both",
        "consentlint.toml: consent.conditions[4]: expected a table, found text",
        "consentlint.toml: consent.callbacks[0]: expected exactly one of event, call, function, option, found none",
        "consentlint.toml: consent.callbacks[1]: expected exactly one of event, call, function, option, found event, "
        "call",
        "consentlint.toml: consent.storage[0]: the key 'name' is missing",
        "consentlint.toml: consent.storage[0]: says nothing about refused; give the value there, or "
        'values = "no/no/yes"',
        "consentlint.toml: consent.accept-controls[0]: '#' is a broken CSS selector: "
        "Malformed id selector at position 0",
    ]


def test_template_settings(tmp_path: Path) -> None:
    from consentlint.known import verify_names

    table = {"template-folders": ["views"], "dialects": {"*.html": "jinja", "mail/**": "plain"}}
    config = read_config(str(tmp_path / "consentlint.toml"), table)
    assert config.template_folders == ("views",)
    assert config.dialects == (("*.html", "jinja"), ("mail/**", "plain"))
    verify_names(config)
    wrong = config._replace(dialects=(("*.html", "jinga"),))
    with pytest.raises(
        ConfigErrors, match=r"there is no template language 'jinga' \(did you mean 'jinja'\?\); known are"
    ):
        verify_names(wrong)
