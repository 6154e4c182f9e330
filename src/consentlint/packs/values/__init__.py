"""What `rules/` holds, as frozen values. The loader (`packs/load.py`) builds them; the JSON Schemas come from them.

The comment at each field is its description in the schema. Every value here can be pickled. They are named tuples:
every run with a hit makes all these classes, and a frozen dataclass costs five times as much to make, a tenth of what
starting Python costs, each.
"""

from consentlint.packs.values.code import Callback as Callback
from consentlint.packs.values.code import Component as Component
from consentlint.packs.values.code import Condition as Condition
from consentlint.packs.values.code import Definition as Definition
from consentlint.packs.values.code import GatedLoader as GatedLoader
from consentlint.packs.values.code import LayerEvent as LayerEvent
from consentlint.packs.values.code import NoGate as NoGate
from consentlint.packs.values.code import StateCall as StateCall
from consentlint.packs.values.code import StoredChoice as StoredChoice
from consentlint.packs.values.code import Vocabulary as Vocabulary
from consentlint.packs.values.common import SHORT as SHORT
from consentlint.packs.values.common import UNKNOWN_THIRD_PARTY as UNKNOWN_THIRD_PARTY
from consentlint.packs.values.common import Audience as Audience
from consentlint.packs.values.common import Cookie as Cookie
from consentlint.packs.values.common import Duty as Duty
from consentlint.packs.values.common import Fact as Fact
from consentlint.packs.values.common import Jurisdiction as Jurisdiction
from consentlint.packs.values.common import Kind as Kind
from consentlint.packs.values.common import Source as Source
from consentlint.packs.values.frameworks import AutoImports as AutoImports
from consentlint.packs.values.frameworks import Backend as Backend
from consentlint.packs.values.frameworks import BuildSetting as BuildSetting
from consentlint.packs.values.frameworks import BuildValue as BuildValue
from consentlint.packs.values.frameworks import PageFiles as PageFiles
from consentlint.packs.values.frameworks import ServerCall as ServerCall
from consentlint.packs.values.frameworks import ServerFilter as ServerFilter
from consentlint.packs.values.frameworks import ServerSide as ServerSide
from consentlint.packs.values.frameworks import SiteSetting as SiteSetting
from consentlint.packs.values.markup import AutoBlocking as AutoBlocking
from consentlint.packs.values.markup import BlockList as BlockList
from consentlint.packs.values.markup import Controls as Controls
from consentlint.packs.values.markup import LiveMarkup as LiveMarkup
from consentlint.packs.values.markup import MarkupGate as MarkupGate
from consentlint.packs.values.markup import OwnFile as OwnFile
from consentlint.packs.values.markup import Presence as Presence
from consentlint.packs.values.markup import Purpose as Purpose
from consentlint.packs.values.packs import CommonDuty as CommonDuty
from consentlint.packs.values.packs import CountryGroup as CountryGroup
from consentlint.packs.values.packs import Packs as Packs
from consentlint.packs.values.packs import Policy as Policy
from consentlint.packs.values.platform import Cmp as Cmp
from consentlint.packs.values.vendor import STRANGER as STRANGER
from consentlint.packs.values.vendor import Alternative as Alternative
from consentlint.packs.values.vendor import ConsentNeed as ConsentNeed
from consentlint.packs.values.vendor import ElementMark as ElementMark
from consentlint.packs.values.vendor import Entity as Entity
from consentlint.packs.values.vendor import Loader as Loader
from consentlint.packs.values.vendor import Module as Module
from consentlint.packs.values.vendor import Package as Package
from consentlint.packs.values.vendor import PersonalData as PersonalData
from consentlint.packs.values.vendor import RegionEntry as RegionEntry
from consentlint.packs.values.vendor import Setting as Setting
from consentlint.packs.values.vendor import Start as Start
from consentlint.packs.values.vendor import Vendor as Vendor
