"""Every setting of the service in one table: its name in the environment, its default, and what it does.

Read once, at the edge, by `read_settings(os.environ)`; everything else is handed the frozen value.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, ValidationInfo, field_validator

from ivr.refused import Refused, listed, wrong

# Scheme, host and perhaps a port, and nothing else. Twilio leaves a user and password out of what it signs, and its
# own library misreads them, and addresses in brackets; a path would be lost from the addresses of the next turns.
PLAIN_ADDRESS = re.compile(r"https?://[A-Za-z0-9._-]+(:[0-9]{1,5})?")
TELEPHONE = re.compile(r"\+[1-9][0-9]{6,14}")
LOOPBACK = re.compile(r"https?://(127\.0\.0\.1|localhost)(:[0-9]+)?")


PROJECT = Path(__file__).parents[1]
NO_TOKEN = (
    "TWILIO_AUTH_TOKEN is not set. Without it anybody could pass for Twilio, so the line does not start: copy it from "
    "Twilio's console. For a trial on this machine, `ivr run` and `ivr call` make one up.",
    "TWILIO_AUTH_TOKEN manque. Sans lui n'importe qui passerait pour Twilio : la ligne ne démarre pas. Copiez-le de la "
    "console de Twilio ; pour un essai sur cette machine, « ivr run » et « ivr call » en inventent un.",
)


class SettingsError(Refused):
    """One or more settings can't be used; the message names each, says why, and what to write."""


def setting(name: str, default: object, english: str, french: str) -> Any:
    """A field that is read from the environment variable `name`, with what it does in both languages."""
    return Field(
        default=default,
        validation_alias=name,
        description=english,
        json_schema_extra={"french": french},
        validate_default=True,
    )


class Settings(BaseModel):
    """The service's settings, checked. `Settings()` is the default of each."""

    model_config = ConfigDict(frozen=True, populate_by_name=True, extra="ignore")

    account_sid: str = setting(
        "TWILIO_ACCOUNT_SID",
        "",
        "Twilio account that the calls come from and the texts are sent from (AC...); other accounts are refused",
        "compte Twilio d'où viennent les appels et d'où partent les SMS (AC...) ; les autres comptes sont refusés",
    )
    auth_token: SecretStr = setting(
        "TWILIO_AUTH_TOKEN",
        "",
        "signs Twilio's requests; the service refuses to start without it",
        "signe les requêtes de Twilio ; le service refuse de démarrer sans lui",
    )
    auth_token_next: SecretStr = setting(
        "TWILIO_AUTH_TOKEN_NEXT",
        "",
        "a second token accepted while the first is being changed",
        "second jeton accepté pendant que l'on change le premier",
    )
    api_key: str = setting(
        "TWILIO_API_KEY",
        "",
        "API key for sending texts (SK...); the auth token is used when empty",
        "clé d'API pour envoyer les SMS (SK...) ; vide : le jeton du compte sert",
    )
    api_secret: SecretStr = setting(
        "TWILIO_API_SECRET", "", "the secret of that API key", "le secret de cette clé d'API"
    )
    public_url: str = setting(
        "IVR_PUBLIC_URL",
        "http://127.0.0.1:5000",
        "the address at which Twilio reaches this service: https://host, without a path",
        "adresse à laquelle Twilio joint ce service : https://hôte, sans chemin",
    )
    database_url: str = setting(
        "DATABASE_URL",
        "sqlite:///var/ivr.sqlite3",
        "where texts and the journal are kept: sqlite:///FILE or postgresql://...",
        "où sont gardés les SMS et le journal : sqlite:///FICHIER ou postgresql://...",
    )
    number_national: str = setting(
        "IVR_NUMBER_NATIONAL",
        "",
        "Twilio number that stands for 3646 (E.164); any number not named elsewhere does too",
        "numéro Twilio qui tient lieu du 3646 (E.164), comme tout numéro qui n'est pas nommé ailleurs",
    )
    number_mayotte: str = setting(
        "IVR_NUMBER_MAYOTTE",
        "",
        "Twilio number that stands for 02 69 61 91 91 (E.164)",
        "numéro Twilio qui tient lieu du 02 69 61 91 91 (E.164)",
    )
    number_abroad: str = setting(
        "IVR_NUMBER_ABROAD",
        "",
        "Twilio number that stands for +33 1 84 90 36 46 (E.164)",
        "numéro Twilio qui tient lieu du +33 1 84 90 36 46 (E.164)",
    )
    adviser: str = setting(
        "IVR_ADVISER",
        "",
        "number of the default adviser (E.164), where neither caisse nor line names one in schedules/",
        "numéro du conseiller par défaut (E.164), quand ni la caisse ni la ligne n'en nomme un dans schedules/",
    )
    caller_id: str = setting(
        "IVR_CALLER_ID",
        "",
        "our number, shown to advisers on a transfer (E.164); the number called when empty",
        "notre numéro, affiché chez les conseillers lors d'un transfert (E.164) ; vide : le numéro appelé",
    )
    workflow_sid: str = setting(
        "IVR_WORKFLOW_SID",
        "",
        "TaskRouter workflow (WW...): callers are queued for it instead of an adviser's number being dialled",
        "workflow TaskRouter (WW...) : les appelants y font la queue, au lieu que l'on appelle un conseiller",
    )
    dial_seconds: int = setting(
        "IVR_DIAL_SECONDS",
        30,
        "how long an adviser's telephone rings, 5 to 600 seconds",
        "combien de temps sonne le téléphone d'un conseiller, de 5 à 600 secondes",
    )
    speech: bool = setting(
        "IVR_SPEECH",
        True,
        "callers may speak as well as press keys",
        "les appelants peuvent parler aussi bien qu'appuyer sur les touches",
    )
    typed_numbers: bool = setting(
        "IVR_TYPED_NUMBERS",
        True,
        "a caller whose number can't be texted may type a mobile",
        "qui appelle d'un numéro sans SMS peut taper celui d'un mobile",
    )
    test_service: bool = setting(
        "IVR_TEST_SERVICE",
        True,
        "the greeting says that this is a test service; turn off only on the real line",
        "l'accueil dit que c'est un service d'essai ; à ne couper que sur la vraie ligne",
    )
    rehearsal: bool = setting(
        "IVR_REHEARSAL",
        False,
        "testers may ring at any moment of the calendar over HTTP (nothing is sent or counted)",
        "les essais par HTTP peuvent se placer à tout moment du calendrier (rien n'est envoyé ni compté)",
    )
    content_dir: str = setting(
        "IVR_CONTENT_DIR",
        "",
        "folder that holds prompts/ and schedules/; the project's own when empty",
        "dossier qui contient prompts/ et schedules/ ; vide : ceux du projet",
    )
    kept_dir: str = setting(
        "IVR_KEPT_DIR",
        "",
        "folder of this machine's disk that keeps the last good content; when empty, kept/ beside the SQLite file or "
        "in var/",
        "dossier du disque de cette machine où est gardé le dernier contenu valable ; vide : kept/ à côté du fichier "
        "SQLite, ou dans var/",
    )
    text_sender: str = setting(
        "IVR_TEXT_SENDER",
        "ameli test",
        "sender of the texts: at most 11 letters, digits or spaces, or a Messaging Service (MG...)",
        "expéditeur des SMS : 11 lettres, chiffres ou espaces au plus, ou un Messaging Service (MG...)",
    )
    text_regions: str = setting(
        "IVR_TEXT_REGIONS",
        "FR GP MQ GF RE YT PM BL MF",
        "regions whose mobiles may be texted",
        "régions dont les mobiles peuvent recevoir des SMS",
    )
    text_day_cap: int = setting(
        "IVR_TEXT_DAY_CAP",
        5000,
        "texts that the whole line may queue in 24 hours",
        "SMS que toute la ligne peut mettre en file en 24 heures",
    )
    text_minute_cap: int = setting(
        "IVR_TEXT_MINUTE_CAP",
        120,
        "texts that the whole line may queue in a minute",
        "SMS que toute la ligne peut mettre en file en une minute",
    )
    text_prefix_cap: int = setting(
        "IVR_TEXT_PREFIX_CAP",
        30,
        "texts to numbers that share their first digits (the last four left out), an hour",
        "SMS par heure vers des numéros qui ont le même début (sans les quatre derniers chiffres)",
    )
    erase_days: int = setting(
        "IVR_ERASE_DAYS",
        7,
        "days after which a text's number is reduced to a keyed hash and its last two digits",
        "jours après lesquels le numéro d'un SMS est réduit à une empreinte et à ses deux derniers chiffres",
    )
    journal_days: int = setting(
        "IVR_JOURNAL_DAYS",
        90,
        "days for which the journal of calls is kept",
        "jours pendant lesquels le journal des appels est gardé",
    )
    secret_key: SecretStr = setting(
        "IVR_SECRET_KEY",
        "",
        "key of the hashes that stand for telephone numbers; the auth token when empty",
        "clé des empreintes qui remplacent les numéros ; vide : le jeton du compte",
    )
    metrics_address: str = setting(
        "IVR_METRICS_ADDRESS",
        "127.0.0.1:9464",
        "private address of the Prometheus metrics; empty for none",
        "adresse privée des mesures Prometheus ; vide : aucune",
    )
    log_format: Literal["json", "text"] = setting(
        "IVR_LOG_FORMAT",
        "json",
        "json: one JSON line an event; text: for reading in a terminal",
        "json : une ligne JSON par événement ; text : pour lire dans un terminal",
    )
    port: int = setting("PORT", 5000, "port of the web server", "port du serveur web")

    @field_validator("public_url")
    @classmethod
    def _plain_address(cls, address: str) -> str:
        address = address.rstrip("/")
        if not PLAIN_ADDRESS.fullmatch(address):
            raise wrong(
                "write scheme and host only, such as https://line.example or http://127.0.0.1:5000",
                "écrivez https:// et l'hôte seulement, comme https://ligne.example ou http://127.0.0.1:5000",
            )
        return address

    @field_validator("number_national", "number_mayotte", "number_abroad", "adviser", "caller_id")
    @classmethod
    def _telephone(cls, number: str) -> str:
        number = re.sub(r"[\s.]", "", number)
        if number and not TELEPHONE.fullmatch(number):
            raise wrong("write the number in full, such as +33199001234", "écrivez le numéro entier : +33199001234")
        return number

    @field_validator("auth_token", "auth_token_next", "api_secret", "secret_key")
    @classmethod
    def _without_blanks(cls, secret: SecretStr) -> SecretStr:
        return SecretStr(secret.get_secret_value().strip())  # a file's last newline is no part of a token

    @field_validator("dial_seconds")
    @classmethod
    def _rings(cls, seconds: int) -> int:
        if not 5 <= seconds <= 600:
            raise wrong(
                "write from 5 to 600 seconds: Twilio dials for no longer and no shorter",
                "écrivez de 5 à 600 secondes : Twilio ne sonne ni plus ni moins longtemps",
            )
        return seconds

    @field_validator("account_sid", "workflow_sid")
    @classmethod
    def _sid(cls, sid: str, field: ValidationInfo) -> str:
        kind = "WW" if field.field_name == "workflow_sid" else "AC"
        if sid and not re.fullmatch(kind + "[0-9A-Za-z]+", sid):
            raise wrong(
                f"copy it whole from Twilio's console; it begins with {kind}",
                f"copiez-le en entier de la console de Twilio ; il commence par {kind}",
            )
        return sid

    @property
    def tokens(self) -> tuple[str, ...]:
        """The tokens that Twilio may sign with: the present one and the next."""
        both = (self.auth_token.get_secret_value(), self.auth_token_next.get_secret_value())
        return tuple(token for token in both if token)

    @property
    def content_folder(self) -> Path:
        """The folder that holds prompts/ and schedules/."""
        return Path(self.content_dir) if self.content_dir else PROJECT

    @property
    def on_loopback(self) -> bool:
        """Whether only this machine can reach the service, as far as its address tells."""
        return LOOPBACK.fullmatch(self.public_url) is not None


def read_settings(environment: Mapping[str, str]) -> Settings:
    """The settings of an environment; empty variables count as absent. Raises SettingsError with every fault."""
    given = {name: value for name, value in environment.items() if value != ""}
    try:
        return Settings.model_validate(given)
    except ValidationError as error:
        raise SettingsError(*listed(error)) from None  # without the values: one may be a secret
