"""What an account has, asked of Twilio and told in our own words; and the few things that are changed in it."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any

from twilio.rest import Client

from ivr.carrier.client import Credentials, PatientHttpClient, client_for, credentials_of
from ivr.carrier.trouble import asked
from ivr.carrier.webhooks import Difference, Webhooks
from ivr.findings import Kind, Place
from ivr.setting_faults import NO_TOKEN
from ivr.settings import Settings, SettingsError

MOST = 200  # numbers of an account that are looked at
NO_ACCOUNT = Kind(
    "no-account",
    fr=("Il manque : le compte Twilio n'est pas connu.", "Copiez-le de sa console ; il commence par AC."),
    en=("It is not set: the Twilio account isn't known.", "Copy it from its console; it begins with AC."),
).at(Place("TWILIO_ACCOUNT_SID"))


@dataclass(frozen=True, slots=True)
class State:
    """How an account stands."""

    sid: str
    name: str
    status: str  # active, suspended, closed
    trial: bool


@dataclass(frozen=True, slots=True)
class Number:
    """A telephone number of the account."""

    sid: str
    number: str  # E.164
    name: str
    voice: bool
    webhooks: Webhooks


@dataclass(frozen=True, slots=True)
class Price:
    """What a number costs a month: "1.15", "USD"."""

    amount: str
    unit: str


@dataclass(frozen=True, slots=True)
class Service:
    """A Messaging Service, and the alphanumeric senders in it."""

    sid: str
    name: str
    senders: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Alert:
    """Something that went wrong, as Twilio's monitor keeps it: without the request, which holds numbers."""

    code: int
    address: str  # without its query
    at: datetime | None


class Account:
    """One account, in one region. Each method asks Twilio, and raises TwilioTrouble where it gets no answer."""

    def __init__(self, who: Credentials, http: PatientHttpClient | None = None) -> None:
        self.sid = who.account_sid
        self.region = who.region
        self.http = http or PatientHttpClient()
        self._client: Client = client_for(who, self.http)

    def state(self) -> State:
        """How it stands."""
        found = self._ask(lambda: self._client.api.v2010.accounts(self.sid).fetch())
        return State(found.sid, found.friendly_name or "", str(found.status), str(found.type).lower() == "trial")

    def numbers(self) -> tuple[Number, ...]:
        """Its numbers."""
        listed = self._ask(lambda: self._client.incoming_phone_numbers.list(limit=MOST))
        return tuple(_number(found) for found in listed)

    def verified(self) -> tuple[str, ...]:
        """The numbers that a trial account may be called from, and may call."""
        listed = self._ask(lambda: self._client.outgoing_caller_ids.list(limit=MOST))
        return tuple(str(found.phone_number) for found in listed)

    def change(self, sid: str, changes: Iterable[Difference]) -> Number:
        """A number, changed."""
        values = {change.field: change.after for change in changes}
        return _number(self._ask(lambda: self._client.incoming_phone_numbers(sid).update(**values)))

    def on_sale(self, country: str) -> str:
        """A local number that takes calls and could be bought there; "" where there is none."""
        there = self._client.available_phone_numbers(country).local
        listed = self._ask(lambda: there.list(voice_enabled=True, limit=1))
        return str(listed[0].phone_number) if listed else ""

    def price(self, country: str) -> Price | None:
        """What a local number of that country costs this account a month; None where Twilio names no price."""
        found = self._ask(lambda: self._client.pricing.v1.phone_numbers.countries(country).fetch())
        for row in found.phone_number_prices or ():
            if row["number_type"] == "local":
                return Price(str(row["current_price"]), str(found.price_unit).upper())
        return None

    def buy(self, number: str, webhooks: Webhooks) -> Number:
        """A number, bought."""
        values = {name: value for name, value in asdict(webhooks).items() if value}
        return _number(self._ask(lambda: self._client.incoming_phone_numbers.create(phone_number=number, **values)))

    def service(self, sid: str) -> Service:
        """A Messaging Service and its senders."""
        found = self._client.messaging.v1.services(sid)
        named = self._ask(found.fetch)
        senders = self._ask(lambda: found.alpha_senders.list(limit=MOST))
        return Service(sid, named.friendly_name, tuple(str(sender.alpha_sender) for sender in senders))

    def service_named(self, name: str) -> Service | None:
        """The Messaging Service of that name; None where there is none."""
        listed = self._ask(lambda: self._client.messaging.v1.services.list(limit=MOST))
        return next((self.service(found.sid) for found in listed if found.friendly_name == name), None)

    def make_service(self, name: str, validity_seconds: int) -> Service:
        """A new Messaging Service, without senders."""
        services = self._client.messaging.v1.services
        made = self._ask(lambda: services.create(friendly_name=name, validity_period=validity_seconds))
        return Service(made.sid, name, ())

    def add_sender(self, service: Service, sender: str) -> None:
        """An alphanumeric sender, put into a Messaging Service."""
        senders = self._client.messaging.v1.services(service.sid).alpha_senders
        self._ask(lambda: senders.create(alpha_sender=sender))

    def remove_service(self, sid: str) -> None:
        """A Messaging Service, and the senders in it, gone."""
        self._ask(lambda: self._client.messaging.v1.services(sid).delete())

    def may_call(self, region: str) -> bool:
        """Whether it may call ordinary numbers of a region (ISO code)."""
        found = self._ask(lambda: self._client.voice.v1.dialing_permissions.countries(region).fetch())
        return bool(found.low_risk_numbers_enabled)

    def may_text(self, regions: Iterable[str]) -> dict[str, bool]:
        """Which of these regions it may text, as far as Twilio tells."""
        geo = self._client.accounts.v1.messaging_geopermissions
        found = self._ask(lambda: geo.fetch(country_code=",".join(regions)))
        rows: list[dict[str, Any]] = found.permissions or []
        return {str(row["country_code"]): bool(row["enabled"]) for row in rows}

    def alerts(self, since: datetime, most: int = 50) -> tuple[Alert, ...]:
        """What went wrong lately, the newest first."""
        listed = self._ask(lambda: self._client.monitor.v1.alerts.list(start_date=since, limit=most))
        return tuple(_each_alert(listed))

    def sent(self, sender: str, since: datetime, most: int = 50) -> tuple[str, ...]:
        """The ids of the messages that left in this name lately (MG...: by this service), the newest first."""
        by_service = sender.startswith("MG")
        which = {} if by_service else {"from_": sender}
        listed = self._ask(lambda: self._client.messages.list(limit=most, page_size=most, **which))
        return tuple(
            found.sid
            for found in listed
            if found.date_created >= since and (not by_service or found.messaging_service_sid == sender)
        )

    def _ask(self, ask: Any) -> Any:
        return asked(self.http, self.region, ask)


def open_account(settings: Settings) -> Account:
    """The account of the settings. Raises SettingsError where it isn't named, or nothing proves who asks."""
    who = credentials_of(settings)
    if not who.account_sid:
        raise SettingsError(NO_ACCOUNT)
    if not who.password:
        raise SettingsError(NO_TOKEN)
    return Account(who)


def _number(found: Any) -> Number:
    told = {field.name: getattr(found, field.name, None) or "" for field in fields(Webhooks)}
    capabilities = found.capabilities or {}
    return Number(
        found.sid, found.phone_number, found.friendly_name or "", bool(capabilities.get("voice")), Webhooks(**told)
    )


def _each_alert(listed: Iterable[Any]) -> Iterator[Alert]:
    for found in listed:
        code = str(found.error_code or "")
        address = (found.request_url or "").partition("?")[0].partition("#")[0]
        yield Alert(int(code) if code.isdigit() else 0, address, found.date_generated or found.date_created)
