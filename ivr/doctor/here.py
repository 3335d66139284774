"""Checks of what is on this machine: settings, database, content, time zones."""

from ivr.doctor.facts import Facts
from ivr.doctor.verdict import Verdict, check, found, mind, unasked, well, wrong
from ivr.findings import Finding
from ivr.setting_faults import NO_TOKEN
from ivr.wording.voices import READ_ON, locale_of

NEARLY = 0.8  # of the limit: worth knowing
OLD_YEARS = 1  # a tzdata of the year before last may miss a change of some zone


@check("settings", fr="Réglages", en="Settings")
def settings(facts: Facts) -> Verdict:
    """Whether the service can start, and sends texts."""
    if not facts.settings.tokens:
        return found(NO_TOKEN, place=True)
    if not facts.settings.account_sid:
        return mind(
            fr=(
                "TWILIO_ACCOUNT_SID manque : les SMS s'écrivent dans un fichier, et tout compte peut appeler.",
                "Copiez-le de la console de Twilio.",
            ),
            en=(
                "TWILIO_ACCOUNT_SID is not set: texts are written to a file, and any account may call.",
                "Copy it from Twilio's console.",
            ),
        )
    if not facts.settings.secret_key:
        return mind(
            fr=(
                "IVR_SECRET_KEY manque : quand le jeton du compte changera, les mobiles bloqués ne le seront plus.",
                "Inventez-en une, gardez-la, et bloquez de nouveau ce qui l'était : ivr texts block.",
            ),
            en=(
                "IVR_SECRET_KEY is not set: once the account's token changes, blocked mobiles are blocked no more.",
                "Make one up, keep it, and block again what was blocked: ivr texts block.",
            ),
        )
    return well(fr="lisibles et complets.", en="readable and complete.")


@check("database", fr="Base de données", en="Database")
def database(facts: Facts) -> Verdict:
    """Whether it answers, and has this release's tables."""
    told = facts.database
    if isinstance(told, Finding):
        return found(told)
    return well(
        fr=f"{told.address} répond, à la révision {told.revision:04}.",
        en=f"{told.address} answers, at revision {told.revision:04}.",
    )


@check("content", fr="Contenu", en="Content")
def content(facts: Facts) -> Verdict:
    """Which revision is live, and whether it is that of the files."""
    told = facts.content
    if not told.revision:
        return wrong(
            fr=("rien n'a pu être lu : les appelants n'entendent qu'une excuse.", "Lancez « ivr check »."),
            en=("nothing could be read: callers hear an apology and no more.", "Run `ivr check`."),
        )
    if told.findings or "kept" in (told.prompts, told.schedules):
        return wrong(
            fr=(
                f"les fichiers ont {len(told.findings)} faute(s) ; la révision {told.revision} reste en ligne.",
                "Lancez « ivr check » : il dit où et comment corriger.",
            ),
            en=(
                f"the files have {len(told.findings)} fault(s); revision {told.revision} stays live.",
                "Run `ivr check`: it says where, and how to mend it.",
            ),
        )
    return well(fr=f"révision {told.revision}, sans faute.", en=f"revision {told.revision}, without a fault.")


@check("changes", fr="Changements publiés", en="Published changes")
def changes(facts: Facts) -> Verdict:
    """Whether each one counts."""
    aside = facts.content.aside
    if aside is None:
        return unasked(fr="on ne sait pas.", en="not known.")
    if aside:
        return wrong(
            fr=(f"{aside} écarté(s) : ils ne comptent pas.", "« ivr schedules » dit lesquels, et pourquoi."),
            en=(f"{aside} set aside: they don't count.", "`ivr schedules` tells which, and why."),
        )
    return well(fr="aucun n'est écarté.", en="none is set aside.")


@check("advisers-taken", fr="Conseillers pris", en="Advisers taken")
def advisers_taken(facts: Facts) -> Verdict:
    """Whether the line's limit keeps callers from advisers: they hear that all are busy."""
    if isinstance(facts.database, Finding):
        return unasked(fr="la base ne le dit pas.", en="the database doesn't tell.")
    held, most = facts.database.held, facts.settings.adviser_calls
    if not most or facts.settings.workflow_sid:
        return well(fr=f"{held} appels en relation, sans limite.", en=f"{held} calls put through, without a limit.")
    if held < most * NEARLY:
        return well(fr=f"{held} appels en relation, sur {most}.", en=f"{held} calls put through, of {most}.")
    return (mind if held < most else wrong)(
        fr=(
            f"{held} appels en relation, sur {most} : au-delà on entend que tous les conseillers sont occupés.",
            "S'il y a plus de conseillers, augmentez IVR_ADVISER_CALLS ; sinon voyez qui appelle : ivr calls.",
        ),
        en=(
            f"{held} calls put through, of {most}: beyond, callers hear that all advisers are busy.",
            "If there are more advisers, raise IVR_ADVISER_CALLS; else see who calls: ivr calls.",
        ),
    )


@check("voices", fr="Voix", en="Voices")
def voices(facts: Facts) -> Verdict:
    """Whether Twilio has them, and they speak the language of their file: with another one nothing is heard."""
    unknown = [f"{voice} ({name})" for name, (voice, _) in facts.content.voices.items() if not locale_of(voice)]
    foreign = [
        f"{voice} ({name})"
        for name, (voice, locale) in facts.content.voices.items()
        if locale_of(voice) not in ("", locale)
    ]
    named = ", ".join(unknown + foreign)
    if foreign or unknown:
        do_fr, do_en = (
            "« ivr check » nomme celles qui vont ; corrigez voice: dans prompts/.",
            ("`ivr check` names those that fit; mend voice: in prompts/."),
        )
        return wrong(
            fr=(
                f"{named} : inconnue de Twilio le {READ_ON}, ou d'une autre langue. Les appelants n'entendraient rien.",
                do_fr,
            ),
            en=(f"{named}: unknown to Twilio on {READ_ON}, or of another language. Callers would hear nothing.", do_en),
        )
    listed = ", ".join(voice for voice, _ in facts.content.voices.values()) or "-"
    return well(fr=f"{listed}.", en=f"{listed}.")


@check("time-zones", fr="Fuseaux horaires", en="Time zones")
def time_zones(facts: Facts) -> Verdict:
    """Whether clocks change when they should, by rules that are not old."""
    told = facts.zones
    if not told.right:
        return wrong(
            fr=("l'heure ne change pas quand il faut : les horaires seraient faux.", "Réinstallez : make install"),
            en=("clocks don't change when they should: hours would be wrong.", "Install again: make install"),
        )
    year = int(told.version[:4]) if told.version[:4].isdigit() else 0
    if year < facts.now.year - OLD_YEARS:
        return mind(
            fr=(f"tzdata {told.version} est ancien.", "Mettez-le à jour : make lock, puis make install"),
            en=(f"tzdata {told.version} is old.", "Bring it up to date: make lock, then make install"),
        )
    return well(fr=f"tzdata {told.version}.", en=f"tzdata {told.version}.")
