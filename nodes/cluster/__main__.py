"""`python -m nodes.cluster gateway`: gateways in front of a room, as many processes as wanted."""

from .command_line import main

raise SystemExit(main())
