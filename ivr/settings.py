"""Every setting of the service in one table: its name in the environment, its default, and what it does.

Read once, at the edge, by `read_settings(os.environ)`; everything else is handed the frozen value.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal, NamedTuple

from ivr.findings import Finding, Place
from ivr.refused import Refused
from ivr.setting_faults import (
    NO_SETTING,
    NOT_A_FORMAT,
    NOT_A_HOOK,
    NOT_A_PORT,
    NOT_A_SPAN,
    NOT_MINUTES,
    NOT_PERCENT,
    NOT_QUIET,
    NOT_REGION,
    NOT_SECONDS,
    NOT_TURNS,
)
from ivr.setting_values import (
    HOOK,
    LAST_PORT,
    LONGEST_DAYS,
    LOOPBACK,
    QUIET_HOURS,
    READ_AS,
    REGIONS,
    Check,
    Secret,
    Wrong,
    between,
    countries,
    emails,
    issuer,
    matching,
    networks,
    no_less_than_none,
    no_other_line_s,
    not_the_account_s,
    one_of,
    plain_address,
    plain_address_or_none,
    sid,
    telephone,
    with_the_emails,
    with_the_hook,
)

PROJECT = Path(__file__).parents[1]
EMPTY_MEANS_NONE = frozenset(
    ("IVR_METRICS_ADDRESS", "IVR_PROXIES", "IVR_TEXT_QUIET_HOURS")
)  # any other variable that is empty counts as absent


class SettingsError(Refused):
    """One or more settings can't be used."""


class About(NamedTuple):
    """What the table says of a setting beside its default: its variable, what is asked of it, and what it does."""

    name: str
    check: Check | None
    fr: str
    en: str


def setting(name: str, default: object, check: Check | None = None, *, fr: str, en: str) -> Any:
    """A field that is read from the environment variable `name`, with what it does in both languages."""
    return field(default=default, metadata={"about": About(name, check, fr, en)})


@dataclass(frozen=True)
class Settings:
    """The service's settings, checked. `Settings()` is the default of each. Raises SettingsError with every fault."""

    account_sid: str = setting(
        "TWILIO_ACCOUNT_SID",
        "",
        sid("AC"),
        fr="compte Twilio d'où viennent les appels et d'où partent les SMS (AC...) ; les autres comptes sont refusés",
        en="Twilio account that the calls come from and the texts are sent from (AC...); other accounts are refused",
    )
    auth_token: Secret = setting(
        "TWILIO_AUTH_TOKEN",
        "",
        fr="signe les requêtes de Twilio ; le service refuse de démarrer sans lui",
        en="signs Twilio's requests; the service refuses to start without it",
    )
    auth_token_next: Secret = setting(
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
    api_secret: Secret = setting(
        "TWILIO_API_SECRET", "", fr="le secret de cette clé d'API", en="the secret of that API key"
    )
    region: str = setting(
        "TWILIO_REGION",
        "",
        one_of(*REGIONS, kind=NOT_REGION),
        fr="région de Twilio où les appels sont traités : ie1 (Irlande), au1 ; vide : us1 ; le jeton est celui de la "
        "région",
        en="Twilio's region that processes the calls: ie1 (Ireland), au1; us1 when empty; the token is that region's",
    )
    public_url: str = setting(
        "IVR_PUBLIC_URL",
        "http://127.0.0.1:5000",
        plain_address,
        fr="adresse à laquelle Twilio joint ce service : https://hôte, sans chemin",
        en="the address at which Twilio reaches this service: https://host, without a path",
    )
    proxies: str = setting(
        "IVR_PROXIES",
        "127.0.0.0/8 ::1",
        networks,
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
        telephone,
        fr="numéro Twilio qui tient lieu du 3646 (E.164), comme tout numéro qui n'est pas nommé ailleurs",
        en="Twilio number that stands for 3646 (E.164); any number not named elsewhere does too",
    )
    number_mayotte: str = setting(
        "IVR_NUMBER_MAYOTTE",
        "",
        no_other_line_s("number_national"),
        fr="numéro Twilio qui tient lieu du 02 69 61 91 91 (E.164)",
        en="Twilio number that stands for 02 69 61 91 91 (E.164)",
    )
    number_abroad: str = setting(
        "IVR_NUMBER_ABROAD",
        "",
        no_other_line_s("number_national", "number_mayotte"),
        fr="numéro Twilio qui tient lieu du +33 1 84 90 36 46 (E.164)",
        en="Twilio number that stands for +33 1 84 90 36 46 (E.164)",
    )
    adviser: str = setting(
        "IVR_ADVISER",
        "",
        telephone,
        fr="numéro du conseiller par défaut (E.164), quand ni la caisse ni la ligne n'en nomme un dans schedules/",
        en="number of the default adviser (E.164), where neither caisse nor line names one in schedules/",
    )
    caller_id: str = setting(
        "IVR_CALLER_ID",
        "",
        telephone,
        fr="notre numéro, affiché chez les conseillers lors d'un transfert (E.164) ; vide : le numéro appelé",
        en="our number, shown to advisers on a transfer (E.164); the number called when empty",
    )
    workflow_sid: str = setting(
        "IVR_WORKFLOW_SID",
        "",
        sid("WW"),
        fr="workflow TaskRouter (WW...) : les appelants y font la queue, au lieu que l'on appelle un conseiller",
        en="TaskRouter workflow (WW...): callers are queued for it instead of an adviser's number being dialled",
    )
    dial_seconds: int = setting(
        "IVR_DIAL_SECONDS",
        30,
        between(5, 600, NOT_SECONDS),
        fr="combien de temps sonne le téléphone d'un conseiller, de 5 à 600 secondes",
        en="how long an adviser's telephone rings, 5 to 600 seconds",
    )
    talk_minutes: int = setting(
        "IVR_TALK_MINUTES",
        120,
        between(5, 1440, NOT_MINUTES),
        fr="minutes qu'un appelant peut parler avec un conseiller que la ligne a appelé, de 5 à 1440 ; après, la ligne "
        "prend congé",
        en="minutes that a caller may talk with an adviser whom the line rang, 5 to 1440; then the line says goodbye",
    )
    adviser_calls: int = setting(
        "IVR_ADVISER_CALLS",
        200,
        no_less_than_none,
        fr="appels mis en relation en même temps, par toute la ligne ; au-delà on entend que tous les conseillers sont "
        "occupés ; 0 : sans limite (une queue, IVR_WORKFLOW_SID, n'en a pas)",
        en="calls that the whole line puts through at once; beyond, callers hear that all advisers are busy; 0 for no "
        "limit (a queue, IVR_WORKFLOW_SID, has none)",
    )
    withheld_share: int = setting(
        "IVR_WITHHELD_SHARE",
        75,
        between(1, 100, NOT_PERCENT),
        fr="part de IVR_ADVISER_CALLS, en pour cent, que les appels à numéro masqué peuvent occuper ensemble",
        en="share of IVR_ADVISER_CALLS, in percent, that calls with a withheld number may take together",
    )
    caller_calls: int = setting(
        "IVR_CALLER_CALLS",
        10,
        no_less_than_none,
        fr="appels d'un même numéro mis en relation en même temps ; 0 : sans limite",
        en="calls from one number that are put through at once; 0 for no limit",
    )
    caller_minute: int = setting(
        "IVR_CALLER_MINUTE",
        10,
        no_less_than_none,
        fr="appels d'un même numéro mis en relation en une minute ; 0 : sans limite",
        en="calls from one number that are put through in a minute; 0 for no limit",
    )
    most_turns: int = setting(
        "IVR_CALL_TURNS",
        300,
        between(50, 450, NOT_TURNS),
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
    rehearsal_token: Secret = setting(
        "IVR_REHEARSAL_TOKEN",
        "",
        not_the_account_s,
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
        countries,
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
        between(1, LONGEST_DAYS, NOT_A_SPAN),
        fr="heures après la demande au-delà desquelles un SMS ne part plus : il n'aide plus personne",
        en="hours from the request after which a text is not sent any more: it helps nobody then",
    )
    text_quiet_hours: str = setting(
        "IVR_TEXT_QUIET_HOURS",
        "22:00-08:00",
        matching(QUIET_HOURS, NOT_QUIET),
        fr="heures, à l'endroit du mobile, où rien ne part vers un numéro tapé, ni avec plus de dix minutes de retard "
        "; vide : aucune",
        en="hours, where the mobile is from, in which nothing goes to a typed number, nor over ten minutes late; empty "
        "for none",
    )
    text_days: int = setting(
        "IVR_TEXT_DAYS",
        90,
        between(1, LONGEST_DAYS, NOT_A_SPAN),
        fr="jours après lesquels ce qui reste d'un SMS (sans son numéro) est supprimé",
        en="days after which what is left of a text (without its number) is deleted",
    )
    number_key_days: int = setting(
        "IVR_NUMBER_KEY_DAYS",
        14,
        between(1, LONGEST_DAYS, NOT_A_SPAN),
        fr="jours que sert la clé au hasard des empreintes de numéros ; un numéro est reconnu ce temps-là ou le double",
        en="days for which the random key of numbers' hashes is used; a number is known again so long, or twice that",
    )
    erase_days: int = setting(
        "IVR_ERASE_DAYS",
        7,
        between(1, LONGEST_DAYS, NOT_A_SPAN),
        fr="jours après lesquels le numéro d'un SMS est réduit à une empreinte et à ses deux derniers chiffres",
        en="days after which a text's number is reduced to a keyed hash and its last two digits",
    )
    journal_days: int = setting(
        "IVR_JOURNAL_DAYS",
        90,
        between(1, LONGEST_DAYS, NOT_A_SPAN),
        fr="jours pendant lesquels le journal des appels est gardé",
        en="days for which the journal of calls is kept",
    )
    secret_key: Secret = setting(
        "IVR_SECRET_KEY",
        "",
        fr="clé des empreintes qui remplacent les numéros ; vide : le jeton du compte ; une autre oublie les blocages",
        en="key of the hashes that stand for telephone numbers; the auth token when empty; another forgets all blocks",
    )
    audit_key: Secret = setting(
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
        issuer,
        fr="adresse du fournisseur OpenID Connect par lequel on entre dans la console (ProConnect en est un)",
        en="address of the OpenID Connect provider by which people sign in to the console (ProConnect is one)",
    )
    oidc_client_id: str = setting(
        "IVR_OIDC_CLIENT_ID", "", fr="ce que la console est pour lui", en="what the console is to it"
    )
    oidc_client_secret: Secret = setting(
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
        plain_address_or_none,
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
        matching(HOOK, NOT_A_HOOK),
        fr="adresse (https://...) à laquelle est envoyé en JSON ce qui est publié, refusé, écarté, en attente, oublié",
        en="address (https://...) that is sent, as JSON, what is published, refused, set aside, waiting, forgotten",
    )
    notify_secret: Secret = setting(
        "IVR_NOTIFY_SECRET",
        "",
        with_the_hook,
        fr="clé qui signe ces envois ; nécessaire avec IVR_NOTIFY_URL",
        en="key that signs what is sent there; needed with IVR_NOTIFY_URL",
    )
    notify_email: str = setting(
        "IVR_NOTIFY_EMAIL",
        "",
        emails,
        fr="adresses de courriel qui en sont informées, séparées par des virgules",
        en="e-mail addresses that are told the same, with commas between them",
    )
    smtp_url: Secret = setting(
        "IVR_SMTP_URL",
        "",
        with_the_emails,
        fr="serveur qui envoie ces courriels : smtps://nom:mot-de-passe@hôte, ou smtp:// "
        "(STARTTLS s'il l'offre, exigé avec un mot de passe)",
        en="server that sends these e-mails: smtps://user:password@host, or smtp:// "
        "(STARTTLS where offered, required with a password)",
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
        one_of("json", "text", kind=NOT_A_FORMAT),
        fr="json : une ligne JSON par événement ; text : pour lire dans un terminal",
        en="json: one JSON line an event; text: for reading in a terminal",
    )
    port: int = setting(
        "PORT", 5000, between(1, LAST_PORT, NOT_A_PORT), fr="port du serveur web", en="port of the web server"
    )

    def __post_init__(self) -> None:
        if found := list(self._faults()):
            raise SettingsError(*found)

    def _faults(self) -> Iterator[Finding]:
        """Make each text the value that it stands for, and tell of those that stand for none."""
        for one in fields(self):
            about: About = one.metadata["about"]
            try:
                value = READ_AS.get(one.type, READ_AS[str])(getattr(self, one.name))
                object.__setattr__(self, one.name, about.check(value, self) if about.check else value)
            except Wrong as wrong:
                object.__setattr__(self, one.name, one.default)
                yield wrong.at(about.name)

    @property
    def tokens(self) -> tuple[str, ...]:
        """The tokens that Twilio may sign with: the present one and the next."""
        both = (self.auth_token.reveal(), self.auth_token_next.reveal())
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


def abouts() -> Mapping[str, About]:
    """What is said of each setting, by its attribute, in the order of the table."""
    return {one.name: one.metadata["about"] for one in fields(Settings)}


def read_settings(environment: Mapping[str, str]) -> Settings:
    """The settings of an environment. Raises SettingsError with every fault."""
    given = {name: value for name, value in environment.items() if value != "" or name in EMPTY_MEANS_NONE}
    texts: Mapping[str, Any] = {key: given[about.name] for key, about in abouts().items() if about.name in given}
    return Settings(**texts)  # which makes each the value that it stands for


def misspelt(environment: Mapping[str, str]) -> tuple[Finding, ...]:
    """Variables that are named like a setting, and are none: what they say changes nothing."""
    known = [about.name for about in abouts().values()]
    strange = sorted(name for name in environment if name.startswith("IVR_") and name not in known)
    return tuple(NO_SETTING.at(Place(name), near=get_close_matches(name, known, 1, 0.0)[0]) for name in strange)
