"""A good file of each kind that is read, and more than one where a kind has several shapes: what is damaged to test."""

from tests.safeguard.platforms import corpus_exports
from tests.safeguard.platforms.block_lists.test_reader import FORMATS
from tests.safeguard.platforms.exports import packed
from tests.safeguard.platforms.har.samples import body, entry, har, posted
from tests.safeguard.platforms.mastodon_export.test_importer import BOOST, note, outbox
from tests.safeguard.platforms.tables import ROW, ndjson, table
from tests.safeguard.platforms.twitter_web_exporter.test_importer import (
    as_json,
    as_table,
    saved,
)
from tests.safeguard.platforms.x_archive.test_importer import TABLE
from tests.safeguard.platforms.x_samples import (
    account,
    archive,
    conversation,
    message,
    script,
    tweet,
)

IMPORTERS: dict[str, list[bytes]] = {
    "csv": [table(ROW, {**ROW, "text": 'a "b"\nc'}), table(ROW, delimiter=";")],
    "ndjson": [ndjson(ROW, {**ROW, "id": 5, "text": "a\nb", "kind": "dm"})],
    "x_archive": [
        archive(),
        script("tweets", {"tweet": tweet(1)}, {"tweet": tweet(2)}),
        script("direct_messages", conversation(message(1), message(2)), style={}),
        TABLE,
    ],
    "twitter_web_exporter": [as_json(saved(), saved(2)), as_table(saved(), saved(2))],
    "har": [har(entry(body(posted(1), posted(2))), entry(body(posted(3))))],
    "mastodon_export": [outbox(note(1), note(2), BOOST), packed({"outbox.json": outbox(note())})],
    "whatsapp": [corpus_exports.WA.encode() * 3],
    "sms": [(corpus_exports.SMSES + corpus_exports.SMS * 3 + "</smses>").encode()],
    "telegram": [corpus_exports.telegram(corpus_exports.TG).encode()],
    "meta": [corpus_exports.meta(corpus_exports.DM).encode()],
    "tiktok": [corpus_exports.tiktok(corpus_exports.TT).encode()],
    "mail": [(corpus_exports.SEPARATOR + corpus_exports.MAIL + "\nhi\n").encode()],
    "youtube": [  # one file
        (
            b'{"comments": [{"id": "a", "author": "b", "text": "c", "author_id": "d", "timestamp": 1741169673}],'
            b' "webpage_url": "https://x"}'
        )
    ],
}
LISTS: dict[str, list[bytes]] = {
    "x_archive": [
        archive(mute=script("mute", {"muting": {"accountId": "6"}})),
        script("block", *({"blocking": {"accountId": str(n)}} for n in range(5))),
        account(),
    ],
    "block_lists": [file.encode() if isinstance(file, str) else file for _, file, _ in FORMATS],
}
