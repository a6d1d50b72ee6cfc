"""The archive that X gives its users: their own posts, direct messages, and whom they silenced or follow.

Start at `importer`; `layout` knows the files of an archive, `lists` gives whom she blocked, muted or follows.
"""
