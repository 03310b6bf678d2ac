"""Why the programme is as it is, and questions people ask; whose view it is stands with every view."""

from hipbreak.core.i18n import gettext as _
from hipbreak.core.programme.note import Note


def reasons() -> tuple[Note, ...]:
    """The ideas behind the exercises, told as ideas."""
    return (
        Note(
            "couch",
            _("Why the leg hangs off the couch"),
            _(
                "The author's idea has three parts: past the edge the hip can open further than flat on a bed; the "
                "buttock and the back of the thigh work while the front lets go; and pressing, then relaxing, is one "
                "well-studied way to stretch."
            ),
            ("S1",),
            ("couch_setup", "couch_press", "couch_relax"),
        ),
        Note(
            "strength",
            _("Why a hold follows the stretch"),
            _(
                "In the author's view a range is kept better when you are strong in it, so the split squat is held "
                "where the stretch is light."
            ),
            ("F1", "T12"),
            ("split_hold",),
        ),
        Note(
            "again",
            _("Why not only a stretch"),
            _(
                "The author finds that a couch stretch, a kneeling lunge or a foam roller feels looser for an hour and "
                "as before by the evening. So this programme adds strength and getting up."
            ),
            ("P2",),
        ),
        Note(
            "steps",
            _("What of the author's method is here"),
            _(
                "The author's method has four steps. Hipbreak carries the two that need no hands but yours: the "
                "guided sequence, and getting up during hours of sitting."
            ),
            ("P1",),
        ),
    )


def answers() -> tuple[Note, ...]:
    """Questions and answers, in our own words."""
    return (
        Note(
            "how-long",
            _("Is it really two minutes?"),
            _(
                "The author calls the mini routine a two-minute one. Its stretch takes just under two; with the holds "
                "and rests it is about four, and a little more to set up. Hipbreak shows the computed length."
            ),
            ("S0",),
        ),
        Note(
            "most-effective",
            _("What matters most, if time is short?"),
            _("In the author's view: the leg off the couch, and a hold at the end of the range."),
            ("F1",),
        ),
        Note(
            "how-to-press",
            _("How long do I press?"),
            _(
                "Five to eight seconds, then relax for as long, three or four times. Studies find this and one long "
                "hold much alike; this one keeps you busy."
            ),
            ("F2",),
        ),
        Note(
            "how-often",
            _("How often?"),
            _(
                "Once a day for two weeks, then three or four times a week. A missed day is a missed day; nothing "
                "starts over. Sit less and move more on all of them."
            ),
            ("F3", "M4"),
        ),
        Note(
            "sitting",
            _("Does sitting make hips tight?"),
            _(
                "Long sitting is associated with less hip extension. That does not say which comes first, and it is "
                "reason enough to get up now and then."
            ),
            ("P5",),
        ),
        Note(
            "kneeling",
            _("May I go on with my kneeling stretch?"),
            _("Yes: ribs down, with a slight tuck."),
            ("F5",),
        ),
        Note(
            "self-test",
            _("What does the self-test tell me?"),
            _(
                "Where your thigh came to rest that day, and no more. It is a rough self-check, easily fooled by an "
                "arching back; not a diagnosis."
            ),
            ("Z2",),
        ),
        Note(
            "no-change",
            _("What if nothing changes?"),
            _("See a clinician. They can look at what a programme on a screen cannot."),
            ("F6",),
        ),
    )
