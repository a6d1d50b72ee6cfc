"""The demo's sample data: a programme, its people and one full inbox, all made without a database.

Start at `programme.load_programme` and at `inbox.sample_inbox`. Nothing here imports Django, and
every post is our own invention: nobody's words were copied, and no handle, number or address is
anybody's.
"""
