"""Stories about the activities, published only while everybody in them says yes."""
