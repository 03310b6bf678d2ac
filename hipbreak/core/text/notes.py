"""Tips for sitting, standing, sleeping and stretching, and the five mistakes of the programme's author."""

from msgspec import Struct

from hipbreak.core.i18n import gettext as _
from hipbreak.core.i18n import lazy
from hipbreak.core.text.programme import self_test_meaning

# Translators: K3, neutral: after three sessions in a row without the strength part.
strength_note = lazy("The last three sessions were the stretch alone. The split squat takes under three minutes more.")
# Translators: One line at the start of a session (D1).
sitting_tip_at_start = lazy("For later, at the desk: hips slightly higher than the knees.")


class Note(Struct, frozen=True):
    """A tip, a mistake to avoid, a question with its answer, or a reason why."""

    name: str
    title: str
    text: str
    ids: tuple[str, ...]
    pictures: tuple[str, ...] = ()


def tips() -> tuple[Note, ...]:
    """What helps between the sessions."""
    return (
        Note(
            "sitting",
            _("Sitting"),
            _("Sit with your hips slightly higher than your knees: a higher seat, or a wedge on it."),
            ("D1",),
            ("sit_high",),
        ),
        Note(
            "breaks",
            _("Getting up"),
            _("Stand up every 30 to 45 minutes for 20 to 30 seconds: ribs down, and squeeze the buttocks."),
            ("D2", "K4"),
            ("squeeze",),
        ),
        Note(
            "standing",
            _("Standing"),
            _("Stack your ribs over your pelvis. The stance to leave behind has the seat back and the ribs up."),
            ("D3",),
            ("stand_stacked", "avoid"),
        ),
        sleep(),
        Note(
            "kneeling",
            _("The kneeling stretch"),
            _(
                "The kneeling stretch is fine, with the ribs down and a slight tuck. In the author's view the leg off "
                "the couch shows more plainly how far the hip itself opens."
            ),
            ("F5",),
            ("couch_relax",),
        ),
    )


def sleep() -> Note:
    """Shown once in an evening, until dismissed."""
    return Note(
        "sleep",
        _("Sleeping"),
        _("On your side: a small pillow between the knees. On your front: a pillow under the pelvis."),
        ("D4",),
        ("sleep_side", "sleep_prone"),
    )


def mistakes() -> tuple[Note, ...]:
    """The five mistakes, each with what to do."""
    return (
        Note(
            "arching",
            _("Chasing a big stretch with an arched back"),
            _("Then the low back bends and the hip does not open. Ribs down, slight tuck, and a smaller range."),
            ("K1",),
            ("couch_ribs_tuck",),
        ),
        Note(
            "too-hard",
            _("Pressing too hard"),
            _("Stay near a third of your full effort, and below half. Gentle is enough."),
            ("K2",),
            ("couch_press",),
        ),
        Note(
            "no-strength",
            _("Leaving out the strength part"),
            _("The split squat or the bridges belong to it. On a short day the stretch alone is still a session."),
            ("K3",),
            ("split_hold",),
        ),
        Note(
            "all-day-sitting",
            _("Forgetting the rest of the day"),
            _("A few minutes of exercise are little against hours of sitting. Hence the breaks."),
            ("K4",),
            ("sit_high", "stand"),
        ),
        Note(
            "no-glutes",
            _("Leaving out glutes and core"),
            _("The author's view is that glutes and core matter. Include the squeezes and the bridges."),
            ("K5",),
            ("bridge_up",),
        ),
    )


def reasons() -> tuple[Note, ...]:
    """The ideas behind the exercises, stated as ideas."""
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
                "The author's own practice has four steps: assess, reset, integrate, maintain. Hipbreak carries what "
                "needs no hands but yours: the guided sequence, and getting up during hours of sitting."
            ),
            ("P1",),
        ),
    )


def answers() -> tuple[Note, ...]:
    """Questions and answers, in the project's wording."""
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
            "back-pain",
            _("Can tight hip flexors be part of back pain?"),
            _(
                "Nobody can tell from how a hip feels. In one study people with long-standing low back pain had less "
                "hip extension; which came first it cannot say, and backs hurt for many reasons. Hipbreak promises "
                "nothing about it. If your back hurts, ask a clinician."
            ),
            ("F6",),
        ),
        Note(
            "kneeling",
            _("May I continue my kneeling stretch?"),
            _("Yes: ribs down, with a slight tuck."),
            ("F5",),
        ),
        Note(
            "self-test",
            _("What does the self-test tell me?"),
            _(
                "Where your thigh came to rest that day, and no more: a rough self-check, easily fooled. {meaning}"
            ).format(meaning=self_test_meaning()),
            ("Z2",),
        ),
        Note(
            "no-change",
            _("What if nothing changes?"),
            _("See a clinician. They can look at what a programme on a screen cannot."),
            ("F6",),
        ),
    )


def signs() -> tuple[Note, ...]:
    """The legend of the signs in the pictures."""
    return (
        Note("move", _("Move"), _("A thin arrow follows the way of the movement."), (), ("sign_move",)),
        Note(
            "press",
            _("Press"),
            _("A broad arrow that ends at a bar: press there, gently. Nothing has to move."),
            (),
            ("sign_press",),
        ),
        Note("breathe-in", _("Breathe in"), _("Waves to the mouth: breathe in."), (), ("sign_breathe_in",)),
        Note("breathe-out", _("Breathe out"), _("Waves from the mouth: a long breath out."), (), ("sign_breathe_out",)),
        Note(
            "stretch",
            _("Stretch"),
            _("A band with an arrow to both ends: a mild stretch may be felt here."),
            (),
            ("sign_stretch",),
        ),
        Note("work", _("Work"), _("A hatched muscle is the one that works."), (), ("sign_work",)),
        Note("let-go", _("Relax"), _("A pale muscle without hatching: let it go."), (), ("sign_let_go",)),
        Note("hold", _("Hold"), _("A stopwatch: hold the position for the time, quite still."), (), ("sign_hold",)),
        Note(
            "level",
            _("Keep level"),
            # Translators: the double arrow stands on the line and measures how high something is above it
            _("A straight line is level: keep to it, or compare with it. A double arrow is the gap above it."),
            (),
            ("sign_level",),
        ),
        Note("look", _("Look"), _("An eye: look here, or feel with a hand."), (), ("sign_look",)),
        Note(
            "earlier",
            _("The other position"),
            _("A pale outline is where the movement comes from."),
            (),
            ("sign_earlier",),
        ),
        Note(
            "before-and-after",
            _("Before and after"),
            # Translators: two small pictures side by side, with an arrow head between them
            _("Grey is before, in colour is after. The tilt before is drawn larger than it is."),
            (),
            ("sign_before_and_after",),
        ),
        Note(
            "avoid", _("Leave behind"), _("A bar across the picture: the stance to leave behind."), (), ("sign_avoid",)
        ),
    )
