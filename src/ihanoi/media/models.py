"""Files that people send: checked and re-encoded on the way in, the original's traces sealed beside them."""

from django.conf import settings
from django.db import models


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
    name = models.CharField(max_length=200)
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
    created_at = models.DateTimeField()
    used = models.BooleanField(default=False)  # unused uploads are erased after two days

    class Meta:
        indexes = [
            models.Index(fields=["created_at"], condition=models.Q(used=False), name="media_file_unused"),
            models.Index(fields=["folder"], name="media_file_folder"),
        ]

    def __str__(self) -> str:
        return self.name
