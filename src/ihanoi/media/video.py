"""Videos: judged within limits, copied into a new MP4 without metadata; the first frame is the poster.

Nothing is encoded anew: the picture and sound packets go over as they are, and every other track (place, motion,
text, attachments) stays behind. Knows no Django.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from PIL import Image

from ihanoi.media import pictures
from ihanoi.media.pictures import Picture, Taken, Unfit
from ihanoi.media.rules import PIXELS, VIDEO_SECONDS
from ihanoi.media.words import Refusal

_PICTURE_CODECS: Final = frozenset({"h264", "hevc", "mpeg4", "h263", "vp9", "av1"})
_SOUND_CODECS: Final = frozenset({"aac", "mp3", "opus", "amr_nb"})
_PLACES: Final = ("com.apple.quicktime.location.ISO6709", "location")
_PLACE: Final = re.compile(r"([+-]\d{1,2}(?:\.\d+)?)([+-]\d{1,3}(?:\.\d+)?)")  # ISO 6709: +21.0245+105.8465/


@dataclass(frozen=True, slots=True)
class Video:
    """`poster` holds the first frame in the sizes of a picture, and what the camera says of time and place."""

    seconds: int
    poster: Picture


def copy(source: str, target: str) -> Video:
    """From path to path. Raises Unfit; reads packet by packet, so memory stays small."""
    import av  # 18 MB, which only a process that takes a video spends

    try:
        # The format is named: FFmpeg may not try others, among them playlists that fetch addresses.
        with av.open(source, "r", format="mp4", metadata_errors="replace") as found:
            stream = _picture_stream(found)
            _check_seconds((found.duration or 0) / 1_000_000)
            taken = _taken(dict(found.metadata))
            image = _first_frame(found, stream)
            found.seek(0)
            seconds = _copy_packets(av, found, stream, target)
    except (av.FFmpegError, ValueError, EOFError, OSError) as broken:
        raise Unfit(Refusal.BROKEN_VIDEO) from broken
    return Video(seconds, pictures.encode(image, taken))


def _picture_stream(found: Any) -> Any:
    stream = next(iter(found.streams.video), None)
    if stream is None or stream.codec_context is None or stream.codec_context.name not in _PICTURE_CODECS:
        raise Unfit(Refusal.BROKEN_VIDEO)
    if stream.codec_context.width * stream.codec_context.height > PIXELS:
        raise Unfit(Refusal.PIXELS)
    return stream


def _check_seconds(seconds: float) -> None:
    if seconds > VIDEO_SECONDS + 1:  # players round a clip of three minutes up
        raise Unfit(Refusal.VIDEO_LENGTH)


def _first_frame(found: Any, stream: Any) -> Image.Image:
    frame = next(found.decode(stream), None)
    if frame is None:
        raise Unfit(Refusal.BROKEN_VIDEO)
    image: Image.Image = frame.to_image()
    return image.rotate(frame.rotation, expand=True) if frame.rotation else image


def _copy_packets(av: Any, found: Any, picture: Any, target: str) -> int:
    """Returns the length in seconds as the packets tell it, for a header may say anything."""
    end, frames = 0.0, 0
    # faststart: the index goes to the front, so that a player need not fetch the end first.
    with av.open(target, "w", format="mp4", options={"movflags": "faststart"}) as made:
        sound = [
            s for s in found.streams.audio[:1] if s.codec_context and s.codec_context.name in _SOUND_CODECS
        ]
        into = {stream.index: made.add_stream_from_template(stream) for stream in (picture, *sound)}
        for copied in into.values():
            copied.metadata.clear()
        for packet in found.demux(picture, *sound):
            if packet.dts is None:  # the mark at the end
                continue
            end = max(end, float((packet.pts or packet.dts) * packet.time_base))
            _check_seconds(end)
            frames += packet.stream is picture
            packet.stream = into[packet.stream.index]
            made.mux(packet)
    if frames < picture.frames:  # the index promises more than has arrived
        raise Unfit(Refusal.BROKEN_VIDEO)
    return round(end)


def _taken(told: dict[str, str]) -> Taken:
    place = next((match for key in _PLACES if (match := _PLACE.match(told.get(key, "")))), None)
    lat, lon = (float(place[1]), float(place[2])) if place else (None, None)
    try:
        at = datetime.fromisoformat(told["creation_time"]).astimezone(UTC)
    except (KeyError, ValueError, OverflowError):
        at = None
    # A camera without a clock writes the zero of its calendar.
    return Taken(at if at and at.year >= 2000 else None, lat, lon)
