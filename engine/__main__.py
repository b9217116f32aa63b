"""`python -m engine`: run a scene, or look at the installation."""

from .base.in_the_way import in_the_way, words_of

place: str = in_the_way("engine")
if place:  # an empty folder hides an editable installation, but not what is in it, as this
    raise SystemExit(f"ERROR: {words_of('engine', place)}")

from .command_line import main  # noqa: E402

raise SystemExit(main())
