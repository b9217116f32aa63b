"""How values go from one to another in time: curves, what is between two values, and SceneTreeTween."""
