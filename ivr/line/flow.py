"""The script of the call: every step of 3646, as one table that reads from the greeting to the goodbye.

A step's name is its prompt's key in prompts/, where its words are. What `0`, `*`, `#`, silence and wrong keys do
is not told here: the manners of conversation.py hold in every menu.
"""

from ivr.line.steps import Ask, Branch, Choice, Each, End, Manners, Menu, SendText, Step, Tell, Transfer, Wish, choice
from ivr.line.table import flow_of

TO_ADVISER = Choice("0", "adviser", "adviser", {"topic": "adviser"})

# A row a step, as a script is read; the formatter would stand every choice on end.
# fmt: off

# The line says who it is, what it costs, what is new and whether it is closed; all of it inside the first menu, so
# that a key interrupts it from the first word.
WELCOME: tuple[Step, ...] = (
    Branch("ring", on="line", ways={"national": "welcome", "mayotte": "welcome_mayotte", "abroad": "welcome_abroad"}),
    Tell("welcome", then="trial"),
    Tell("welcome_mayotte", then="trial"),
    Tell("welcome_abroad", then="trial"),
    Branch("trial", on="trial", ways={"yes": "test_service", "no": "caller"}),
    Tell("test_service", then="caller"),
    Branch("caller", on="from_mayotte", ways={"yes": "mayotte_number", "no": "news"}),
    Tell("mayotte_number", then="news", fills=("mayotte_telephone",), learns={"line": "mayotte"}),
    Branch("news", on="news", ways={"some": "bulletins", "none": "greeting"}),
    Tell("bulletins", then="greeting", fills=("bulletins",)),
    Branch("greeting", on="where", ways={"known": "greeting_here", "ask": "greeting_anywhere"}),
    Branch("greeting_here", on="opening", ways={
        "open": "any_time", "perhaps": "any_time", "closed": "greeting_closed"}),
    Branch("greeting_anywhere", on="open_somewhere", ways={
        "open": "any_time", "overseas": "greeting_overseas", "closed": "greeting_closed"}),
    Tell("any_time", then="topics"),
    # In the evening only overseas may be open: a caller of unknown place hears when métropole is back, by the hours of
    # the line that was called.
    Branch("greeting_overseas", on="reason", ways={
        "hours": "greeting_mainland", "holiday": "greeting_mainland", "closure": "greeting_mainland",
        "endless": "any_time"}),
    Tell("greeting_mainland", then="topics", fills=("reopening",)),
    Branch("greeting_closed", on="reason", ways={
        "hours": "greeting_reopening", "holiday": "greeting_holiday", "closure": "greeting_closure",
        "endless": "greeting_endless"}),
    Tell("greeting_reopening", then="topics", fills=("reopening",)),
    Tell("greeting_holiday", then="topics", fills=("cause", "reopening")),
    Tell("greeting_closure", then="topics", fills=("cause", "reopening")),
    Tell("greeting_endless", then="topics", fills=("cause",)),
)

TOPICS: tuple[Step, ...] = (
    Menu("topics",
        choice(9, "language"),
        choice(1, "whose", "attestation", learns={"topic": "attestation"}),
        choice(2, "whose", "file", learns={"topic": "file"}),
        choice(3, "place", "hours", learns={"topic": "hours"}),
        choice(4, "channels", learns={"topic": "channels"}),
        asked=("attestation", "file", "hours", "channels")),
    # The languages of prompts/: with one other, 9 changes to it at once.
    Menu("language", each=Each("language", to="in_language")),
    Tell("in_language", then="greeting"),
)

# Whose member is the caller? One question; under 2, the bodies of the sheet and those that share the ameli account.
REGIME: tuple[Step, ...] = (
    Branch("whose", on="regime", ways={"ask": "regime", "general": "subject", "other": "account"}),
    Menu("regime",
        choice(1, "subject", "general", learns={"regime": "general"}),
        choice(2, "bodies")),
    Branch("subject", on="subject", ways={"attestation": "attestation", "file": "file"}),
    Menu("bodies",
        choice(1, "msa", learns={"regime": "msa"}),
        choice(2, "civil_service"),
        choice(3, "sncf"),
        choice(4, "ratp"),
        choice(5, "other_bodies")),
    Menu("civil_service",
        choice(1, "mgen", learns={"regime": "mgen"}),
        choice(2, "civil_partner", learns={"regime": "public"})),
    Menu("sncf",
        choice(1, "sncf_before_2020", learns={"regime": "sncf"}),
        choice(2, "sncf_since_2020", learns={"regime": "general"})),
    Menu("ratp",
        choice(1, "ratp_statutory", learns={"regime": "ratp"}),
        choice(2, "subject", "ratp_other", learns={"regime": "general"})),
    Menu("other_bodies",
        choice(1, "camieg", learns={"regime": "camieg"}),
        choice(2, "cnmss", learns={"regime": "cnmss"}),
        choice(3, "enim", learns={"regime": "enim"}),
        choice(4, "crpcen", learns={"regime": "crpcen"}),
        choice(5, "unknown_body")),
    Tell("sncf_since_2020", then="subject"),
    # What each body does for an attestation.
    Tell("msa", then="own_body"),
    Tell("mgen", then="own_body", fills=("regime_number",)),
    Tell("sncf_before_2020", then="own_body", fills=("regime_number",)),
    Tell("ratp_statutory", then="own_body"),
    Tell("civil_partner", then="partner_account"),
    Tell("camieg", then="shared_account"),
    Tell("cnmss", then="shared_account", fills=("regime_number", "regime_week")),
    Tell("enim", then="shared_account"),
    Tell("crpcen", then="shared_account"),
    Menu("unknown_body",
        choice(1, "adviser", learns={"topic": "adviser"}),
        choice(2, "topics")),
    Branch("account", on="account", ways={
        "own": "own_body", "shared": "shared_account", "partner": "partner_account"}),
    Menu("own_body",
        choice(1, "text", learns={"link": "own"}),
        choice(2, "topics")),
    Menu("shared_account",
        choice(1, "text", learns={"link": "attestation"}),
        choice(2, "text", "own_site", learns={"link": "own"}),
        choice(3, "topics")),
    Menu("partner_account",
        choice(1, "text", learns={"link": "attestation"}),
        choice(2, "topics")),
)

ATTESTATION: tuple[Step, ...] = (
    Menu("attestation",
        choice(1, "download"),
        choice(2, "no_account"),
        choice(3, "no_internet"),
        choice(4, "when_needed")),
    Menu("download",
        choice(1, "text", learns={"link": "attestation"}),
        choice(2, "no_account")),
    Menu("no_account",
        choice(1, "text", learns={"link": "create"}),
        choice(2, "adviser", learns={"topic": "adviser"}),
        choice(3, "reception")),
    Menu("no_internet",
        choice(1, "kiosk"),
        choice(2, "adviser", learns={"topic": "adviser"}),
        choice(3, "reception")),
    Menu("kiosk",
        choice(1, "text", learns={"link": "kiosk"}),
        choice(2, "topics")),
    Menu("reception",
        choice(1, "text", learns={"link": "reception"}),
        choice(2, "topics")),
    Tell("when_needed", then="attestation"),
)

# Other certificates than the attestation de droits: the sheet says nothing of them, so the account and an adviser do.
OTHER_ATTESTATIONS: tuple[Step, ...] = (
    Menu("which_attestation",
        choice(1, "whose", "attestation", learns={"topic": "attestation"}),
        choice(2, "other_attestation")),
    Tell("other_attestation", then="file"),
    Tell("password", then="file"),
    Tell("right_place", then="topics"),
    Tell("elsewhere", then="topics"),
)

# Reimbursements, a question about one's file, a change of situation.
FILE: tuple[Step, ...] = (
    Menu("file",
        choice(1, "adviser", learns={"topic": "adviser"}),
        choice(2, "text", learns={"link": "account"}),
        choice(3, "channels")),
)

CHANNELS: tuple[Step, ...] = (
    Menu("channels",
        choice(1, "messages"),
        choice(2, "amelibot"),
        choice(3, "deaf"),
        choice(4, "reception")),
    Menu("messages",
        choice(1, "text", learns={"link": "messages"}),
        choice(2, "topics")),
    Menu("amelibot",
        choice(1, "text", learns={"link": "amelibot"}),
        choice(2, "topics")),
    Menu("deaf",
        choice(1, "text", learns={"link": "deaf"}),
        choice(2, "topics")),
)

# Where is the caller? Asked only for hours or an adviser, and only when the two numbers don't tell.
PLACE: tuple[Step, ...] = (
    Branch("place", on="where", ways={"known": "whose_department", "ask": "postcode"}),
    Ask("postcode", takes="postcode", digits=5, then="whose_department", refusal="postcode_refused",
        skip=Choice("#", "whose_department", "skip", {"place": "unknown", "department": "", "caisse": ""})),
    Branch("whose_department", on="body", ways={
        "ours": "whose_caisse", "mayotte": "mayotte_line", "local": "local_body"}),
    Tell("mayotte_line", then="place_known", fills=("mayotte_telephone",), learns={"line": "mayotte"}),
    Menu("local_body",
        choice(1, "place_known"),
        choice(2, "topics")),
    # A département may have several caisses. Which is the caller's matters only where they differ.
    Branch("whose_caisse", on="rivals", ways={"none": "place_known", "some": "caisses_differ"}),
    Branch("caisses_differ", on="caisses_differ", ways={"no": "place_known", "yes": "caisses"}),
    Menu("caisses", each=Each("caisse", to="place_known")),
    Branch("place_known", on="wants", ways={"hours": "hours_now", "adviser": "adviser_now"}),
)

HOURS: tuple[Step, ...] = (
    Branch("hours_now", on="opening", ways={"open": "hours_present", "perhaps": "hours_doubt", "closed": "hours_why"}),
    Branch("hours_present", on="present", ways={
        "usual": "hours_open", "special": "hours_special", "last": "hours_last"}),
    Tell("hours_open", then="hours_clock", fills=("name", "closing")),
    Tell("hours_special", then="hours_clock", fills=("name", "closing", "special", "reopening")),
    Tell("hours_last", then="hours_clock", fills=("name", "closing", "special")),
    Branch("hours_doubt", on="doubt", ways={"margin": "hours_perhaps", "holiday": "hours_unsure"}),
    Tell("hours_perhaps", then="hours", fills=("name", "today")),
    Tell("hours_unsure", then="hours", fills=("name", "cause", "today")),
    Branch("hours_why", on="reason", ways={
        "hours": "hours_closed", "holiday": "hours_holiday", "closure": "hours_closure", "endless": "hours_endless"}),
    Tell("hours_closed", then="doubt_ahead", fills=("name", "today", "reopening")),
    Tell("hours_holiday", then="doubt_ahead", fills=("name", "cause", "reopening")),
    Tell("hours_closure", then="doubt_ahead", fills=("name", "cause", "reopening")),
    Tell("hours_endless", then="hours", fills=("name", "cause")),
    Branch("doubt_ahead", on="doubt_ahead", ways={"some": "hours_doubt_ahead", "none": "hours_clock"}),
    Tell("hours_doubt_ahead", then="hours_clock", fills=("doubtful",)),
    Branch("hours_clock", on="clock", ways={"same": "hours_known", "differs": "hours_there"}),
    Branch("hours_there", on="opening", ways={
        "open": "closing_there", "perhaps": "hours_known", "closed": "reopening_there"}),
    Tell("closing_there", then="hours_known", fills=("closing_there",)),
    Tell("reopening_there", then="hours_known", fills=("reopening_there",)),
    Branch("hours_known", on="hours_known", ways={"sourced": "hours", "assumed": "hours_assumed"}),
    Tell("hours_assumed", then="hours"),
    Menu("hours",
        choice(1, "week"),
        choice(2, "topics")),
    Branch("week", on="week_kind", ways={
        "usual": "hours_week", "until": "hours_week_until", "further_notice": "hours_week_now"}),
    Tell("hours_week", then="week_ahead", fills=("week",)),
    Tell("hours_week_until", then="week_ahead", fills=("week", "week_end", "week_reason")),
    Tell("hours_week_now", then="week_ahead", fills=("week", "week_reason")),
    Branch("week_ahead", on="week_ahead", ways={"usual": "hours", "unusual": "hours_unusual"}),
    Tell("hours_unusual", then="hours", fills=("exceptions",)),
)

ADVISER: tuple[Step, ...] = (
    # Surely closed: nobody is asked for a postcode.
    Branch("adviser", on="where", ways={"known": "adviser_here", "ask": "adviser_anywhere"}),
    Branch("adviser_here", on="opening", ways={"open": "place", "perhaps": "place", "closed": "adviser_why"}),
    Branch("adviser_anywhere", on="open_somewhere", ways={
        "open": "place", "overseas": "place", "closed": "adviser_why"}),
    Branch("adviser_now", on="opening", ways={
        "open": "adviser_set", "perhaps": "adviser_try", "closed": "adviser_why"}),
    Branch("adviser_try", on="adviser", ways={"set": "adviser_perhaps", "missing": "adviser_missing"}),
    Tell("adviser_perhaps", then="card"),
    Branch("adviser_set", on="adviser", ways={"set": "card", "missing": "adviser_missing"}),
    Tell("card", then="connect"),
    Transfer("connect", outcomes={
        "answered": "goodbye", "busy": "adviser_busy", "no_answer": "adviser_no_answer", "failed": "adviser_failed"}),
    Tell("adviser_busy", then="no_adviser"),
    Tell("adviser_no_answer", then="no_adviser"),
    Tell("adviser_failed", then="no_adviser"),
    Menu("no_adviser",
        choice(1, "adviser_now", "again"),
        choice(2, "text", learns={"link": "account"}),
        choice(3, "hours_now")),
    Tell("adviser_missing", then="meanwhile"),
    Branch("adviser_why", on="reason", ways={
        "hours": "adviser_closed", "holiday": "adviser_holiday", "closure": "adviser_closure",
        "endless": "adviser_endless"}),
    Tell("adviser_closed", then="meanwhile", fills=("reopening",)),
    Tell("adviser_holiday", then="meanwhile", fills=("cause", "reopening")),
    Tell("adviser_closure", then="meanwhile", fills=("cause", "reopening")),
    Tell("adviser_endless", then="meanwhile", fills=("cause",)),
    Menu("meanwhile",
        choice(1, "text", learns={"link": "account"}),
        choice(2, "week"),
        choice(3, "topics")),
)

# A text to the number that calls, if it is a French mobile; else the address is spoken, and a mobile may be typed.
TEXT: tuple[Step, ...] = (
    Branch("text", on="textable", ways={"yes": "text_caller", "type": "text_address", "no": "address_only"}),
    SendText("text_caller", to="caller", outcomes={
        "taken": "text_taken", "already": "text_already", "capped": "text_capped", "unavailable": "text_unavailable"}),
    Tell("text_address", then="offer_mobile", fills=("address",)),
    Menu("offer_mobile",
        choice(1, "mobile"),
        choice(2, "topics"),
        silence="goodbye"),
    Ask("mobile", takes="mobile", digits=10, then="confirm_mobile", refusal="mobile_refused",
        unavailable="text_unavailable"),
    Menu("confirm_mobile",
        choice(1, "text_typed"),
        choice(2, "mobile"),
        fills=("typed",),
        gate="typed_known"),
    # The database that kept the number may be away by now: nobody hears "you typed" followed by nothing.
    Branch("typed_known", on="typed_known", ways={"yes": "confirm_mobile", "no": "text_unavailable"}),
    # One sentence, whatever became of it: who types a number learns nothing of it.
    SendText("text_typed", to="typed", outcomes={
        "taken": "text_noted", "already": "text_noted", "capped": "text_noted", "unavailable": "text_unavailable"}),
    Tell("text_taken", then="anything_else", fills=("sender", "address")),
    Tell("text_already", then="anything_else", fills=("address",)),
    Tell("text_capped", then="anything_else", fills=("address",)),
    Tell("text_noted", then="anything_else", fills=("sender", "address")),
    Tell("text_unavailable", then="anything_else", fills=("address",)),
    Tell("address_only", then="anything_else", fills=("address",)),
    Menu("anything_else",
        choice(1, "topics"),
        choice(2, "goodbye"),
        silence="goodbye"),
)

# After the third failure in a row: an adviser if there is one, else when they are back and where to look.
GIVE_UP: tuple[Step, ...] = (
    Branch("give_up", on="opening", ways={
        "open": "give_up_open", "perhaps": "give_up_open", "closed": "give_up_why"}),
    Branch("give_up_open", on="adviser", ways={"set": "give_up_adviser", "missing": "give_up_missing"}),
    Tell("give_up_adviser", then="connect"),
    Tell("give_up_missing", then="last_wait"),
    Branch("give_up_why", on="reason", ways={
        "hours": "give_up_closed", "holiday": "give_up_closed", "closure": "give_up_closed",
        "endless": "give_up_endless"}),
    Tell("give_up_closed", then="last_wait", fills=("reopening",)),
    Tell("give_up_endless", then="last_wait", fills=("cause",)),
    Menu("last_wait",
        choice(1, "topics"),
        silence="goodbye"),
    End("farewell"),
    End("goodbye"),
)

# What callers may say in every menu, in their own words: prompts/ has the words of each.
WISHES: tuple[Wish, ...] = (
    Wish("attestation", "whose", {"topic": "attestation"}, by_body=True),
    Wish("when_needed", "when_needed"),
    Wish("which_attestation", "which_attestation"),
    Wish("other_attestation", "other_attestation", {"topic": "file"}),
    Wish("file", "whose", {"topic": "file"}, by_body=True),
    Wish("password", "password", {"topic": "file"}),
    Wish("no_account", "no_account"),
    Wish("no_internet", "no_internet"),
    Wish("hours", "place", {"topic": "hours"}),
    Wish("reception", "reception"),
    Wish("kiosk", "kiosk"),
    Wish("deaf", "deaf"),
    Wish("channels", "channels", {"topic": "channels"}),
    Wish("adviser", "adviser", {"topic": "adviser"}),
    Wish("elsewhere", "elsewhere"),  # other people's matters, which are often rung for
    # Whose member somebody says to be.
    Wish("general", "right_place", {"regime": "general"}, body=True),
    Wish("msa", "msa", {"regime": "msa"}, body=True, by_body=True),
    Wish("mgen", "mgen", {"regime": "mgen"}, body=True, by_body=True),
    Wish("public", "civil_partner", {"regime": "public"}, body=True, by_body=True),
    Wish("sncf", "sncf", body=True, by_body=True),
    Wish("ratp", "ratp", body=True, by_body=True),
    Wish("camieg", "camieg", {"regime": "camieg"}, body=True, by_body=True),
    Wish("cnmss", "cnmss", {"regime": "cnmss"}, body=True, by_body=True),
    Wish("enim", "enim", {"regime": "enim"}, body=True, by_body=True),
    Wish("crpcen", "crpcen", {"regime": "crpcen"}, body=True, by_body=True),
)

FLOW = flow_of(
    Manners(first="ring", home="topics", adviser=TO_ADVISER, give_up="give_up", farewell="farewell",
        wishes=WISHES),
    WELCOME, TOPICS, REGIME, ATTESTATION, OTHER_ATTESTATIONS, FILE, CHANNELS, PLACE, HOURS, ADVISER, TEXT, GIVE_UP,
)
