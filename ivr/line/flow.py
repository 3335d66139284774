"""The script of the call: every step of 3646, as one table that reads from the greeting to the goodbye.

A step's name is its prompt's key in prompts/, where its words are. What `0`, `*`, `#`, silence and wrong keys do
is not told here: the manners of conversation.py hold in every menu. Two rules of this table are proved by `ivr check`:
nobody is asked what changes nothing, and whatever a caller said of body or place is changed by one key where it counts.
"""

from ivr.line.steps import Ask, Branch, Choice, Each, End, Manners, Menu, SendText, Step, Tell, Transfer, Wish, choice
from ivr.line.table import flow_of

TO_ADVISER = Choice("0", "adviser", "adviser", {"topic": "adviser"})

# A row a step, as a script is read; the formatter would stand every choice on end.
# fmt: off

# What callers may say in every menu, in their own words: prompts/ has the words of each.
WISHES: tuple[Wish, ...] = (
    Wish("attestation", "paper_told", {"topic": "attestation", "about": "", "internet": ""}, by_body=True),
    Wish("when_needed", "when_needed"),
    Wish("which_attestation", "which_attestation"),
    Wish("other_attestation", "other_attestation", {"topic": "file", "about": "file", "internet": ""}),
    Wish("file", "file", {"topic": "file", "about": "file", "internet": ""}, by_body=True),
    Wish("password", "password", {"topic": "file", "about": "file", "internet": ""}),
    Wish("no_account", "no_account"),
    Wish("no_internet", "no_internet", {"internet": "none"}),
    Wish("hours", "place", {"topic": "hours"}),
    Wish("reception", "office"),
    Wish("kiosk", "kiosk"),
    Wish("deaf", "deaf", being=True),
    Wish("channels", "channels", {"topic": "channels"}),
    Wish("adviser", "adviser", {"topic": "adviser"}),
    Wish("elsewhere", "elsewhere"),  # other people's matters, which are often rung for
    Wish("goodbye", "goodbye"),
    # Whose member somebody says to be: what they hear depends on what they asked for.
    Wish("general", "right_place", {"regime": "general"}, body=True),
    Wish("msa", "msa_member", {"regime": "msa"}, body=True, by_body=True),
    Wish("mgen", "mgen_member", {"regime": "mgen"}, body=True, by_body=True),
    Wish("public", "civil_member", {"regime": "public"}, body=True, by_body=True),
    Wish("sncf", "sncf", body=True, by_body=True),
    Wish("ratp", "ratp", body=True, by_body=True),
    Wish("camieg", "camieg_member", {"regime": "camieg"}, body=True, by_body=True),
    Wish("cnmss", "cnmss_member", {"regime": "cnmss"}, body=True, by_body=True),
    Wish("enim", "enim_member", {"regime": "enim"}, body=True, by_body=True),
    Wish("crpcen", "crpcen_member", {"regime": "crpcen"}, body=True, by_body=True),
)

# The line says who it is, what is new and whether it is closed; all of it inside the first menu, so that a key
# interrupts it from the first word. Who is surely answered by nobody hears that before anything else.
WELCOME: tuple[Step, ...] = (
    Branch("ring", on="line", ways={"national": "welcome", "mayotte": "welcome_mayotte", "abroad": "welcome_abroad"}),
    Tell("welcome", then="trial"),
    Tell("welcome_mayotte", then="trial"),
    Tell("welcome_abroad", then="trial"),
    Branch("trial", on="trial", ways={"yes": "test_service", "no": "caller"}),
    Tell("test_service", then="caller"),
    Branch("caller", on="from_mayotte", ways={"yes": "mayotte_number", "no": "caller_abroad"}),
    Tell("mayotte_number", then="news", fills=("mayotte_telephone",), learns={"line": "mayotte"}),
    Branch("caller_abroad", on="from_abroad", ways={"yes": "abroad_number", "no": "news"}),
    Tell("abroad_number", then="news", fills=("abroad_telephone",)),
    Branch("news", on="news", ways={"some": "bulletins", "none": "greeting"}),
    Tell("bulletins", then="greeting", fills=("bulletins",)),
    Branch("greeting", on="where", ways={"known": "greeting_here", "ask": "greeting_anywhere"}),
    Branch("greeting_here", on="opening", ways={
        "open": "greeting_adviser", "perhaps": "greeting_adviser", "closed": "greeting_closed"}),
    Branch("greeting_anywhere", on="open_somewhere", ways={
        "open": "greeting_adviser", "overseas": "greeting_overseas", "closed": "greeting_closed"}),
    Branch("greeting_adviser", on="adviser", ways={"set": "any_time", "missing": "speaking"}),
    Tell("any_time", then="speaking"),
    # In the evening only overseas may be open: a caller of unknown place hears when métropole is back, by the hours of
    # the line that was called.
    Branch("greeting_overseas", on="reopens", ways={"known": "greeting_mainland", "unknown": "greeting_adviser"}),
    Tell("greeting_mainland", then="adviser_overseas", fills=("reopening",), learns={"closed": "told"}),
    Branch("adviser_overseas", on="adviser", ways={"set": "any_time_overseas", "missing": "speaking"}),
    Tell("any_time_overseas", then="speaking"),
    Branch("greeting_closed", on="reason", ways={
        "hours": "greeting_reopening", "holiday": "greeting_holiday", "closure": "greeting_closure",
        "endless": "greeting_endless"}),
    Tell("greeting_reopening", then="greeting_known", fills=("reopening",), learns={"closed": "told"}),
    Tell("greeting_holiday", then="greeting_known", fills=("cause", "reopening"), learns={"closed": "told"}),
    Tell("greeting_closure", then="greeting_known", fills=("cause", "reopening"), learns={"closed": "told"}),
    Tell("greeting_endless", then="speaking", fills=("cause",), learns={"closed": "told"}),
    Branch("greeting_known", on="hours_known", ways={
        "sourced": "speaking", "assumed": "speaking", "borrowed": "greeting_borrowed"}),
    Tell("greeting_borrowed", then="speaking"),
    Branch("speaking", on="speech", ways={"yes": "may_speak", "no": "topics"}),
    Tell("may_speak", then="topics"),
)

TOPICS: tuple[Step, ...] = (
    Menu("topics",
        choice(9, "language"),
        choice(1, "paper_told", "attestation", learns={"topic": "attestation", "about": "", "internet": ""}),
        choice(2, "file", learns={"topic": "file", "about": "file", "internet": ""}),
        choice(3, "place", "hours", learns={"topic": "hours"}),
        choice(4, "channels", learns={"topic": "channels", "internet": ""}),
        asked=("attestation", "file", "hours", "channels")),
    # The languages of prompts/: with one other, 9 changes to it at once.
    Menu("language", each=Each("language", to="in_language")),
    # What was told in the other language of who rings from abroad, and of the day, is told anew.
    Tell("in_language", then="caller_abroad"),
)

# Whoever asks for the attestation hears once what is none. Most are with us, or share the ameli account: the members
# of other bodies have one entry, and nobody else is asked.
ATTESTATION: tuple[Step, ...] = (
    Branch("paper_told", on="paper", ways={"new": "paper", "told": "attestation"}),
    Tell("paper", then="attestation", learns={"paper": "told"}),
    Menu("attestation",
        choice(1, "text", learns={"link": "attestation"}),
        choice(2, "no_account"),
        choice(3, "no_internet", learns={"internet": "none"}),
        choice(4, "bodies"),
        choice(5, "when_needed")),
    Menu("no_account",
        choice(1, "text", learns={"link": "create"}),
        choice(2, "adviser", learns={"topic": "adviser"}),
        choice(3, "office")),
    # Nothing below ends at a site: what a caller without internet hears, they can do.
    Menu("no_internet",
        choice(1, "adviser", "posted", learns={"topic": "adviser"}),
        choice(2, "kiosk"),
        choice(3, "counter")),
    Menu("kiosk",
        choice(1, "adviser", learns={"topic": "adviser"}),
        choice(2, "topics")),
    Menu("counter",
        choice(1, "adviser", learns={"topic": "adviser"}),
        choice(2, "topics")),
    Tell("when_needed", then="paper_told"),
)

# Other certificates than the attestation de droits: the sheet says nothing of them, so the account and an adviser do.
OTHER_ATTESTATIONS: tuple[Step, ...] = (
    Menu("which_attestation",
        choice(1, "paper_told", "attestation", learns={"topic": "attestation", "about": "", "internet": ""}),
        choice(2, "other_attestation", learns={"topic": "file", "about": "file", "internet": ""})),
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
        choice(3, "channels"),
        choice(4, "bodies")),
    # Who answers about its members' reimbursements and files.
    Tell("file_number", then="own_body", fills=("their_body", "regime_number", "regime_site")),
    Tell("file_site", then="own_body", fills=("their_body", "regime_site")),
    Tell("file_statements", then="own_statements", fills=("their_body",)),
    Menu("own_statements",
        choice(1, "bodies"),
        choice(2, "topics")),
)

# Of which other body the caller, or whomever they call for, is a member: the bodies of the sheet, and those that share
# the ameli account. What is said of one depends on what was asked for.
BODIES: tuple[Step, ...] = (
    Menu("bodies",
        choice(1, "msa_member", "msa", learns={"regime": "msa"}),
        choice(2, "civil_service"),
        choice(3, "sncf"),
        choice(4, "ratp"),
        choice(5, "other_bodies"),
        above="topics"),
    Menu("civil_service",
        choice(1, "mgen_member", "mgen", learns={"regime": "mgen"}),
        choice(2, "civil_member", "civil_partner", learns={"regime": "public"})),
    Menu("sncf",
        choice(1, "sncf_member", "sncf_before_2020", learns={"regime": "sncf"}),
        choice(2, "sncf_since_2020", learns={"regime": "general"})),
    Menu("ratp",
        choice(1, "ratp_member", "ratp_statutory", learns={"regime": "ratp"}),
        choice(2, "ratp_other", learns={"regime": "general"})),
    Menu("other_bodies",
        choice(1, "camieg_member", "camieg", learns={"regime": "camieg"}),
        choice(2, "cnmss_member", "cnmss", learns={"regime": "cnmss"}),
        choice(3, "enim_member", "enim", learns={"regime": "enim"}),
        choice(4, "crpcen_member", "crpcen", learns={"regime": "crpcen"}),
        choice(5, "unknown_body")),
    Tell("sncf_since_2020", then="subject"),
    Tell("ratp_other", then="subject"),
    Branch("subject", on="subject", ways={"attestation": "attestation", "file": "file"}),
    Menu("unknown_body",
        choice(1, "adviser", learns={"topic": "adviser"}),
        choice(2, "bodies"),
        choice(3, "topics")),
    Branch("msa_member", on="subject", ways={"attestation": "msa", "file": "file_site"}),
    Branch("mgen_member", on="subject", ways={"attestation": "mgen", "file": "file_number"}),
    Branch("civil_member", on="subject", ways={"attestation": "civil_partner", "file": "file_statements"}),
    Branch("sncf_member", on="subject", ways={"attestation": "sncf_before_2020", "file": "file_number"}),
    Branch("ratp_member", on="subject", ways={"attestation": "ratp_statutory", "file": "file_site"}),
    Branch("camieg_member", on="subject", ways={"attestation": "camieg", "file": "file_site"}),
    Branch("cnmss_member", on="subject", ways={"attestation": "cnmss", "file": "file_number"}),
    Branch("enim_member", on="subject", ways={"attestation": "enim", "file": "file_site"}),
    Branch("crpcen_member", on="subject", ways={"attestation": "crpcen", "file": "file_site"}),
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
    Menu("own_body",
        choice(1, "text", learns={"link": "own"}),
        choice(2, "bodies"),
        choice(3, "topics")),
    Menu("shared_account",
        choice(1, "text", learns={"link": "attestation"}),
        choice(2, "text", "own_site", learns={"link": "own"}),
        choice(3, "bodies"),
        choice(4, "topics")),
    Menu("partner_account",
        choice(1, "text", learns={"link": "attestation"}),
        choice(2, "bodies"),
        choice(3, "topics")),
)

CHANNELS: tuple[Step, ...] = (
    Menu("channels",
        choice(1, "messages"),
        choice(2, "amelibot"),
        choice(3, "office"),
        choice(4, "deaf")),
    Menu("messages",
        choice(1, "text", learns={"link": "messages"}),
        choice(2, "topics")),
    Menu("amelibot",
        choice(1, "text", learns={"link": "amelibot"}),
        choice(2, "topics")),
    Branch("office", on="internet", ways={"yes": "reception", "none": "counter"}),
    Menu("reception",
        choice(1, "text", learns={"link": "reception"}),
        choice(2, "topics")),
    Menu("deaf",
        choice(1, "text", learns={"link": "deaf"}),
        choice(2, "topics")),
)

# Where is the caller? Asked only for hours or an adviser, when the two numbers don't tell, and those who could be
# theirs differ in what will be said or done. Whatever was typed can be typed anew.
PLACE: tuple[Step, ...] = (
    Branch("place", on="where", ways={"known": "whose_department", "ask": "whose_hours"}),
    Branch("whose_hours", on="hours_differ", ways={"yes": "postcode", "no": "hours_now"}),
    Ask("postcode", takes="postcode", digits=5, then="whose_department", refusal="postcode_refused",
        skip=Choice("#", "whose_department", "skip")),
    Branch("whose_department", on="body", ways={
        "ours": "whose_caisse", "mayotte": "mayotte_line", "local": "which_local"}),
    Tell("mayotte_line", then="place_known", fills=("mayotte_telephone",), learns={"line": "mayotte"}),
    Branch("which_local", on="local_site", ways={"known": "local_internet", "unknown": "local_body"}),
    Branch("local_internet", on="internet", ways={"yes": "local_body_site", "none": "local_body"}),
    Menu("local_body",
        choice(1, "whose_caisse", "place_known"),
        choice(2, "postcode", "another_place"),
        choice(3, "topics"),
        fills=("territory",)),
    Menu("local_body_site",
        choice(1, "whose_caisse", "place_known"),
        choice(2, "postcode", "another_place"),
        choice(3, "topics"),
        fills=("territory",)),
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
    Tell("hours_perhaps", then="hours_known", fills=("name", "today")),
    Tell("hours_unsure", then="hours_known", fills=("name", "cause", "today")),
    # Who heard just before that nobody answers hears no more than when somebody does.
    Branch("hours_why", on="told_closed", ways={"new": "hours_reason", "told": "hours_back"}),
    Branch("hours_back", on="reopens", ways={"known": "hours_again", "unknown": "hours_unknown"}),
    Tell("hours_again", then="doubt_ahead", fills=("name", "reopening")),
    Tell("hours_unknown", then="hours", fills=("name",)),
    Branch("hours_reason", on="reason", ways={
        "hours": "hours_closed", "holiday": "hours_holiday", "closure": "hours_closure", "endless": "hours_endless"}),
    Tell("hours_closed", then="doubt_ahead", fills=("name", "reopening"), learns={"closed": "told"}),
    Tell("hours_holiday", then="doubt_ahead", fills=("name", "cause", "reopening"), learns={"closed": "told"}),
    Tell("hours_closure", then="doubt_ahead", fills=("name", "cause", "reopening"), learns={"closed": "told"}),
    Tell("hours_endless", then="hours", fills=("name", "cause"), learns={"closed": "told"}),
    Branch("doubt_ahead", on="doubt_ahead", ways={"some": "hours_doubt_ahead", "none": "hours_clock"}),
    Tell("hours_doubt_ahead", then="hours_clock", fills=("doubtful",)),
    Branch("hours_clock", on="clock", ways={"same": "hours_known", "differs": "hours_there"}),
    Branch("hours_there", on="opening", ways={
        "open": "closing_there", "perhaps": "hours_known", "closed": "reopening_there"}),
    Tell("closing_there", then="hours_known", fills=("closing_there",)),
    Tell("reopening_there", then="hours_known", fills=("reopening_there",)),
    Branch("hours_known", on="hours_known", ways={
        "sourced": "hours", "assumed": "hours_assumed", "borrowed": "hours_borrowed"}),
    Tell("hours_assumed", then="hours"),
    Tell("hours_borrowed", then="hours"),
    Menu("hours",
        choice(1, "week", learns={"topic": "hours"}),
        choice(2, "postcode", "another_place", learns={"topic": "hours"}),
        choice(3, "topics")),
    Branch("week", on="weeks_differ", ways={"yes": "postcode", "no": "whose_week"}),
    Branch("whose_week", on="week_kind", ways={
        "usual": "hours_week", "until": "hours_week_until", "further_notice": "hours_week_now"}),
    Tell("hours_week", then="week_ahead", fills=("week",)),
    Tell("hours_week_until", then="week_ahead", fills=("week", "week_end", "week_reason")),
    Tell("hours_week_now", then="week_ahead", fills=("week", "week_reason")),
    Branch("week_ahead", on="week_ahead", ways={"usual": "week_known", "unusual": "hours_unusual"}),
    Tell("hours_unusual", then="week_known", fills=("exceptions",)),
    Branch("week_known", on="week_known", ways={
        "sourced": "hours", "assumed": "hours_assumed", "borrowed": "hours_borrowed"}),
)

ADVISER: tuple[Step, ...] = (
    # Surely closed: that is told, and nobody is asked anything.
    Branch("adviser", on="where", ways={"known": "adviser_here", "ask": "adviser_anywhere"}),
    Branch("adviser_here", on="opening", ways={"open": "whose_file", "perhaps": "whose_file", "closed": "adviser_why"}),
    Branch("adviser_anywhere", on="open_somewhere", ways={
        "open": "whose_file", "overseas": "mainland_told", "closed": "adviser_why"}),
    # Only overseas: who is not there hears when métropole is back, and not a question first.
    Branch("mainland_told", on="reopens", ways={"known": "mainland_new", "unknown": "whose_file"}),
    Branch("mainland_new", on="told_closed", ways={"new": "adviser_mainland", "told": "overseas"}),
    Tell("adviser_mainland", then="overseas", fills=("reopening",), learns={"closed": "told"}),
    Menu("overseas",
        choice(1, "overseas_still", "overseas_caisse", learns={"topic": "adviser"}),
        choice(2, "place", "hours", learns={"topic": "hours"}),
        choice(3, "topics")),
    Branch("overseas_still", on="where", ways={"known": "adviser_here", "ask": "overseas_open"}),
    Branch("overseas_open", on="open_somewhere", ways={
        "open": "whose_file", "overseas": "whose_file", "closed": "adviser_why"}),
    Branch("whose_file", on="member", ways={"ours": "whose_adviser", "other": "not_our_file"}),
    Tell("not_our_file", then="whose_adviser", fills=("their_body",)),
    Branch("whose_adviser", on="where", ways={"known": "whose_department", "ask": "which_adviser"}),
    Branch("which_adviser", on="advisers_differ", ways={"yes": "postcode", "no": "adviser_now"}),
)

RINGING: tuple[Step, ...] = (
    Branch("adviser_now", on="opening", ways={
        "open": "adviser_set", "perhaps": "adviser_set", "closed": "adviser_why"}),
    Branch("adviser_set", on="adviser", ways={"set": "attempt", "missing": "adviser_missing"}),
    Branch("attempt", on="attempt", ways={
        "first": "attempt_first", "second": "quieter", "third": "try_last", "spent": "tries_spent"}),
    # In the hour around hours of which only the least is known: nobody knows, so it is tried.
    Branch("attempt_first", on="opening", ways={
        "open": "adviser_whose", "perhaps": "adviser_doubt", "closed": "adviser_why"}),
    Branch("adviser_doubt", on="doubt", ways={"margin": "adviser_perhaps", "holiday": "adviser_unsure"}),
    Tell("adviser_perhaps", then="adviser_whose", fills=("today",)),
    Tell("adviser_unsure", then="adviser_whose", fills=("cause",)),
    # Whose adviser it is, and a key that corrects what was said of place or body.
    Branch("adviser_whose", on="whose_adviser", ways={
        "place": "adviser_of", "anyone": "adviser_any", "other": "adviser_other"}),
    Menu("adviser_of",
        choice(1, "postcode", "another_place", learns={"topic": "adviser"}),
        fills=("name",), silence="dial", assent="card"),
    Menu("adviser_other",
        choice(1, "adviser_now", "ours", learns={"regime": "general", "topic": "adviser"}),
        choice(2, "postcode", "another_place", learns={"topic": "adviser"}),
        fills=("name",), silence="dial", assent="card"),
    Tell("adviser_any", then="card"),
    Tell("card", then="connect"),
    Branch("dial", on="opening", ways={"open": "dial_set", "perhaps": "dial_set", "closed": "adviser_why"}),
    Branch("dial_set", on="adviser", ways={"set": "connect", "missing": "adviser_missing"}),
    Transfer("connect", outcomes={
        "answered": "goodbye", "busy": "adviser_busy", "no_answer": "adviser_no_answer", "failed": "adviser_failed"}),
)

# Nobody answered: three tries at most, and each time something else besides.
UNREACHED: tuple[Step, ...] = (
    Tell("adviser_busy", then="not_reached"),
    Tell("adviser_no_answer", then="not_reached"),
    Tell("adviser_failed", then="not_reached"),
    Branch("not_reached", on="opening", ways={
        "open": "tries_left", "perhaps": "perhaps_later", "closed": "adviser_why"}),
    Branch("perhaps_later", on="reopens", ways={"known": "adviser_later", "unknown": "tries_left"}),
    Tell("adviser_later", then="tries_left", fills=("reopening",)),
    Branch("tries_left", on="tries", ways={"left": "no_adviser", "spent": "tries_spent"}),
    Menu("no_adviser",
        choice(1, "adviser_now", "again", learns={"topic": "adviser"}),
        choice(2, "place", "hours", learns={"topic": "hours"}),
        choice(3, "topics")),
    Branch("quieter", on="quieter", ways={"known": "try_again", "unknown": "try_anew"}),
    Tell("try_again", then="connect", fills=("quiet",)),
    Tell("try_anew", then="connect"),
    Tell("try_last", then="connect"),
    Tell("tries_spent", then="which_last"),
    Branch("which_last", on="internet", ways={"yes": "last_choices", "none": "last_choices_offline"}),
    Menu("last_choices",
        choice(1, "text", learns={"link": "account"}),
        choice(2, "place", "hours", learns={"topic": "hours"}),
        choice(3, "goodbye")),
    Menu("last_choices_offline",
        choice(1, "place", "hours", learns={"topic": "hours"}),
        choice(2, "goodbye")),
)

# Nobody is there: the reason is told once, and then no more than when to call again.
CLOSED: tuple[Step, ...] = (
    Tell("adviser_missing", then="which_meanwhile"),
    Branch("adviser_why", on="told_closed", ways={"new": "adviser_reason", "told": "adviser_back"}),
    Branch("adviser_reason", on="reason", ways={
        "hours": "adviser_closed", "holiday": "adviser_holiday", "closure": "adviser_closure",
        "endless": "adviser_endless"}),
    Tell("adviser_closed", then="which_meanwhile", fills=("reopening",), learns={"closed": "told"}),
    Tell("adviser_holiday", then="which_meanwhile", fills=("cause", "reopening"), learns={"closed": "told"}),
    Tell("adviser_closure", then="which_meanwhile", fills=("cause", "reopening"), learns={"closed": "told"}),
    Tell("adviser_endless", then="which_meanwhile", fills=("cause",), learns={"closed": "told"}),
    Branch("adviser_back", on="reopens", ways={"known": "call_back", "unknown": "call_back_endless"}),
    Tell("call_back", then="which_meanwhile", fills=("reopening",)),
    Tell("call_back_endless", then="which_meanwhile"),
    # Whose place was said, and not told by a number, may have been said wrongly.
    Branch("which_meanwhile", on="internet", ways={"yes": "meanwhile_where", "none": "offline_where"}),
    Branch("meanwhile_where", on="said_place", ways={"yes": "meanwhile_placed", "no": "meanwhile"}),
    Branch("offline_where", on="said_place", ways={"yes": "meanwhile_placed_offline", "no": "meanwhile_offline"}),
    Menu("meanwhile",
        choice(1, "text", learns={"link": "account"}),
        choice(2, "week", learns={"topic": "hours"}),
        choice(3, "topics")),
    Menu("meanwhile_offline",
        choice(1, "week", learns={"topic": "hours"}),
        choice(2, "topics")),
    Menu("meanwhile_placed",
        choice(1, "text", learns={"link": "account"}),
        choice(2, "week", learns={"topic": "hours"}),
        choice(3, "postcode", "another_place", learns={"topic": "adviser"}),
        choice(4, "topics")),
    Menu("meanwhile_placed_offline",
        choice(1, "week", learns={"topic": "hours"}),
        choice(2, "postcode", "another_place", learns={"topic": "adviser"}),
        choice(3, "topics")),
)

# A text to the number that calls, if it is a French mobile; else the address is spoken, and a mobile may be typed. What
# is typed while it is read back is the number once more.
TEXT: tuple[Step, ...] = (
    Branch("text", on="textable", ways={"yes": "text_caller", "type": "text_address", "no": "address_only"}),
    SendText("text_caller", to="caller", outcomes={
        "taken": "text_taken", "late": "text_late", "already": "text_already", "capped": "text_capped",
        "unavailable": "text_unavailable"}),
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
        fills=("typed",), gate="typed_known", typed="mobile"),
    # The database that kept the number may be away by now: nobody hears "you typed" followed by nothing.
    Branch("typed_known", on="typed_known", ways={"yes": "confirm_mobile", "no": "text_unavailable"}),
    # One sentence, whatever became of it: who types a number learns nothing of it.
    SendText("text_typed", to="typed", outcomes={
        "taken": "text_noted", "late": "text_late", "already": "text_noted", "capped": "text_noted",
        "unavailable": "text_unavailable"}),
    Tell("text_taken", then="anything_else", fills=("sender", "address")),
    Tell("text_late", then="anything_else", fills=("address",)),
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

# What was said in the caller's own words may be either of two things, or is not surely one: asked, not guessed.
DOUBTS: tuple[Step, ...] = (
    Menu("doubt", each=Each("doubt", to="topics", wishes=WISHES)),
)

# After the second silence fewer choices; after the third failure in a row an adviser if there is one, else when they
# are back.
GIVE_UP: tuple[Step, ...] = (
    Branch("short", on="where", ways={"known": "short_here", "ask": "short_anywhere"}),
    Branch("short_here", on="opening", ways={"open": "short_set", "perhaps": "short_set", "closed": "few"}),
    Branch("short_anywhere", on="open_somewhere", ways={"open": "short_set", "overseas": "short_set", "closed": "few"}),
    Branch("short_set", on="adviser", ways={"set": "short_adviser", "missing": "few"}),
    Tell("short_adviser", then="few"),
    Menu("few",
        choice(1, "paper_told", "attestation", learns={"topic": "attestation", "about": "", "internet": ""}),
        choice(2, "topics")),
    Branch("give_up", on="opening", ways={
        "open": "give_up_open", "perhaps": "give_up_open", "closed": "give_up_why"}),
    Branch("give_up_open", on="adviser", ways={"set": "give_up_tries", "missing": "give_up_missing"}),
    Branch("give_up_tries", on="tries", ways={"left": "give_up_member", "spent": "give_up_spent"}),
    Branch("give_up_member", on="member", ways={"ours": "give_up_adviser", "other": "give_up_other"}),
    Tell("give_up_other", then="give_up_adviser"),
    Tell("give_up_adviser", then="connect"),
    Tell("give_up_missing", then="last_wait"),
    Tell("give_up_spent", then="last_wait"),
    Branch("give_up_why", on="reason", ways={
        "hours": "give_up_closed", "holiday": "give_up_closed", "closure": "give_up_closed",
        "endless": "give_up_endless"}),
    Tell("give_up_closed", then="last_wait", fills=("reopening",)),
    Tell("give_up_endless", then="last_wait", fills=("cause",)),
    Menu("last_wait",
        choice(1, "topics"),
        silence="goodbye"),
    End("farewell"),
    End("long_call"),  # after more answers than anybody needs: a robot, most likely, that others wait behind
    End("goodbye"),
)

FLOW = flow_of(
    Manners(first="ring", home="topics", adviser=TO_ADVISER, give_up="give_up", farewell="farewell", short="short",
        enough="long_call", doubt="doubt", wishes=WISHES),
    WELCOME, TOPICS, ATTESTATION, OTHER_ATTESTATIONS, FILE, BODIES, CHANNELS, PLACE, HOURS,
    ADVISER, RINGING, UNREACHED, CLOSED, TEXT, DOUBTS, GIVE_UP,
)
