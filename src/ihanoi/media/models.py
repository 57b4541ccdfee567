"""Files that people send: checked and re-encoded on the way in, the original's traces sealed beside them."""

from django.conf import settings
from django.db import models

from ihanoi.vault.fields import SpokenField


class File(models.Model):
    """A picture, document or video. Nothing of the original but these fields is ever served."""

    id = models.UUIDField(primary_key=True)  # kernel.ids.uuid7
    folder = models.CharField(
        max_length=80
    )  # in the storage; unguessable, begins with the day: "2026/11/21/<random>"
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    kind = models.CharField(max_length=10)  # words.Kind
    name = SpokenField(max_length=200)  # as its sender called it
    mime = models.CharField(max_length=80)
    size = models.PositiveIntegerField()  # bytes, of the largest kept form
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    sha256 = models.BinaryField(max_length=32, db_index=True)  # of what was sent
    taken_at = models.DateTimeField(
        null=True
    )  # sealed: from EXIF, shown to officers as a statement, never in the file
    taken_lat = models.FloatField(null=True)
    taken_lon = models.FloatField(null=True)
    traces = models.JSONField(default=dict)  # sealed likewise: traces.Traces, only what is so
    seconds = models.PositiveIntegerField(null=True)  # of a video
    veil = models.PositiveSmallIntegerField(default=0)  # which public copy is served; 0: none was made yet
    created_at = models.DateTimeField()
    used = models.BooleanField(default=False)  # unused uploads are erased after two days
    sealed = models.BooleanField(
        default=False
    )  # somebody's papers: each form lies sealed, nobody looks at it

    class Meta:
        indexes = [
            models.Index(fields=["created_at"], condition=models.Q(used=False), name="media_file_unused"),
            models.Index(fields=["folder"], name="media_file_folder"),
            models.Index(fields=["created_at"], condition=models.Q(sealed=True), name="media_file_papers"),
        ]

    def __str__(self) -> str:
        return self.name


class Look(models.Model):
    """That the worker has looked at a picture, and what it saw besides areas and likenesses."""

    file = models.OneToOneField(File, on_delete=models.CASCADE, primary_key=True, related_name="look")
    at = models.DateTimeField()
    networks = models.CharField(max_length=40, blank=True)  # which could look: "faces indecency"
    indecent = models.FloatField(null=True)  # 0…1, of the surest finding
    bars = models.BooleanField(default=False)  # bars of a screen above and below


class Area(models.Model):
    """A rectangle of a picture that the public copy hides. Shares of width and height from the top left, 0…1."""

    file = models.ForeignKey(File, on_delete=models.CASCADE, related_name="areas")
    kind = models.CharField(max_length=10)  # words.Hidden
    left = models.FloatField()
    top = models.FloatField()
    right = models.FloatField()
    bottom = models.FloatField()
    hidden = models.BooleanField(default=True)  # an officer's "leave it visible" is kept, not erased


class Fingerprint(models.Model):
    """Perceptual fingerprints of a picture, as a whole and trimmed: 64 bits each (`fingerprints.py`)."""

    file = models.ForeignKey(File, on_delete=models.CASCADE, related_name="fingerprints")
    bits = models.BigIntegerField()

    class Meta:
        indexes = [
            # Two fingerprints within 8 bits agree within 2 bits in one of four parts of 16: these find it.
            models.Index(models.F("bits").bitrightshift(shift).bitand(0xFFFF), name=f"media_bits_{shift}")
            for shift in (0, 16, 32, 48)
        ]


class Likeness(models.Model):
    """The picture shows what an earlier one showed, `apart` bits of 64 away."""

    file = models.ForeignKey(File, on_delete=models.CASCADE, related_name="likenesses")
    earlier = models.ForeignKey(File, on_delete=models.CASCADE, related_name="+")
    apart = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["file", "earlier"], name="media_alike_once")]
