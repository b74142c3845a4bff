"""The surface forms of trigger words, so that finding them depends on no parser and no lemmatiser."""

IRREGULAR = {
    line.split()[0]: tuple(line.split()[1:])
    for line in ["beat beats beating beaten", "become becomes became becoming", "begin begins began begun beginning", "behead beheads beheaded beheading", "bind binds bound binding", "bite bites bit bitten biting", "bleed bleeds bled bleeding", "blow blows blew blown blowing", "break breaks broke broken breaking", "bring brings brought bringing", "burn burns burned burnt burning", "burst bursts bursting", "buy buys bought buying", "cast casts casting", "catch catches caught catching", "choose chooses chose chosen choosing", "come comes came coming", "cut cuts cutting", "deal deals dealt dealing", "die dies died dying", "dig digs dug digging", "draw draws drew drawn drawing", "drive drives drove driven driving", "fall falls fell fallen falling", "feel feels felt feeling", "fight fights fought fighting", "find finds found finding", "flee flees fled fleeing", "fling flings flung flinging", "fly flies flew flown flying", "forbid forbids forbade forbidden forbidding", "forgive forgives forgave forgiven forgiving", "freeze freezes froze frozen freezing", "get gets got gotten getting", "give gives gave given giving", "go goes went gone going", "hang hangs hung hanged hanging", "have has had having", "hit hits hitting", "hold holds held holding", "hurt hurts hurting", "keep keeps kept keeping", "kidnap kidnaps kidnapped kidnaped kidnapping kidnaping", "lay lays laid laying", "lead leads led leading", "leave leaves left leaving", "lie lies lay lain lied lying", "light lights lit lighted lighting", "lose loses lost losing", "make makes made making", "meet meets met meeting", "overcome overcomes overcame overcoming", "overrun overruns overran overrunning", "overthrow overthrows overthrew overthrown overthrowing", "overtake overtakes overtook overtaken overtaking", "pay pays paid paying", "put puts putting", "quit quits quitting", "ride rides rode ridden riding", "ring rings rang rung ringing", "rise rises rose risen rising", "run runs ran running", "say says said saying", "see sees saw seen seeing", "seek seeks sought seeking", "sell sells sold selling", "send sends sent sending", "set sets setting", "shake shakes shook shaken shaking", "shed sheds shedding", "shoot shoots shot shooting", "shut shuts shutting", "sink sinks sank sunk sinking", "sit sits sat sitting", "slay slays slew slain slaying", "speak speaks spoke spoken speaking", "spread spreads spreading", "stand stands stood standing", "steal steals stole stolen stealing", "stick sticks stuck sticking", "strike strikes struck stricken striking", "swear swears swore sworn swearing", "sweep sweeps swept sweeping", "take takes took taken taking", "tear tears tore torn tearing", "tell tells told telling", "throw throws threw thrown throwing", "uphold upholds upheld upholding", "win wins won winning", "withdraw withdraws withdrew withdrawn withdrawing", "withhold withholds withheld withholding", "wound wounds wounded wounding", "write writes wrote written writing", "retake retakes retook retaken retaking", "undertake undertakes undertook undertaken undertaking", "occupy occupies occupied occupying", "free frees freed freeing", "agree agrees agreed agreeing", "disagree disagrees disagreed disagreeing", "visit visits visited visiting", "order orders ordered ordering", "open opens opened opening", "target targets targeted targetted targeting", "enter enters entered entering", "gather gathers gathered gathering", "murder murders murdered murdering", "massacre massacres massacred massacring", "discover discovers discovered discovering", "shelter shelters sheltered sheltering", "offer offers offered offering", "surrender surrenders surrendered surrendering", "slaughter slaughters slaughtered slaughtering", "recover recovers recovered recovering", "deliver delivers delivered delivering", "encounter encounters encountered encountering", "bomb bombs bombed bombing", "suffer suffers suffered suffering", "hijack hijacks hijacked hijacking", "ambush ambushes ambushed ambushing", "torch torches torched torching", "attack attacks attacked attacking"]
}
NOUNS = {
    "man": "men",
    "woman": "women",
    "child": "children",
    "person": "people",
    "gunman": "gunmen",
    "policeman": "policemen",
    "crisis": "crises",
    "siege": "sieges",
}
VOWELS = "aeiou"
UNSTRESSED = ("en", "er", "on", "it", "or", "al", "el", "et", "om", "in", "op", "ot", "an", "ow", "ay")
"""Endings of longer verbs that do not double their last consonant ("happen", "order"); the stressed ones are in IRREGULAR."""


def verb_forms(lemma: str) -> tuple[str, ...]:
    """Give the forms of a verb: itself, -s, past, participle, -ing."""
    if lemma in IRREGULAR:
        return (lemma, *IRREGULAR[lemma])
    if lemma.endswith("e"):
        stem = lemma[:-1]
        return lemma, lemma + "s", lemma + "d", (lemma if lemma.endswith("ee") else stem) + "ing"
    if lemma.endswith("y") and lemma[-2:-1] not in VOWELS:
        return lemma, lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing"
    plural = lemma + ("es" if lemma.endswith(("s", "x", "z", "ch", "sh")) else "s")
    stem = lemma + lemma[-1] if _doubles(lemma) else lemma
    return lemma, plural, stem + "ed", stem + "ing"


def _doubles(lemma: str) -> bool:
    ends = len(lemma) > 2 and lemma[-1] not in VOWELS + "wxyhckz" and lemma[-2] in VOWELS and lemma[-3] not in VOWELS
    return ends and not (len(lemma) > 4 and lemma.endswith(UNSTRESSED))


def noun_forms(lemma: str) -> tuple[str, ...]:
    """Give a noun's singular and plural."""
    if lemma in NOUNS:
        return lemma, NOUNS[lemma]
    if lemma.endswith("y") and lemma[-2:-1] not in VOWELS:
        return lemma, lemma[:-1] + "ies"
    return lemma, lemma + ("es" if lemma.endswith(("s", "x", "z", "ch", "sh")) else "s")
