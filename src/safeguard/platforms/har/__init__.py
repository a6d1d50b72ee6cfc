"""What a browser recorded of X's pages (HAR): posts are read, and all that lets one in is taken out first.

Start at `cleaning`: a HAR holds her cookies and tokens, and must not be stored before it went through there.
"""
