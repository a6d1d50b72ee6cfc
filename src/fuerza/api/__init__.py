"""The JSON faces: scoring, in the words of Perspective's API, so that its clients change one address and no more.

Start at `views`. `messages` describes what is asked and answered; requests are read by it and the discovery document
is made from it. Nothing that is scored here is stored or logged.
"""
