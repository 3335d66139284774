"""Every check of the line, by family: the one list that `ivr check`, its explanations and the broken examples share."""

from ivr.check.calls import contradiction, promises, threads, turns
from ivr.check.content import addresses, agreement, prompts, texts, voices
from ivr.check.ear import menus, times, words
from ivr.check.flow import endings, names, reach, slips, table
from ivr.check.hours import bulletins, closures, days, rules, said, sources
from ivr.check.subject import Check

CHECKS: tuple[Check, ...] = (
    # the flow
    *slips.SLIPS,
    table.unreachable_step,
    table.silent_loop,
    table.no_way_out,
    table.lacking_outcome,
    table.taken_key,
    names.misnamed_choice,
    names.misnamed_way,
    endings.dead_end,
    endings.endless_silence,
    endings.endless_failures,
    endings.cut_off,
    reach.far_adviser,
    reach.lost_manner,
    reach.lost_greeting,
    reach.never_heard,
    # the content
    prompts.missing_prompt,
    prompts.unused_prompt,
    prompts.unfilled_placeholder,
    prompts.unspoken_value,
    prompts.missing_choice,
    prompts.unused_choice,
    prompts.dead_key,
    promises.unlike_offer,
    agreement.unlike_languages,
    agreement.unlike_words,
    agreement.unlike_site,
    agreement.misnamed_caisse,
    texts.missing_text,
    texts.unused_text,
    addresses.surcharged_number,
    addresses.written_address,
    voices.unknown_voice,
    voices.foreign_voice,
    # the hours
    rules.bad_rule,
    rules.foreign_place,
    sources.old_source,
    sources.future_checked,
    sources.unlike_source,
    days.long_gap,
    days.odd_day,
    said.misspoken_opening,
    bulletins.outlived_day,
    bulletins.false_weekday,
    closures.lapsed_closure,
    closures.endless_closure,
    closures.overlapping_closures,
    # the caller's ear
    menus.large_menu,
    menus.deep_goal,
    menus.key_order,
    menus.rank_order,
    menus.offered_key,
    menus.unsaid_count,
    times.late_first_option,
    times.late_option,
    times.short_pause,
    times.hasty_wait,
    times.long_prompt,
    times.long_bulletin,
    words.long_list,
    words.avoided_words,
    # all calls
    turns.broken_turn,
    turns.unspeakable,
    contradiction.contradiction,
    threads.lost_thread,
    promises.unkept_offer,
    turns.no_goodbye,
)
