"""The sample inbox: six weeks of what one woman in public life is sent, all of it invented.

Start at `sample_inbox`. The same seed, end and length give the same posts, down to the last byte.
The tables say how much of what comes in which language; who writes is in `crowd`, how they sound in
`voices`, when they write in `rhythm`, how a raid hides in `disguise`, the form it takes in `envelope`.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Literal

import msgspec

from fuerza.site.sample import rhythm
from fuerza.site.sample.crowd import Crowd, Member, pick
from fuerza.site.sample.disguise import disguise
from fuerza.site.sample.envelope import (
    HER_ID,
    Draft,
    Kind,
    Thread,
    Tone,
    addressed,
    post_id,
    to_post,
)
from fuerza.site.sample.voices import Voice
from safeguard.records import Post

Languages = Mapping[str, int]

ALL: Languages = {"en": 34, "es": 34, "fr": 10, "ar": 10, "hi": 5, "hi-Latn": 7}
# How many posts of each kind, in each language, come in day by day.
EVERYDAY: Mapping[Tone, Languages] = {
    "ordinary": {"en": 330, "es": 320, "fr": 80, "ar": 75, "hi": 40, "hi-Latn": 55},
    "support": {"en": 118, "es": 118, "fr": 34, "ar": 34, "hi": 18, "hi-Latn": 28},
    "criticism": {"en": 52, "es": 52, "fr": 14, "ar": 14, "hi": 8, "hi-Latn": 12},
    "insult": {"en": 70, "es": 70, "fr": 18, "ar": 18, "hi": 10, "hi-Latn": 14},
    "sexual": {"en": 12, "es": 12, "fr": 4, "ar": 4, "hi": 1, "hi-Latn": 2},
    "threat": {"en": 3, "es": 3, "fr": 2, "ar": 2, "hi": 1, "hi-Latn": 1},
    "doxxing": {"en": 2, "es": 2, "fr": 1, "ar": 1, "hi": 1, "hi-Latn": 1},
}
FIXATION: Languages = {"es": 3, "en": 2}
QUOTED: Languages = {"en": 215, "es": 200, "hi-Latn": 20, "hi": 14}
NIGHT: Languages = {"es": 110, "en": 50, "fr": 45, "ar": 45}
RAIDERS, RAID_POSTS = 90, 120
RAID_TEXT = (
    "Marisol Vega invents her sources and sells her articles. "
    "Liars like her should shut up and leave this city."
)
# What a crowd's messages are in themselves: most of it jeers, a good part is fair.
CROWD_TONES: Mapping[Tone, int] = {"insult": 45, "criticism": 25, "ordinary": 18, "support": 12}
MORE_THAN_ENOUGH_TRIES = 500


class WordsRanOut(LookupError):
    """No new message could be made from a voice's words."""


class SamplePost(msgspec.Struct, frozen=True, kw_only=True):
    """A post, and what it was written to be.

    `kind` is what brought it; `tone` is what its words are in themselves, which differs for crowds.
    `language` is the language it was written in, whatever its platform claims (`hi-Latn` is Hindi in
    Latin letters); `source` is how it reached us.
    """

    post: Post
    kind: Kind
    tone: Tone
    language: str
    source: Literal["api", "file"]


def sample_inbox(*, seed: int, until: datetime, weeks: int = 6) -> list[SamplePost]:
    """Everything she was sent in the `weeks` before `until`, oldest first.

    Raises:
        ValueError: `until` had no time zone, or there was less than a week.

    """
    if until.tzinfo is None or weeks < 1:
        raise ValueError("the sample inbox had no time zone or no week")
    made = _Making(Random(seed), until.astimezone(UTC), weeks * 7)  # noqa: S311 -- sample data, repeatable on purpose
    drafts = [
        *made.everyday(),
        *made.fixation(),
        *made.quoted_crowd(),
        *made.night_crowd(),
        *made.raid(),
    ]
    posts = [_sample(draft, to_post(draft)) for draft in drafts] + made.edits(drafts)
    return sorted(posts, key=lambda one: (one.post.written_at, one.post.id, one.post.content_id))


class _Making:
    """One run of the generator: its dice, its window, and the people it has made so far."""

    def __init__(self, rng: Random, until: datetime, days: int) -> None:
        self.rng = rng
        self.until = until
        self.start = until - timedelta(days=days)
        self.days = days
        self.said: set[str] = set()
        self.crowd = Crowd(rng, self.start)
        self.regulars = self.crowd.recruit(330, languages=ALL)
        self.regulars += [one for tag in ALL for one in self.crowd.recruit(2, languages={tag: 1})]
        self.strangers = [
            one
            for tag in ALL
            for one in self.crowd.recruit(12, languages={tag: 1}, newest_days=120)
        ]
        self.offenders = [one for tag in ALL for one in self.crowd.recruit(1, languages={tag: 1})]
        self.hers = {
            platform: [post_id(platform, HER_ID, rng) for _ in range(30)]
            for platform in ("bluesky", "mastodon", "x")
        }

    def everyday(self) -> list[Draft]:
        """What comes in day by day, as much of each kind as the table says."""
        drafts = []
        for tone, languages in EVERYDAY.items():
            tags = [tag for tag, count in languages.items() for _ in range(count)]
            moments = self._moments(tone, len(tags))
            for tag, at in zip(tags, moments, strict=True):
                member = self._writer(tone, tag)
                drafts.append(self._draft(tone, member, at, self._own_thread(member.platform)))
        return drafts

    def fixation(self) -> list[Draft]:
        """One admirer: kind at first, then nearer and nearer, always in her evening."""
        (admirer,) = self.crowd.recruit(1, languages={"es": 1}, platforms={"bluesky": 1})
        middle = self.days // 2
        kind = [self.rng.randrange(1, middle) for _ in range(6)]
        near = [middle + n * (self.days - 1 - middle) // 5 for n in range(sum(FIXATION.values()))]
        tags = [tag for tag, count in FIXATION.items() for _ in range(count)]
        drafts = [self._evening("support", admirer, day) for day in kind]
        for day, tag in zip(near, tags, strict=True):
            bilingual = msgspec.structs.replace(admirer, voice=self.crowd.voice_of(tag))
            drafts.append(self._evening("fixation", bilingual, day))
        return drafts

    def quoted_crowd(self) -> list[Draft]:
        """A crowd of an evening: one post quotes her, hundreds answer it within three hours."""
        begins = rhythm.at_home(self.start, self.days * 3 // 10, 19)
        (author,) = self.crowd.recruit(1, languages={"en": 1}, platforms={"bluesky": 1})
        root = self._draft(
            "insult",
            author,
            begins,
            Thread(form="quote", quoted=self.hers["bluesky"][0]),
            words="mob_root",
            kind="pile_on",
        )
        moments = rhythm.burst(self.rng, sum(QUOTED.values()), begins, timedelta(hours=3), peak=0.2)
        mob = self._mob(QUOTED, "bluesky", begins)
        return [root, *self._crowd_around(root.id, mob, QUOTED, moments)]

    def night_crowd(self) -> list[Draft]:
        """A crowd of a night: replies under her own post, from half past ten until morning."""
        begins = rhythm.at_home(self.start, self.days - 4, 22, 30)
        moments = rhythm.burst(self.rng, sum(NIGHT.values()), begins, timedelta(hours=8), peak=0.35)
        mob = self._mob(NIGHT, "mastodon", begins)
        return self._crowd_around(self.hers["mastodon"][0], mob, NIGHT, moments)

    def raid(self) -> list[Draft]:
        """A copy-paste raid: one sentence, disguised, from accounts made for it."""
        begins = rhythm.at_home(self.start, self.days * 6 // 10, 14)
        raiders = self.crowd.recruit(
            RAIDERS,
            languages={"en": 1},
            platforms={"bluesky": 6, "mastodon": 4},
            newest_days=14,
            before=begins,
        )
        writers = raiders + self.rng.choices(raiders, k=RAID_POSTS - RAIDERS)
        moments = rhythm.burst(self.rng, RAID_POSTS, begins, timedelta(minutes=90), peak=0.3)
        return [
            self._sent("raid", "insult", one, disguise(RAID_TEXT, self.rng), at=at, thread=Thread())
            for one, at in zip(writers, moments, strict=True)
        ]

    def edits(self, drafts: Sequence[Draft]) -> list[SamplePost]:
        """Three Mastodon posts a second time, edited: the same id with another content."""
        ordinary = [
            one for one in drafts if one.kind == "ordinary" and one.member.platform == "mastodon"
        ]
        edited = []
        for draft in self.rng.sample(ordinary, k=3):
            again = msgspec.structs.replace(draft, text=f"{draft.text} (edit: typo)")
            edited.append(_sample(again, to_post(again, edited_at=draft.at + timedelta(minutes=4))))
        return edited

    def _moments(self, tone: Tone, count: int) -> list[datetime]:
        """Everyday moments, except that half of the gravest follow the night crowd."""
        if tone not in {"threat", "doxxing"}:
            return rhythm.everyday(self.rng, count, self.start, self.until)
        night = rhythm.at_home(self.start, self.days - 4, 22, 30)
        after = rhythm.burst(self.rng, count // 2, night, timedelta(hours=36), peak=0.3)
        moments = after + rhythm.everyday(self.rng, count - len(after), self.start, self.until)
        self.rng.shuffle(moments)
        return moments

    def _writer(self, tone: Tone, language: str) -> Member:
        if tone in {"ordinary", "support", "criticism"}:
            return pick(self.rng, self.regulars, language)
        often = tone in {"insult", "sexual"} and self.rng.random() < 0.45  # noqa: PLR2004 -- a share
        return pick(self.rng, self.offenders if often else self.strangers, language)

    def _evening(self, tone: Tone, member: Member, day: int) -> Draft:
        at = rhythm.at_home(self.start, day, 20, self.rng.randrange(5, 55))
        return self._draft(tone, member, at, self._own_thread(member.platform))

    def _mob(self, languages: Languages, platform: str, before: datetime) -> list[Member]:
        """Enough writers for each language, one in six with a new account."""
        mob = []
        for tag, count in languages.items():
            wanted = count * 5 // 7  # so that some write twice
            new = wanted // 6
            for size, newest_days in ((wanted - new, 0), (new, 30)):
                mob += self.crowd.recruit(
                    size,
                    languages={tag: 1},
                    platforms={platform: 1},
                    newest_days=newest_days,
                    before=before,
                )
        return mob

    def _crowd_around(
        self, root: str, mob: Sequence[Member], languages: Languages, moments: list[datetime]
    ) -> list[Draft]:
        tags = [tag for tag, count in languages.items() for _ in range(count)]
        self.rng.shuffle(tags)
        tones = self.rng.choices(list(CROWD_TONES), weights=list(CROWD_TONES.values()), k=len(tags))
        drafts: list[Draft] = []
        for tag, tone, at in zip(tags, tones, sorted(moments), strict=True):
            member = pick(self.rng, mob, tag)
            thread = self._crowd_thread(root, member.platform, drafts)
            drafts.append(
                self._draft(tone, member, at, thread, words=f"mob_{tone}", kind="pile_on")
            )
        return drafts

    def _crowd_thread(self, root: str, platform: str, before: Sequence[Draft]) -> Thread:
        """Most answer or quote the root; some answer whoever wrote before them."""
        dice = self.rng.random()
        if platform == "bluesky" and dice < 0.6:  # noqa: PLR2004 -- a share
            return Thread(form="quote", quoted=root)
        if before and dice > 0.85:  # noqa: PLR2004 -- a share
            return Thread(form="reply", in_reply_to=before[-1].id, conversation=root)
        return Thread(form="reply", in_reply_to=root, conversation=root)

    def _own_thread(self, platform: str) -> Thread:
        """A mention out of the blue, or a reply to or quote of something she wrote."""
        hers = self.rng.choice(self.hers[platform][1:])
        form = self.rng.choices(("mention", "reply", "quote"), weights=(35, 50, 15))[0]
        if form == "quote" and platform != "mastodon":
            return Thread(form="quote", quoted=hers)
        if form == "mention":
            return Thread()
        return Thread(form="reply", in_reply_to=hers, conversation=hers)

    def _draft(
        self,
        tone: Tone,
        member: Member,
        at: datetime,
        thread: Thread,
        *,
        words: str = "",
        kind: Kind | None = None,
    ) -> Draft:
        text = self._new_words(member.voice, words or tone)
        return self._sent(kind or tone, tone, member, text, at=at, thread=thread)

    def _sent(
        self, kind: Kind, tone: Tone, member: Member, text: str, *, at: datetime, thread: Thread
    ) -> Draft:
        return Draft(
            kind=kind,
            tone=tone,
            member=member,
            text=addressed(text, member.platform, thread.form),
            at=at,
            thread=thread,
            id=post_id(member.platform, member.author.id, self.rng),
        )

    def _new_words(self, voice: Voice, what: str) -> str:
        """Something nobody in this inbox has said yet, so that only the raid repeats itself."""
        for _ in range(MORE_THAN_ENOUGH_TRIES):
            text = voice.say(what, self.rng)
            if text.casefold() not in self.said:
                self.said.add(text.casefold())
                return text
        raise WordsRanOut(f"{voice.key} had nothing new to say for {what}")


def _sample(draft: Draft, post: Post) -> SamplePost:
    return SamplePost(
        post=post,
        kind=draft.kind,
        tone=draft.tone,
        language=draft.member.voice.language,
        source="file" if post.platform == "x" else "api",
    )
