"""Her own presence, seen by her alone; the reach of a programme's hashtags; practice with a timer."""
