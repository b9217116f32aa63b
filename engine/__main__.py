"""`python -m engine`: run a scene, or look at the installation."""

from .command_line import main

raise SystemExit(main())
