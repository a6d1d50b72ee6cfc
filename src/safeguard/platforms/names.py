"""What platforms are called: the only words on where something was that may stand beside a sealed text.

A file or a person can say anything there ("the chat of my sister's school"), which tells more than a platform does.
"""

NAMES = {
    "bluesky": "Bluesky",
    "discord": "Discord",
    "facebook": "Facebook",
    "instagram": "Instagram",
    "linkedin": "LinkedIn",
    "mail": "E-mail",
    "mastodon": "Mastodon",
    "messenger": "Messenger",
    "pinterest": "Pinterest",
    "reddit": "Reddit",
    "signal": "Signal",
    "sms": "SMS",
    "snapchat": "Snapchat",
    "telegram": "Telegram",
    "threads": "Threads",
    "tiktok": "TikTok",
    "twitch": "Twitch",
    "vk": "VK",
    "whatsapp": "WhatsApp",
    "x": "X",
    "youtube": "YouTube",
}
_ALSO = {"twitter": "x"}


def in_clear(platform: str, *, otherwise: str) -> str:
    """Return the platform's name if it is one of NAMES, else the word given for "somewhere else"."""
    said = platform.strip().casefold()
    said = _ALSO.get(said, said)
    return said if said in NAMES else otherwise
