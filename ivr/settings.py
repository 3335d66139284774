"""Every setting of the service in one table: its name in the environment, its default, and what it does.

Read once, at the edge, by `read_settings(os.environ)`; everything else is handed the frozen value.
"""

import ipaddress
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, ValidationInfo, field_validator

from ivr.refused import Refused
from ivr.setting_faults import (
    NO_NOTIFY_SECRET,
    NOT_A_HOOK,
    NOT_A_SPAN,
    NOT_CALLS,
    NOT_EMAIL,
    NOT_ISSUER,
    NOT_ITS_OWN,
    NOT_MINUTES,
    NOT_NETWORKS,
    NOT_PERCENT,
    NOT_PLAIN,
    NOT_QUIET,
    NOT_REGION,
    NOT_SECONDS,
    NOT_SID,
    NOT_SMTP,
    NOT_TELEPHONE,
    NOT_TURNS,
    listed,
    wrong,
)

# Scheme, host and perhaps a port, and nothing else. Twilio leaves a user and password out of what it signs, and its
# own library misreads them, and addresses in brackets; a path would be lost from the addresses of the next turns.
PLAIN_ADDRESS = re.compile(r"https?://[A-Za-z0-9._-]+(:[0-9]{1,5})?")
TELEPHONE = re.compile(r"\+[1-9][0-9]{6,14}")
LOOPBACK = re.compile(r"https?://(127\.0\.0\.1|localhost)(:[0-9]+)?")
REGIONS = ("", "us1", "ie1", "au1")
HOOK = re.compile(r"(https://[^\s/?#@]+|http://(127\.0\.0\.1|localhost|\[::1\])(:[0-9]+)?)(/[^\s#]*)?")
EMAIL = re.compile(r"[^\s@,<>\"]+@[A-Za-z0-9.-]+")
SMTP = re.compile(r"smtps?://([^\s/@]+@)?[A-Za-z0-9._-]+(:[0-9]{1,5})?/?")
LONGEST_DAYS = 3650
PROJECT = Path(__file__).parents[1]
QUIET_HOURS = re.compile(r"(([01][0-9]|2[0-3]):[0-5][0-9](-|$)){2}")
EMPTY_MEANS_NONE = frozenset(
    ("IVR_METRICS_ADDRESS", "IVR_PROXIES", "IVR_TEXT_QUIET_HOURS")
)  # any other variable that is empty counts as absent


class SettingsError(Refused):
    """One or more settings can't be used."""


def setting(name: str, default: object, *, fr: str, en: str) -> Any:
    """A field that is read from the environment variable `name`, with what it does in both languages."""
    return Field(
        default=default,
        validation_alias=name,
        description=en,
        json_schema_extra={"fr": fr},
        validate_default=True,
    )


class Settings(BaseModel):
    """The service's settings, checked. `Settings()` is the default of each."""

    model_config = ConfigDict(frozen=True, populate_by_name=True, extra="ignore")

    account_sid: str = setting(
        "TWILIO_ACCOUNT_SID",
        "",
        fr="compte Twilio d'où viennent les appels et d'où partent les SMS (AC...) ; les autres comptes sont refusés",
        en="Twilio account that the calls come from and the texts are sent from (AC...); other accounts are refused",
    )
    auth_token: SecretStr = setting(
        "TWILIO_AUTH_TOKEN",
        "",
        fr="signe les requêtes de Twilio ; le service refuse de démarrer sans lui",
        en="signs Twilio's requests; the service refuses to start without it",
    )
    auth_token_next: SecretStr = setting(
        "TWILIO_AUTH_TOKEN_NEXT",
        "",
        fr="second jeton accepté pendant que l'on change le premier",
        en="a second token accepted while the first is being changed",
    )
    api_key: str = setting(
        "TWILIO_API_KEY",
        "",
        fr="clé d'API pour envoyer les SMS (SK...) ; vide : le jeton du compte sert",
        en="API key for sending texts (SK...); the auth token is used when empty",
    )
    api_secret: SecretStr = setting(
        "TWILIO_API_SECRET", "", fr="le secret de cette clé d'API", en="the secret of that API key"
    )
    region: str = setting(
        "TWILIO_REGION",
        "",
        fr="région de Twilio où les appels sont traités : ie1 (Irlande), au1 ; vide : us1 ; le jeton est celui de la "
        "région",
        en="Twilio's region that processes the calls: ie1 (Ireland), au1; us1 when empty; the token is that region's",
    )
    public_url: str = setting(
        "IVR_PUBLIC_URL",
        "http://127.0.0.1:5000",
        fr="adresse à laquelle Twilio joint ce service : https://hôte, sans chemin",
        en="the address at which Twilio reaches this service: https://host, without a path",
    )
    proxies: str = setting(
        "IVR_PROXIES",
        "127.0.0.0/8 ::1",
        fr="adresses ou réseaux des mandataires (nginx, répartiteur) dont on croit X-Forwarded-For, avec des blancs "
        "entre eux ; vide : aucun",
        en="addresses or networks of proxies (nginx, a balancer) whose X-Forwarded-For is believed, blanks between "
        "them; empty for none",
    )
    database_url: str = setting(
        "DATABASE_URL",
        "sqlite:///var/ivr.sqlite3",
        fr="où sont gardés les SMS et le journal : sqlite:///FICHIER ou postgresql://...",
        en="where texts and the journal are kept: sqlite:///FILE or postgresql://...",
    )
    number_national: str = setting(
        "IVR_NUMBER_NATIONAL",
        "",
        fr="numéro Twilio qui tient lieu du 3646 (E.164), comme tout numéro qui n'est pas nommé ailleurs",
        en="Twilio number that stands for 3646 (E.164); any number not named elsewhere does too",
    )
    number_mayotte: str = setting(
        "IVR_NUMBER_MAYOTTE",
        "",
        fr="numéro Twilio qui tient lieu du 02 69 61 91 91 (E.164)",
        en="Twilio number that stands for 02 69 61 91 91 (E.164)",
    )
    number_abroad: str = setting(
        "IVR_NUMBER_ABROAD",
        "",
        fr="numéro Twilio qui tient lieu du +33 1 84 90 36 46 (E.164)",
        en="Twilio number that stands for +33 1 84 90 36 46 (E.164)",
    )
    adviser: str = setting(
        "IVR_ADVISER",
        "",
        fr="numéro du conseiller par défaut (E.164), quand ni la caisse ni la ligne n'en nomme un dans schedules/",
        en="number of the default adviser (E.164), where neither caisse nor line names one in schedules/",
    )
    caller_id: str = setting(
        "IVR_CALLER_ID",
        "",
        fr="notre numéro, affiché chez les conseillers lors d'un transfert (E.164) ; vide : le numéro appelé",
        en="our number, shown to advisers on a transfer (E.164); the number called when empty",
    )
    workflow_sid: str = setting(
        "IVR_WORKFLOW_SID",
        "",
        fr="workflow TaskRouter (WW...) : les appelants y font la queue, au lieu que l'on appelle un conseiller",
        en="TaskRouter workflow (WW...): callers are queued for it instead of an adviser's number being dialled",
    )
    dial_seconds: int = setting(
        "IVR_DIAL_SECONDS",
        30,
        fr="combien de temps sonne le téléphone d'un conseiller, de 5 à 600 secondes",
        en="how long an adviser's telephone rings, 5 to 600 seconds",
    )
    talk_minutes: int = setting(
        "IVR_TALK_MINUTES",
        120,
        fr="minutes qu'un appelant peut parler avec un conseiller que la ligne a appelé, de 5 à 1440 ; après, la ligne "
        "prend congé",
        en="minutes that a caller may talk with an adviser whom the line rang, 5 to 1440; then the line says goodbye",
    )
    adviser_calls: int = setting(
        "IVR_ADVISER_CALLS",
        200,
        fr="appels mis en relation en même temps, par toute la ligne ; au-delà on entend que tous les conseillers sont "
        "occupés ; 0 : sans limite (une queue, IVR_WORKFLOW_SID, n'en a pas)",
        en="calls that the whole line puts through at once; beyond, callers hear that all advisers are busy; 0 for no "
        "limit (a queue, IVR_WORKFLOW_SID, has none)",
    )
    withheld_share: int = setting(
        "IVR_WITHHELD_SHARE",
        75,
        fr="part de IVR_ADVISER_CALLS, en pour cent, que les appels à numéro masqué peuvent occuper ensemble",
        en="share of IVR_ADVISER_CALLS, in percent, that calls with a withheld number may take together",
    )
    caller_calls: int = setting(
        "IVR_CALLER_CALLS",
        10,
        fr="appels d'un même numéro mis en relation en même temps ; 0 : sans limite",
        en="calls from one number that are put through at once; 0 for no limit",
    )
    caller_minute: int = setting(
        "IVR_CALLER_MINUTE",
        10,
        fr="appels d'un même numéro mis en relation en une minute ; 0 : sans limite",
        en="calls from one number that are put through in a minute; 0 for no limit",
    )
    most_turns: int = setting(
        "IVR_CALL_TURNS",
        300,
        fr="réponses (touches, mots, silences) après lesquelles un appel prend congé, de 50 à 450 ; le plus long appel "
        "enregistré en compte 11",
        en="answers (keys, words, silences) after which a call is let go, 50 to 450; the longest recorded call has 11",
    )
    speech: bool = setting(
        "IVR_SPEECH",
        True,
        fr="les appelants peuvent parler aussi bien qu'appuyer sur les touches",
        en="callers may speak as well as press keys",
    )
    typed_numbers: bool = setting(
        "IVR_TYPED_NUMBERS",
        True,
        fr="qui appelle d'un numéro sans SMS peut taper celui d'un mobile",
        en="a caller whose number can't be texted may type a mobile",
    )
    test_service: bool = setting(
        "IVR_TEST_SERVICE",
        True,
        fr="l'accueil dit que c'est un service d'essai ; à ne couper que sur la vraie ligne",
        en="the greeting says that this is a test service; turn off only on the real line",
    )
    rehearsal: bool = setting(
        "IVR_REHEARSAL",
        False,
        fr="les essais par HTTP peuvent se placer à tout moment du calendrier (rien n'est envoyé ni compté)",
        en="testers may ring at any moment of the calendar over HTTP (nothing is sent or counted)",
    )
    rehearsal_token: SecretStr = setting(
        "IVR_REHEARSAL_TOKEN",
        "",
        fr="jeton des testeurs, où IVR_REHEARSAL le permet : il répète, et ne peut rien d'autre",
        en="the testers' token, where IVR_REHEARSAL allows it: it rehearses, and can do nothing else",
    )
    text_page: bool = setting(
        "IVR_TEXT_PAGE",
        False,
        fr="sert à tous, sous /texte, l'appel par écrit : les mêmes phrases, en pages (`ivr run` le sert toujours)",
        en="serves the call as text to everybody, under /texte: the same sentences as pages (`ivr run` always does)",
    )
    text_page_minute: int = setting(
        "IVR_TEXT_PAGE_MINUTE",
        120,
        fr="pages de l'appel par écrit qu'une même adresse de réseau peut demander en une minute",
        en="pages of the call as text that one network address may ask for in a minute",
    )
    contact: str = setting(
        "IVR_CONTACT",
        "",
        fr="où écrire à qui exploite ce service : dit au pied de l'appel par écrit",
        en="where to write to those who run this service: told at the foot of the call as text",
    )
    content_dir: str = setting(
        "IVR_CONTENT_DIR",
        "",
        fr="dossier qui contient prompts/ et schedules/ ; vide : ceux du projet",
        en="folder that holds prompts/ and schedules/; the project's own when empty",
    )
    kept_dir: str = setting(
        "IVR_KEPT_DIR",
        "",
        fr="dossier du disque de cette machine où est gardé le dernier contenu valable ; vide : kept/ à côté du "
        "fichier SQLite, ou dans var/",
        en="folder of this machine's disk that keeps the last good content; when empty, kept/ beside the SQLite file, "
        "or in var/",
    )
    text_sender: str = setting(
        "IVR_TEXT_SENDER",
        "ameli test",
        fr="expéditeur des SMS : 11 lettres, chiffres ou espaces au plus, ou un Messaging Service (MG...)",
        en="sender of the texts: at most 11 letters, digits or spaces, or a Messaging Service (MG...)",
    )
    text_regions: str = setting(
        "IVR_TEXT_REGIONS",
        "FR GP MQ GF RE YT PM BL MF",
        fr="régions dont les mobiles peuvent recevoir des SMS",
        en="regions whose mobiles may be texted",
    )
    text_day_cap: int = setting(
        "IVR_TEXT_DAY_CAP",
        5000,
        fr="SMS que toute la ligne peut mettre en file en 24 heures",
        en="texts that the whole line may queue in 24 hours",
    )
    text_minute_cap: int = setting(
        "IVR_TEXT_MINUTE_CAP",
        120,
        fr="SMS que toute la ligne peut mettre en file en une minute",
        en="texts that the whole line may queue in a minute",
    )
    text_prefix_cap: int = setting(
        "IVR_TEXT_PREFIX_CAP",
        30,
        fr="SMS par heure vers des numéros qui ont le même début (sans les quatre derniers chiffres)",
        en="texts to numbers that share their first digits (the last four left out), an hour",
    )
    text_hours: int = setting(
        "IVR_TEXT_HOURS",
        4,
        fr="heures après la demande au-delà desquelles un SMS ne part plus : il n'aide plus personne",
        en="hours from the request after which a text is not sent any more: it helps nobody then",
    )
    text_quiet_hours: str = setting(
        "IVR_TEXT_QUIET_HOURS",
        "22:00-08:00",
        fr="heures, à l'endroit du mobile, où rien ne part vers un numéro tapé, ni avec plus de dix minutes de retard "
        "; vide : aucune",
        en="hours, where the mobile is from, in which nothing goes to a typed number, nor over ten minutes late; empty "
        "for none",
    )
    text_days: int = setting(
        "IVR_TEXT_DAYS",
        90,
        fr="jours après lesquels ce qui reste d'un SMS (sans son numéro) est supprimé",
        en="days after which what is left of a text (without its number) is deleted",
    )
    number_key_days: int = setting(
        "IVR_NUMBER_KEY_DAYS",
        14,
        fr="jours que sert la clé au hasard des empreintes de numéros ; un numéro est reconnu ce temps-là ou le double",
        en="days for which the random key of numbers' hashes is used; a number is known again so long, or twice that",
    )
    erase_days: int = setting(
        "IVR_ERASE_DAYS",
        7,
        fr="jours après lesquels le numéro d'un SMS est réduit à une empreinte et à ses deux derniers chiffres",
        en="days after which a text's number is reduced to a keyed hash and its last two digits",
    )
    journal_days: int = setting(
        "IVR_JOURNAL_DAYS",
        90,
        fr="jours pendant lesquels le journal des appels est gardé",
        en="days for which the journal of calls is kept",
    )
    secret_key: SecretStr = setting(
        "IVR_SECRET_KEY",
        "",
        fr="clé des empreintes qui remplacent les numéros ; vide : le jeton du compte",
        en="key of the hashes that stand for telephone numbers; the auth token when empty",
    )
    audit_key: SecretStr = setting(
        "IVR_AUDIT_KEY",
        "",
        fr="clé de la piste d'audit de la console ; vide : tirée d'IVR_SECRET_KEY",
        en="key of the console's audit trail; derived from IVR_SECRET_KEY when empty",
    )
    audit_head: str = setting(
        "IVR_AUDIT_HEAD",
        "",
        fr="où le worker envoie chaque jour la tête de la piste d'audit : https://... ou un fichier d'un autre disque",
        en="where the worker sends the audit trail's head each day: https://... or a file of another disk",
    )
    second_factor: bool | None = setting(
        "IVR_CONSOLE_SECOND_FACTOR",
        None,
        fr="un second facteur est exigé de qui publie ou administre ; vide : oui, sauf sur cette machine seule",
        en="a second factor is required of publishers and admins; when empty, wherever others reach the console",
    )
    oidc_issuer: str = setting(
        "IVR_OIDC_ISSUER",
        "",
        fr="adresse du fournisseur OpenID Connect par lequel on entre dans la console (ProConnect en est un)",
        en="address of the OpenID Connect provider by which people sign in to the console (ProConnect is one)",
    )
    oidc_client_id: str = setting(
        "IVR_OIDC_CLIENT_ID", "", fr="ce que la console est pour lui", en="what the console is to it"
    )
    oidc_client_secret: SecretStr = setting(
        "IVR_OIDC_CLIENT_SECRET", "", fr="le secret de la console auprès de lui", en="the console's secret with it"
    )
    console: bool = setting(
        "IVR_CONSOLE",
        False,
        fr="le service sert aussi la console des équipes, sous /console ; « ivr run » la sert toujours",
        en="the service also serves the staff's console, under /console; `ivr run` always does",
    )
    console_url: str = setting(
        "IVR_CONSOLE_URL",
        "",
        fr="adresse de la console, https://hôte sans chemin, quand elle n'est pas celle de IVR_PUBLIC_URL",
        en="address of the console, https://host without a path, where it is not that of IVR_PUBLIC_URL",
    )
    second_person: bool = setting(
        "IVR_CONSOLE_SECOND_PERSON",
        False,
        fr="ce que l'un publie attend qu'une autre personne l'approuve ; une urgence n'attend pas, et est relue après",
        en="what one publishes waits until another approves it; an emergency doesn't, and is reviewed afterwards",
    )
    notify_url: str = setting(
        "IVR_NOTIFY_URL",
        "",
        fr="adresse (https://...) à laquelle est envoyé en JSON ce qui est publié, refusé, écarté, en attente, oublié",
        en="address (https://...) that is sent, as JSON, what is published, refused, set aside, waiting, forgotten",
    )
    notify_secret: SecretStr = setting(
        "IVR_NOTIFY_SECRET",
        "",
        fr="clé qui signe ces envois ; nécessaire avec IVR_NOTIFY_URL",
        en="key that signs what is sent there; needed with IVR_NOTIFY_URL",
    )
    notify_email: str = setting(
        "IVR_NOTIFY_EMAIL",
        "",
        fr="adresses de courriel qui en sont informées, séparées par des virgules",
        en="e-mail addresses that are told the same, with commas between them",
    )
    smtp_url: SecretStr = setting(
        "IVR_SMTP_URL",
        "",
        fr="serveur qui envoie ces courriels : smtps://nom:mot-de-passe@hôte, ou smtp:// (STARTTLS s'il l'offre)",
        en="server that sends these e-mails: smtps://user:password@host, or smtp:// (STARTTLS where it offers that)",
    )
    metrics_address: str = setting(
        "IVR_METRICS_ADDRESS",
        "127.0.0.1:9464",
        fr="adresse privée des mesures Prometheus ; vide : aucune",
        en="private address of the Prometheus metrics; empty for none",
    )
    log_format: Literal["json", "text"] = setting(
        "IVR_LOG_FORMAT",
        "json",
        fr="json : une ligne JSON par événement ; text : pour lire dans un terminal",
        en="json: one JSON line an event; text: for reading in a terminal",
    )
    port: int = setting("PORT", 5000, fr="port du serveur web", en="port of the web server")

    @field_validator("public_url", "console_url")
    @classmethod
    def _plain_address(cls, address: str, field: ValidationInfo) -> str:
        address = address.rstrip("/")
        if not address and field.field_name == "console_url":
            return address
        if not PLAIN_ADDRESS.fullmatch(address):
            raise wrong(NOT_PLAIN)
        return address

    @field_validator("number_national", "number_mayotte", "number_abroad", "adviser", "caller_id")
    @classmethod
    def _telephone(cls, number: str) -> str:
        number = re.sub(r"[\s.]", "", number)
        if number and not TELEPHONE.fullmatch(number):
            raise wrong(NOT_TELEPHONE)
        return number

    @field_validator(
        "auth_token",
        "auth_token_next",
        "api_secret",
        "rehearsal_token",
        "secret_key",
        "audit_key",
        "oidc_client_secret",
        "notify_secret",
        "smtp_url",
    )
    @classmethod
    def _without_blanks(cls, secret: SecretStr) -> SecretStr:
        return SecretStr(secret.get_secret_value().strip())  # a file's last newline is no part of a token

    @field_validator("rehearsal_token")
    @classmethod
    def _its_own(cls, token: SecretStr, before: ValidationInfo) -> SecretStr:
        others = (before.data.get("auth_token"), before.data.get("auth_token_next"))
        if token.get_secret_value() and token in others:
            raise wrong(NOT_ITS_OWN)
        return token

    @field_validator("oidc_issuer")
    @classmethod
    def _issuer(cls, address: str) -> str:
        if address and not (address.startswith("https://") or LOOPBACK.match(address)):
            raise wrong(NOT_ISSUER)
        return address.rstrip("/")

    @field_validator("region")
    @classmethod
    def _known_region(cls, region: str) -> str:
        if region not in REGIONS:
            raise wrong(NOT_REGION)
        return region

    @field_validator("notify_url")
    @classmethod
    def _hook(cls, address: str) -> str:
        if address and not HOOK.fullmatch(address):
            raise wrong(NOT_A_HOOK)
        return address

    @field_validator("notify_secret")
    @classmethod
    def _signs(cls, secret: SecretStr, before: ValidationInfo) -> SecretStr:
        if before.data.get("notify_url") and not secret.get_secret_value():
            raise wrong(NO_NOTIFY_SECRET)
        return secret

    @field_validator("notify_email")
    @classmethod
    def _addresses(cls, listed: str) -> str:
        addresses = [address.strip() for address in listed.split(",") if address.strip()]
        if not all(map(EMAIL.fullmatch, addresses)):
            raise wrong(NOT_EMAIL)
        return ", ".join(addresses)

    @field_validator("smtp_url")
    @classmethod
    def _server(cls, address: SecretStr, before: ValidationInfo) -> SecretStr:
        written = address.get_secret_value()
        if (before.data.get("notify_email") and not written) or (written and not SMTP.fullmatch(written)):
            raise wrong(NOT_SMTP)
        return address

    @field_validator("text_quiet_hours")
    @classmethod
    def _span(cls, hours: str) -> str:
        if hours and not QUIET_HOURS.fullmatch(hours):
            raise wrong(NOT_QUIET)
        return hours

    @field_validator("text_hours", "text_days", "number_key_days", "erase_days")
    @classmethod
    def _at_least_one(cls, number: int) -> int:
        if not 1 <= number <= LONGEST_DAYS:
            raise wrong(NOT_A_SPAN, most=LONGEST_DAYS)
        return number

    @field_validator("dial_seconds")
    @classmethod
    def _rings(cls, seconds: int) -> int:
        if not 5 <= seconds <= 600:
            raise wrong(NOT_SECONDS)
        return seconds

    @field_validator("most_turns")
    @classmethod
    def _more_than_anybody(cls, turns: int) -> int:
        if not 50 <= turns <= 450:
            raise wrong(NOT_TURNS)
        return turns

    @field_validator("talk_minutes")
    @classmethod
    def _talks(cls, minutes: int) -> int:
        if not 5 <= minutes <= 1440:
            raise wrong(NOT_MINUTES)
        return minutes

    @field_validator("adviser_calls", "caller_calls", "caller_minute")
    @classmethod
    def _no_less_than_none(cls, calls: int) -> int:
        if calls < 0:
            raise wrong(NOT_CALLS)
        return calls

    @field_validator("withheld_share")
    @classmethod
    def _percent(cls, share: int) -> int:
        if not 1 <= share <= 100:
            raise wrong(NOT_PERCENT)
        return share

    @field_validator("proxies")
    @classmethod
    def _networks(cls, named: str) -> str:
        try:
            for one in named.replace(",", " ").split():
                ipaddress.ip_network(one)
        except ValueError:
            raise wrong(NOT_NETWORKS) from None
        return named

    @field_validator("account_sid", "workflow_sid")
    @classmethod
    def _sid(cls, sid: str, field: ValidationInfo) -> str:
        start = "WW" if field.field_name == "workflow_sid" else "AC"
        if sid and not re.fullmatch(start + "[0-9A-Za-z]+", sid):
            raise wrong(NOT_SID, start=start)
        return sid

    @property
    def tokens(self) -> tuple[str, ...]:
        """The tokens that Twilio may sign with: the present one and the next."""
        both = (self.auth_token.get_secret_value(), self.auth_token_next.get_secret_value())
        return tuple(token for token in both if token)

    @property
    def asks_second_factor(self) -> bool:
        """Whether publishers and admins need a second factor in the console."""
        return not LOOPBACK.fullmatch(self.console_address) if self.second_factor is None else self.second_factor

    @property
    def content_folder(self) -> Path:
        """The folder that holds prompts/ and schedules/."""
        return Path(self.content_dir) if self.content_dir else PROJECT

    @property
    def console_address(self) -> str:
        """Where browsers reach the console, without its path."""
        return self.console_url or self.public_url

    @property
    def on_loopback(self) -> bool:
        """Whether only this machine can reach the service, as far as its address tells."""
        return LOOPBACK.fullmatch(self.public_url) is not None


def read_settings(environment: Mapping[str, str]) -> Settings:
    """The settings of an environment. Raises SettingsError with every fault."""
    given = {name: value for name, value in environment.items() if value != "" or name in EMPTY_MEANS_NONE}
    try:
        return Settings.model_validate(given)
    except ValidationError as error:
        raise SettingsError(*listed(error)) from None  # without the values: one may be a secret
