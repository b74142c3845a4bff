"""The small words that names are made of, and the words that only look like names."""

import gzip
from functools import lru_cache
from importlib import resources


def word_set(text: str) -> frozenset[str]:
    """Give the words of a text as a set."""
    return frozenset(text.split())


ARTICLES = word_set(
    """
    al el ad ar as ash at az an ez er es esh et ed ul
    """
)
"""Arabic articles, as they are written before a hyphen: al-Tanf, ez-Zor."""
PARTICLES = word_set(
    """
    al el az ez ar ash ad ul
    of de del della la las los le les el du des di da do dos das van von der den ten ter bin bint ibn abu y e i na
    nad am an im sur sous en aux upon the d l
    """
)
"""Small words inside a name: Strait of Hormuz, Rio de Janeiro, Frankfurt am Main, Stratford upon Avon."""
ABBREVIATED = word_set(
    """
    st ste mt ft pt mr mrs ms dr gen col lt maj capt sgt brig cpl pvt adm rep sen gov prof rev hon jr sr pres sec
    supt det insp no cmdr cpt amb dep asst atty dist n s e w
    """
)
"""Words after which a point ends no sentence and no name: St. Louis, Gen. McFarlane."""
CALENDAR = word_set(
    """
    monday tuesday wednesday thursday friday saturday sunday january february april june july september october
    november december mon tue tues wed thu thurs fri sat sun jan feb aug sept oct nov dec august
    """
)
OPENERS = word_set(
    """
    a an the this that these those some any each every all both no another other many most several few one two
    three four five six seven eight nine ten in on at by for from to of with within without near after before
    since until during through throughout across around over under above below between among against along behind
    beyond inside outside into toward towards and but or nor so yet if when while where as because although though
    unless whether he she it they we i you his her its their our my your who what which why how there here then
    now also still even only just not never once however meanwhile moreover nevertheless nonetheless instead thus
    hence therefore later earlier today yesterday tomorrow tonight recently currently eventually finally meantime
    elsewhere according despite following including like unlike per via about let is are was were be been has have
    had do does did will would can could may might must shall should more less at former ex late local some
    officials police rebels militants soldiers troops residents witnesses gunmen authorities about well yes no oh
    again perhaps maybe such than too very up down out off new old in
    """
) - {"new", "old"}
"""Words that open a sentence with a capital and belong to no name that follows."""
NEVER_NAMES = word_set(
    """
    i the a an and or but if he she it we they you mr mrs ms this that these those there here when where what who
    how why yes no not so as at by for from in of on to with is are was were be his her its their our my your
    """
)
"""Words that never begin a name; "The Hague" is found as "Hague", which the gazetteer folds the same."""
FEATURE_WORDS = word_set(
    """
    city town village county parish province district region state island islands river lake sea bay gulf strait
    mount mountain mountains valley desert camp base port fort saint san santa north south east west northern
    southern eastern western new old great upper lower central heights hills falls springs beach park creek bridge
    field fields airport
    """
)
"""Common words that are kept as part of a name even in a headline."""


@lru_cache(maxsize=1)
def common_words() -> frozenset[str]:
    """Give the English words that are written in lower case (see data/words for source and licence)."""
    packed = (resources.files("dateline") / "data" / "words" / "common.txt.gz").read_bytes()
    return frozenset(gzip.decompress(packed).decode("utf-8").split("\n"))
