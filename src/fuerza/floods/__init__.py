"""What a flood is: pile-ons and raids found, told and shown as one thing, with what turns to her life offline."""
