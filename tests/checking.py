"""Vendors, guards and embeds built by hand, for the tests of the checks."""

from consentlint.judge import judge
from consentlint.model import Embed, Exposure, Finding, Guard, Place, Region, RegionFact, Span
from consentlint.packs.values import (
    Cmp,
    ConsentNeed,
    Entity,
    MarkupGate,
    Packs,
    Policy,
    Presence,
    Purpose,
    RegionEntry,
    Setting,
    Vendor,
)
from consentlint.worlds import worlds

IRELAND = Region("eu-west-1", "eea", "Europe (Ireland)")
FRANKFURT = Region("eu-central-1", "eea", "Europe (Frankfurt)")
VIRGINIA = Region("us-east-1", "us", "US East (N. Virginia)")
OREGON = Region("us-west-2", "us", "US West (Oregon)")
VENDOR = Vendor(
    id="acme", name="Acme Chat", website="https://acme.example", category="chat",
    entity=Entity("Acme Inc", "US"), consent=ConsentNeed("yes", "it stores an id", article="Art. 5(3) ePrivacy"),
    loaders=(), sources=(), purposes=("chat",),
    regions=(
        RegionEntry("us-east-1", "US East (N. Virginia)", "us", ("acme.com",), ("prod", "use1", "us-east-1")),
        RegionEntry("us-west-2", "US West (Oregon)", "us", ("usw2.acme.net",), ("prod-usw2", "usw2", "us-west-2")),
        RegionEntry("eu-west-1", "Europe (Ireland)", "eea", ("acme.ie",), ("prod-euw1", "euw1", "eu-west-1")),
        RegionEntry("eu-central-1", "Europe (Frankfurt)", "eea", ("acme.de",), ("prod-euc1", "euc1", "eu-central-1")),
    ),
    settings=(Setting("messenger", "environment"), Setting("messenger", "dataURL", reads="url")),
)  # fmt: skip
ADS = VENDOR._replace(
    id="ads", name="Acme Ads", category="ads", purposes=(), consent=ConsentNeed("no", "it is a poster")
)
BOT = Cmp(
    id="bot", name="Consentbot", website="https://bot.example", sources=(), present=Presence(urls=("bot.example/*",)),
    gates=(MarkupGate('script[type="text/plain" i][data-bot]:not([data-bot="ignore"])', Purpose("data-bot")),
           MarkupGate('iframe[data-bot][data-bot-src]:not([src])', Purpose("data-bot"), url=("data-bot-src",))),
    purposes=("necessary", "preferences", "statistics"), necessary=("necessary",),
    fits={"preferences": ("chat",), "statistics": ("analytics",), "mixed": ("ads", "chat")},
)  # fmt: skip
BARE = Cmp(id="bare", name="bare", website="", sources=())
PACKS = Packs({"acme": VENDOR, "ads": ADS}, {"bot": BOT, "bare": BARE}, {})
DEFAULT = Policy("default", "Default", "")
STRICT = Policy("strict", "Strict", "", click_to_load="reported")
EITHER = Policy("either", "Either", "", requires="either")


def at(start: int, path: str = "page.html") -> Place:
    return Place(path, Span(start, start + 5))


def guard(vector: str, text: str = "if (ok)", start: int = 0, **more: str) -> Guard:
    return Guard("script-branch", at(start), text, worlds(vector), **more)  # type: ignore[arg-type]


def embed(load: str, *trace: Guard, request: str = "no/no/no", start: int = 100, path: str = "page.html",
          **more: object) -> Embed:  # fmt: skip
    settled: dict[str, object] = {"vendor": "acme", "form": "script-tag", "url": "https://apps.acme.de/chat.js",
                                  "product": "messenger", "region": FRANKFURT, **more}  # fmt: skip
    exposure = Exposure(worlds(load), worlds(request))
    return Embed(place=at(start, path), exposure=exposure, trace=trace, **settled)  # type: ignore[arg-type]


def fact(role: str, text: str, region: Region, start: int = 100) -> RegionFact:
    return RegionFact(role, "messenger", text, region, at(start))


def findings(*embeds: Embed, policy: Policy = DEFAULT, jurisdictions: tuple[str, ...] = ("eea",)) -> list[Finding]:
    return judge(embeds, PACKS, policy, jurisdictions)


def ids(*embeds: Embed, policy: Policy = DEFAULT, jurisdictions: tuple[str, ...] = ("eea",)) -> list[str]:
    return [finding.check for finding in findings(*embeds, policy=policy, jurisdictions=jurisdictions)]


def message(check: str, *embeds: Embed, policy: Policy = DEFAULT) -> str:
    return next(finding.message for finding in findings(*embeds, policy=policy) if finding.check == check)


SETTING_EU, SETTING_US = fact("setting", "prod-euw1", IRELAND), fact("setting", "prod", VIRGINIA)
HOST_EU, HOST_US = fact("host", "apps.acme.ie", IRELAND), fact("host", "apps.acme.com", VIRGINIA)
