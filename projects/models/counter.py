"""Gap-free numbers: a row that is counted up inside the transaction that uses the number."""

from django.db import connection, models


class Counter(models.Model):
    name = models.CharField(primary_key=True, max_length=80)
    last = models.PositiveBigIntegerField()

    class Meta:
        db_table_comment = "Last number given, per register"

    def __str__(self) -> str:
        return f"{self.name}: {self.last}"

    @classmethod
    def next(cls, name: str) -> int:
        """The next number of a register. The row is locked until the transaction ends; one that fails gives it back."""
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO projects_counter (name, last) VALUES (%s, 1) "
                "ON CONFLICT (name) DO UPDATE SET last = projects_counter.last + 1 RETURNING last",
                [name],
            )
            return int(cursor.fetchone()[0])
