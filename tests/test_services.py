"""What a project says of single vendors and of its own domains, through the command."""

import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from consentlint.__main__ import main

STRIPE = '<script src="https://js.stripe.com/v3/"></script>\n'
VWO = """<script type="text/plain" data-cookieconsent="statistics"
  src="https://dev.visualwebsiteoptimizer.com/j.php"></script>
"""
STRANGER = '<script src="https://widgets.partner-site.io/w.js"></script>\n'
MATOMO = '<script src="https://stats.own-server.org/matomo.js"></script>\n'


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty project, which is the current folder."""
    (tmp_path / ".git").mkdir()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path.parent / "cache"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., SimpleNamespace]:
    def command(*arguments: str) -> SimpleNamespace:
        code = main(list(arguments))
        told = capsys.readouterr()
        return SimpleNamespace(code=code, out=told.out, err=told.err)

    return command


def checked(site, run, text, settings=""):
    """The (check, severity, vendor) of every finding in one page."""
    (site / "page.html").write_text(text)
    (site / "consentlint.toml").write_text(settings)
    result = run("check", "--output-format", "json", "page.html")
    assert result.code in (0, 1), result.err
    return [(found["rule"], found["severity"], found["vendor"]) for found in json.loads(result.out)["findings"]]


# --- silence ---------------------------------------------------------------------------------------------------------


def test_a_service_that_needs_no_consent_here(site, run):
    said = '[services.stripe]\nconsent = "not-required"\nreason = "only on the page on which the visitor pays"\n'
    assert checked(site, run, STRIPE, said) == []


def test_the_region_of_an_account(site, run):
    assert checked(site, run, VWO, '[services.vwo]\nregion = "eu"\n') == []


def test_own_server_is_no_third_party(site, run):
    assert checked(site, run, MATOMO) == []
    assert checked(site, run, MATOMO, 'policy = "strict"\n') == []


def test_strangers_are_not_looked_for_unless_asked(site, run):
    assert checked(site, run, STRANGER) == []
    assert checked(site, run, STRANGER, 'policy = "strict"\n') == []


def test_own_domains_are_no_strangers(site, run):
    on = '[severity]\nunknown-third-party = "error"\n'
    for domain in ("partner-site.io", "*.partner-site.io", "widgets.Partner-Site.io"):
        assert checked(site, run, STRANGER, f'own-domains = ["{domain}"]\n{on}') == []
    assert checked(site, run, STRANGER, f'own-domains = ["site.io"]\n{on}') != []


def test_a_policy_that_looks_for_strangers_can_be_told_not_to(site, run):
    off = 'policy = "complete"\n[severity]\nunknown-third-party = "off"\n'
    assert checked(site, run, STRANGER, off) == []


# --- findings --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("policy", "severity"), [("default", "warning"), ("strict", "error"), ("either", "note"), ("complete", "error")]
)
def test_what_depends_weighs_as_the_policy_says(site, run, policy, severity):
    assert checked(site, run, STRIPE, f'policy = "{policy}"\n') == [("ungated-embed", severity, "stripe")]


def test_a_service_that_needs_consent_here_weighs_in_full(site, run):
    said = '[services.stripe]\nconsent = "required"\nreason = "it is on every page"\n'
    assert checked(site, run, STRIPE, said) == [("ungated-embed", "error", "stripe")]


def test_the_region_of_an_account_may_be_a_wrong_one(site, run):
    assert checked(site, run, VWO, '[services.vwo]\nregion = "us"\n') == [("non-eu-region", "error", "vwo")]
    assert checked(site, run, VWO) == [("unknown-region", "warning", "vwo")]


@pytest.mark.parametrize("level", ["note", "warning", "error"])
def test_strangers_are_reported_as_severely_as_asked(site, run, level):
    said = checked(site, run, STRANGER, f'[severity]\nunknown-third-party = "{level}"\n')
    assert said == [("unknown-third-party", level, "unknown-third-party")]


def test_a_policy_may_look_at_own_servers_too(site, run):
    (site / "packs/policies").mkdir(parents=True)
    text = "id: own\nname: Own\nsummary: everything\nself_hosted: reported\n"
    (site / "packs/policies/own.yaml").write_text(text)
    said = checked(site, run, MATOMO, 'extend-packs = ["packs"]\npolicy = "own"\n')
    assert said == [("ungated-embed", "warning", "matomo")]


# --- faults ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ('[services.stripe]\nconsent = "not-required"\n', "services.stripe: says consent"),
        ('[services.stripe]\nconsent = "not-required"\nreason = "  "\n', "without a reason"),
        ('[services.stripe]\nconsent = "no"\nreason = "x"\n', "services.stripe.consent: expected one of required"),
        ('[services.strype]\nconsent = "required"\nreason = "x"\n', "did you mean 'stripe'?"),
        ('[services.vwo]\nregion = "de"\n', "there is no region 'de'"),
        ('[services.crisp]\nregions = "eu"\n', "services.crisp"),
        ("[services]\nstripe = true\n", "services.stripe: expected a table"),
        ("services = 1\n", "services: expected tables"),
        ('own-domains = ["https://x.org/"]\n', "own-domains[0]"),
        ('own-domains = "x.org"\n', "own-domains: expected a list"),
    ],
)
def test_faults_say_what_is_wrong(site, run, settings, words):
    (site / "page.html").write_text(STRIPE + VWO)
    (site / "consentlint.toml").write_text(settings)
    result = run("check", "page.html")
    assert result.code == 2
    assert words in result.err
    assert "Traceback" not in result.err
