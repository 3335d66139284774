"""Every setting of the service in one table: its name in the environment, its default, and what it does.

Read once, at the edge, by `read_settings(os.environ)`; everything else is handed the frozen value.
"""

from collections.abc import Mapping
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator


class SettingsError(Exception):
    """One or more settings can't be used; the message names each, says why, and what to write."""


def setting(name: str, default: object, description: str) -> object:
    """A field that is read from the environment variable `name`."""
    return Field(default=default, validation_alias=name, description=description, validate_default=True)


class Settings(BaseModel):
    """The service's settings, checked. `Settings()` is the default of each."""

    model_config = ConfigDict(frozen=True, populate_by_name=True, extra="ignore")

    account_sid: str = setting("TWILIO_ACCOUNT_SID", "", "Twilio account that the texts are sent from (AC...)")
    auth_token: SecretStr = setting(
        "TWILIO_AUTH_TOKEN", "", "signs Twilio's requests; the service refuses to start without it"
    )
    auth_token_next: SecretStr = setting(
        "TWILIO_AUTH_TOKEN_NEXT", "", "a second token accepted while the first is being changed"
    )
    api_key: str = setting("TWILIO_API_KEY", "", "API key for sending texts (SK...); the auth token is used when empty")
    api_secret: SecretStr = setting("TWILIO_API_SECRET", "", "the secret of that API key")
    public_url: str = setting(
        "IVR_PUBLIC_URL",
        "http://127.0.0.1:5000",
        "the address at which Twilio reaches this service, https://... without a trailing slash",
    )
    database_url: str = setting(
        "DATABASE_URL",
        "sqlite:///var/ivr.sqlite3",
        "where texts and the journal are kept: sqlite:///FILE or postgresql://...",
    )
    number_national: str = setting(
        "IVR_NUMBER_NATIONAL", "", "Twilio number that stands for 3646 (E.164); any number not named elsewhere does too"
    )
    number_mayotte: str = setting("IVR_NUMBER_MAYOTTE", "", "Twilio number that stands for 02 69 61 91 91 (E.164)")
    number_abroad: str = setting("IVR_NUMBER_ABROAD", "", "Twilio number that stands for +33 1 84 90 36 46 (E.164)")
    caller_id: str = setting(
        "IVR_CALLER_ID", "", "our number, shown to advisers on a transfer; the number called when empty"
    )
    workflow_sid: str = setting(
        "IVR_WORKFLOW_SID",
        "",
        "TaskRouter workflow (WW...): callers are queued for it instead of an adviser's number being dialled",
    )
    dial_seconds: int = setting("IVR_DIAL_SECONDS", 30, "how long an adviser's telephone rings")
    speech: bool = setting("IVR_SPEECH", True, "callers may speak as well as press keys")
    typed_numbers: bool = setting("IVR_TYPED_NUMBERS", True, "a caller whose number can't be texted may type a mobile")
    test_service: bool = setting(
        "IVR_TEST_SERVICE", True, "the greeting says that this is a test service; turn off only on the real line"
    )
    rehearsal: bool = setting(
        "IVR_REHEARSAL", False, "testers may ring at any moment of the calendar over HTTP (nothing is sent or counted)"
    )
    content_dir: str = setting(
        "IVR_CONTENT_DIR", "", "folder that holds prompts/ and schedules/; the project's own when empty"
    )
    text_sender: str = setting(
        "IVR_TEXT_SENDER",
        "ameli test",
        "sender of the texts: at most 11 letters, digits or spaces, or a Messaging Service (MG...)",
    )
    text_regions: str = setting("IVR_TEXT_REGIONS", "FR GP MQ GF RE YT PM BL MF", "regions whose mobiles may be texted")
    text_day_cap: int = setting("IVR_TEXT_DAY_CAP", 5000, "texts that the whole line may queue in 24 hours")
    text_minute_cap: int = setting("IVR_TEXT_MINUTE_CAP", 120, "texts that the whole line may queue in a minute")
    text_prefix_cap: int = setting(
        "IVR_TEXT_PREFIX_CAP", 30, "texts to numbers that share their first digits (the last four left out), an hour"
    )
    erase_days: int = setting(
        "IVR_ERASE_DAYS", 7, "days after which a text's number is reduced to a keyed hash and its last two digits"
    )
    journal_days: int = setting("IVR_JOURNAL_DAYS", 90, "days for which the journal of calls is kept")
    secret_key: SecretStr = setting(
        "IVR_SECRET_KEY", "", "key of the hashes that stand for telephone numbers; the auth token when empty"
    )
    metrics_address: str = setting(
        "IVR_METRICS_ADDRESS", "127.0.0.1:9464", "private address of the Prometheus metrics; empty for none"
    )
    log_format: Literal["json", "text"] = setting(
        "IVR_LOG_FORMAT", "json", "json: one JSON line an event; text: for reading in a terminal"
    )
    port: int = setting("PORT", 5000, "port of the web server")

    @field_validator("public_url")
    @classmethod
    def _plain_address(cls, address: str) -> str:
        if not address.startswith(("http://", "https://")):
            raise ValueError("write the whole address, such as https://line.example")
        return address.rstrip("/")


def read_settings(environment: Mapping[str, str]) -> Settings:
    """The settings of an environment; empty variables count as absent. Raises SettingsError with every fault."""
    given = {name: value for name, value in environment.items() if value != ""}
    try:
        return Settings.model_validate(given)
    except ValidationError as error:
        faults = [f"{fault['loc'][0]}: {fault['msg']}" for fault in error.errors()]
        raise SettingsError("Some settings can't be used:\n  " + "\n  ".join(faults)) from error
