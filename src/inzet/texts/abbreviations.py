"""Words with full stops that end no sentence, or not always.

The tables stand beside the language packages and not in one of them, because a text is divided into sentences before
anybody asks for its language. They are in lower case and without the last full stop; in a text they may have capitals.
"""

NEVER_LAST = frozenset(
    (
        # Before the name of a ship.
        *("zr", "hr", "ms", "z.m", "h.m", "zr.ms", "hr.ms", "z.ms"),
        # Before the name of a person or place.
        *("dhr", "mw", "mevr", "mr", "mrs", "drs", "dr", "ir", "ing", "prof", "ds", "st", "jhr", "jkvr", "th", "chr"),
        *("gen", "lt", "luit", "kol", "maj", "kap", "sgt", "adm", "wnd", "plv"),
        # Before a number or what takes its place.
        *("nr", "nrs", "art", "artt", "blz", "pag", "stb", "stcrt", "trb", "hfst", "tel"),
        # Between words.
        *("o.a", "m.n", "m.b.t", "t.a.v", "c.q", "d.w.z", "i.v.m", "i.p.v", "t.b.v", "t.g.v", "t.o.v", "t.w", "i.c.m"),
        *("i.s.m", "o.l.v", "o.b.v", "n.a.v", "a.g.v", "m.u.v", "m.i.v", "m.a.w", "i.h.k.v", "i.h.b", "a.d.h.v", "v.a"),
        *("d.d", "dd", "bijv", "bv", "resp", "ca", "max", "min", "incl", "excl", "evt", "gem", "zgn", "vgl"),
        *("nb", "w.o"),
    )
)

BEFORE_NUMBERS = frozenset(("no", "p", "pp", "par", "vol"))
"""Before a number they end no sentence; elsewhere they may be words."""

MAY_BE_LAST = frozenset(("jl", "ll", "a.s", "c.s", "e.a", "e.d", "etc", "enz", "b.d"))
"""A sentence may end with them: not before a bracket, as "van 8 maart jl. (Kamerstuk", nor after a determiner."""

DETERMINERS = frozenset(("de", "het", "een", "dit", "deze", "die", "dat", "onze"))
"""Before "a.s." or "jl." they show that a noun follows: "de a.s. Europese Raad"."""

AMOUNTS = frozenset(("mln", "mld"))
"""A sentence may end with them, but not before a currency."""

CURRENCIES = frozenset(("eur", "euro", "usd", "us", "amerikaanse", "gbp", "britse"))

OPENERS = frozenset(
    (
        *("de", "het", "een", "dit", "deze", "dat", "die", "er", "hij", "zij", "ze", "wij", "we", "ik", "u", "hier"),
        *("in", "op", "aan", "bij", "met", "na", "naast", "om", "onder", "over", "sinds", "tijdens", "tot", "uit"),
        *("vanaf", "vanuit", "volgens", "voor", "ook", "zo", "daarbij", "daarmee", "daarnaast", "daarom", "daartoe"),
        *("echter", "hiermee", "hierbij", "hiervoor", "hierop", "tevens", "verder", "voorts", "wel", "dus", "indien"),
        *("als", "omdat", "hoewel", "nu", "momenteel", "inmiddels", "nederland", "vervolgens", "zoals", "bovendien"),
    )
)
"""First words of a sentence: after a single capital they show that it ended one, as in "bijlage A. De", and is no
initial, as in "J.A. Hennis"."""
