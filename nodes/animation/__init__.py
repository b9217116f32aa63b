"""AnimationPlayer, and what it is made of."""
