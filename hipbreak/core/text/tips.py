"""Tips for sitting, standing, sleeping and stretching, and the five mistakes of the programme's author."""

from hipbreak.core.i18n import gettext as _
from hipbreak.core.programme.note import Note


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
            _("A few minutes of exercise stand beside hours of sitting. That is why the breaks are part of this."),
            ("K4",),
            ("sit_high", "stand"),
        ),
        Note(
            "no-glutes",
            _("Leaving out the buttocks"),
            _("The author's view is that glute strength matters. Include the squeezes and the bridges."),
            ("K5",),
            ("bridge_up",),
        ),
    )


def strength_note() -> str:
    """K3, neutral: after three sessions in a row without the strength part."""
    return _("The last three sessions were the stretch alone. The split squat takes under three minutes more.")


def sitting_tip_at_start() -> str:
    """One line at the start of a session (D1)."""
    return _("For later, at the desk: hips slightly higher than the knees.")
